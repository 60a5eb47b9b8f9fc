import type { ClientBase } from 'pg';
import type { OrganizationId } from '../../ids/organization-id.js';

/** Who changes something, by which way, and in which call. */
export interface ChangedBy {
  way: 'api' | 'cli';
  /** A token's subject, or `cli:<user of the operating system>`. */
  subject: string;
  /** Of the token. */
  issuer?: string;
  trackingId: string;
  /** Of the W3C trace that the call belongs to: 32 lower-case hex digits. */
  traceId?: string;
  /** The caller's own organization; an operator at a terminal has none. */
  actingOrganization?: OrganizationId;
  /** They may and want to give away a number that rests; the details of the change say so where one does. */
  overridesRest?: boolean;
}

export interface NewChange extends ChangedBy {
  action: string;
  organizationId: string;
  /** The partner, or where somebody moved from. */
  otherOrganizationId?: string;
  /** Ids and codes only: never a name, number or e-mail. */
  details?: Record<string, unknown>;
}

// An acting organization that the record does not know stays null: only the token's issuer knows it.
/** SQL that writes the row of a change and returns its id and organization; its values are changeValues. */
export const INSERT_CHANGE = `
INSERT INTO changes (at, action, subject, acting_organization_id, organization_id, other_organization_id, tracking_id, details,
                     way, issuer, trace_id)
VALUES ($1::timestamptz, $2, $3, (SELECT id FROM organizations WHERE uuid = $4::uuid OR object_id = $5), $6::uuid, $7, $8, $9,
        $10, $11, $12)
RETURNING id, organization_id`;

/** The values $1 (the instant) to $12. */
export function changeValues(change: NewChange & { at: Date }): unknown[] {
  const { at, action, subject, actingOrganization, organizationId, otherOrganizationId, trackingId, details } = change;
  const { way, issuer, traceId } = change;
  return [
    ...[at, action, subject, actingOrganization?.uuid, actingOrganization?.objectId],
    ...[organizationId, otherOrganizationId, trackingId, JSON.stringify(details ?? {}), way, issuer, traceId],
  ];
}

/** Writes the one row in `changes` of an accepted call, within its transaction; answers its id. */
export async function recordChange(client: ClientBase, change: NewChange & { at: Date }): Promise<string> {
  const { rows } = await client.query<{ id: string }>(INSERT_CHANGE, changeValues(change));
  return rows[0]!.id;
}

/** The database's clock, for what has no history of its own. */
export async function databaseClock(client: ClientBase): Promise<Date> {
  const { rows } = await client.query<{ at: Date }>(`SELECT date_trunc('milliseconds', clock_timestamp()) AS at`);
  return rows[0]!.at;
}
