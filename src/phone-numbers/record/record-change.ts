import type { EntityManager } from 'typeorm';

/** Who changes something, and in which call. */
export interface ChangedBy {
  /** A token's subject, or `cli:<user of the operating system>`. */
  subject: string;
  trackingId: string;
}

export interface NewChange extends ChangedBy {
  action: string;
  organizationId: string;
  otherOrganizationId?: string;
  /** Ids and codes only: never a name, number or e-mail. */
  details?: Record<string, unknown>;
}

/** Writes the one row in `changes` of an accepted call, within its transaction; answers its id and instant. */
export async function recordChange(manager: EntityManager, change: NewChange): Promise<{ id: string; at: Date }> {
  const { action, subject, organizationId, otherOrganizationId, trackingId, details = {} } = change;
  const [row] = await manager.query(
    `INSERT INTO changes (at, action, subject, organization_id, other_organization_id, tracking_id, details)
     VALUES (date_trunc('milliseconds', clock_timestamp()), $1, $2, $3, $4, $5, $6) RETURNING id, at`,
    [action, subject, organizationId, otherOrganizationId ?? null, trackingId, JSON.stringify(details)],
  );
  return row as { id: string; at: Date };
}
