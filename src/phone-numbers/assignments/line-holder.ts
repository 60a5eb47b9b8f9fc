import type { ChangedBy, NewChange } from '../record/record-change.js';

/** A workspace or a person whose calling lines are about to change, locked together with the location. Ids are internal. */
export interface LineHolder {
  kind: 'user' | 'workspace';
  holderId: string;
  organizationId: string;
  /** The caller's own organization. */
  callerId: string;
  locationId: string;
  /** ISO 3166-1 alpha-2; null: unknown. */
  country: string | null;
  distinctiveRingEnabled: boolean;
  /** What a row in `changes` says of the holder. */
  subject: { workspaceId: string } | { userId: string };
}

/** The change of a holder; a partner's names the partner's organization, too. */
export function changeOf(
  action: string,
  { organizationId, callerId, subject }: Pick<LineHolder, 'organizationId' | 'callerId' | 'subject'>,
  by: ChangedBy,
): NewChange {
  const otherOrganizationId = callerId === organizationId ? undefined : callerId;
  return { ...by, action, organizationId, otherOrganizationId, details: subject };
}
