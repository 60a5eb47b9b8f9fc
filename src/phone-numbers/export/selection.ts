import type { ClientBase } from 'pg';
import type { OrganizationId } from '../../ids/organization-id.js';
import { IS_AHEAD, MOST_SECONDS_AHEAD } from '../assignments/lines-at.queries.js';
import { InstantAhead, OrganizationNotFound } from '../record/record.errors.js';

/** What of the record is exported. */
export interface Selection {
  /** All of them where none is named. */
  organization?: OrganizationId;
  /** Who held what then; now where it is not said. Names, prefixes and switches are today's. */
  at?: Date;
}

/** Of the organizations `o` those that are selected; $1 and $2 are the values of selectionValues. */
export const SELECTED = '($1::uuid IS NULL AND $2::text IS NULL OR o.uuid = $1 OR o.object_id = $2)';

/** For SELECTED, and for HELD_AT where an instant is asked for. */
export function selectionValues({ organization, at }: Selection): unknown[] {
  const values: unknown[] = [organization?.uuid ?? null, organization?.objectId ?? null];
  return at ? [...values, at] : values;
}

/** Throws OrganizationNotFound, InstantAhead. */
export async function assertSelectable(client: ClientBase, { organization, at }: Selection): Promise<void> {
  const { rows } = await client.query<{ found: boolean; ahead: boolean | null }>(
    `SELECT EXISTS (SELECT FROM organizations o WHERE ${SELECTED}) AS found, ${IS_AHEAD} AS ahead`,
    [...selectionValues({ organization }), at ?? null],
  );
  const { found, ahead } = rows[0]!;
  if (ahead) throw new InstantAhead(MOST_SECONDS_AHEAD);
  if (organization && !found) throw new OrganizationNotFound();
}
