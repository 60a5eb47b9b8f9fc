import { bySince, type Line, type ProviderLine, type WantedLine } from './lines.js';
import type { RecordModel } from './record-model.js';

/** A status and a body as JSON has it. */
export interface Said {
  status: number;
  body: unknown;
  /** Of a 423: in how many days one may try again. */
  restDays?: number;
}

export const RESTS = 'It was released recently. Until Retry-After is over, only its last holder may have it back';

export const NUMBER_RESTS: Said = { status: 423, body: { error: 'The number rests', details: RESTS } };

export const USER_NOT_FOUND: Said = { status: 404, body: { error: 'User not found in organization' } };

export const ORGANIZATION_NOT_FOUND: Said = {
  status: 404,
  body: { error: 'Organization not found', details: 'No organization exists with the provided id' },
};

export const removed = (provider: string): Said => ({
  status: 200,
  body: { success: true, message: `${provider} phone number removed` },
});

/** What an assignment is answered; `released`: what the user has no more, in the order of the list. */
export const assigned = (provider: string, released: readonly Line[]): Said => ({
  status: 200,
  body: {
    ...{ success: true, message: `${provider} phone number assigned` },
    ...(released.length && {
      released: [...released].sort(inOrder).map((line) => ({ provider: line.provider, phoneNumber: line.number })),
    }),
  },
});

export const nothingThere = (provider: string): Said => ({
  status: 404,
  body: { error: `No ${provider} phone number assigned to this user` },
});

export const HOLDER_CHANGED: Said = {
  status: 409,
  body: {
    error: 'The number has another holder',
    details: 'The user in replaces does not receive the calls of this number now; read it again, then decide.',
    code: 'holder_changed',
  },
};

export const NOT_AVAILABLE: Said = {
  status: 409,
  body: {
    error: 'The number is not available',
    details: 'It is not in the inventory of this organization.',
    code: 'number_of_another_organization',
  },
};

/** SUPERADMIN may read every holder, so they are told who has it, and what is free instead where they are. */
export function assignedAlready(
  model: RecordModel,
  { organization, userId, number }: Pick<WantedLine, 'organization' | 'userId'> & { number: string },
): Said {
  const line = receiverOf(model, number);
  const { workspace } = model.roster;
  const name = model.anybody(line.userId)?.name ?? undefined;
  const holder =
    line.userId === workspace.id
      ? { workspaceId: workspace.id, name: workspace.name }
      : { userId: line.userId, ...(name !== undefined && { name }) };
  const freeNumbers = model.freeNumbers(organization, model.person(userId)!.location).slice(0, 5);
  return {
    status: 409,
    body: {
      error: 'The number is assigned already',
      details: 'Another user or workspace receives its calls.',
      code: 'second_inbound_holder',
      conflict: { holder, since: new Date(line.heldSince).toISOString(), freeNumbers },
    },
  };
}

export const receiverOf = (model: RecordModel, number: string): Line =>
  model.linesWith(number).find((held) => held.isInboundEnabled)!;

/** The list as the face writes it: by user, then as each came to hold what they have. */
export function listed(model: RecordModel, lines: readonly ProviderLine[]): Said {
  const assignments = [...lines].sort(inOrder).map((line) => {
    const { name, email } = model.anybody(line.userId)!;
    return {
      userId: line.userId,
      ...(name !== null && { userName: name }),
      ...(email !== null && { userEmail: email }),
      provider: line.provider,
      phoneNumber: line.number,
      isDefault: line.isDefault,
      isInboundEnabled: line.isInboundEnabled,
      ...(line.label !== null && { label: line.label }),
    };
  });
  return { status: 200, body: { assignments } };
}

function inOrder(a: Line, b: Line): number {
  if (a.userId !== b.userId) return a.userId < b.userId ? -1 : 1;
  return bySince(a, b);
}
