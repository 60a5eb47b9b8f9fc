import type { Line, RecordModel } from './record-model.js';

/** A status and a body as JSON has it. */
export interface Said {
  status: number;
  body: unknown;
}

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

/** SUPERADMIN may read every holder, so they are told who has it, and what is free instead. */
export function assignedAlready(model: RecordModel, organization: string, number: string): Said {
  const workspace = model.roster.workspaces === number ? model.roster.workspace : undefined;
  const line = model.lines.find((held) => held.number === number && held.isInboundEnabled);
  const holder = workspace
    ? { workspaceId: workspace.id, name: workspace.name }
    : { userId: line!.userId, ...nameOf(model, line!.userId) };
  const since = new Date(workspace ? model.startedAt : line!.heldSince).toISOString();
  return {
    status: 409,
    body: {
      error: 'The number is assigned already',
      details: 'Somebody else receives its calls.',
      code: 'second_inbound_holder',
      conflict: { holder, since, freeNumbers: model.freeNumbers(organization).slice(0, 5) },
    },
  };
}

function nameOf(model: RecordModel, userId: string): { name?: string } {
  const name = model.person(userId)?.name;
  return name == null ? {} : { name };
}

/** The list as the face writes it: by user, then as each came to hold what they have. */
export function listed(model: RecordModel, lines: readonly Line[]): Said {
  const assignments = [...lines].sort(inOrder).map((line) => {
    const { name, email } = model.person(line.userId)!;
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
  return a.heldSince - b.heldSince || a.listPosition - b.listPosition || a.id - b.id;
}
