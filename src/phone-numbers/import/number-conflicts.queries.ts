import type { ClientBase } from 'pg';
import { RESTED_BEFORE } from '../assignments/resting.js';
import { IS_SUGGESTED } from '../lookup/lookup.queries.js';
import { byKey } from '../record/by-key.js';
import { isCurrentOf } from '../record/current-assignments.js';
import { IMPORT_RULES } from './import-rules.js';
import type { ReportedConflict } from './report.js';

const MOST_FREE_NUMBERS = 3;
const EXPLAINED_RULES = IMPORT_RULES.flatMap(({ code }, rule) => (code === 'second_inbound_holder' ? [rule] : []));

const HAS_CONFLICTS = 'SELECT FROM refused WHERE rule = ANY($1) LIMIT 1';

// A large import has a million rows, of which a few are looked up here by their number or holder.
const INDEXES = `
CREATE INDEX IF NOT EXISTS wanted_numbers ON wanted (phone_number_id);
CREATE INDEX IF NOT EXISTS wanted_holders ON wanted (holder_key)`;

// A line at a provider has no location itself: another row says where the person is, or else the record.
const LOCATION = `coalesce(w.location_id,
           (SELECT x.location_id FROM wanted x WHERE x.holder_key = w.holder_key AND x.kind = w.kind AND x.location_id IS NOT NULL
             ORDER BY x."row" LIMIT 1),
           (SELECT u.location_id FROM users u WHERE w.kind = 'user' AND u.id = w.holder_id))`;

// Who stands in the way: an assignment that stays, or one that another row of the files keeps. Two rows that both give away
// a number which nobody has yet contradict only each other.
const HELD = `
conflicting AS MATERIALIZED (
  SELECT "row" FROM (SELECT * FROM refused ORDER BY "row" LIMIT $2) r WHERE rule = ANY($1)),
holding AS MATERIALIZED (
  SELECT w."row", w.e164, w.organization_id,
         ${LOCATION} AS location_id,
         a.id AS assignment_id, a.phone_number_id, a.holder_id, a.user_id, a.workspace_id, a.held_since
    FROM conflicting JOIN wanted w USING ("row")
   CROSS JOIN LATERAL (SELECT a.* FROM number_assignments a
                        WHERE ${isCurrentOf('w.phone_number_id')} AND a.receives_calls OFFSET 0) a),
held AS MATERIALIZED (
  SELECT h.* FROM holding h LEFT JOIN replaced r ON r.id = h.assignment_id
   WHERE r.id IS NULL OR EXISTS (
           SELECT FROM wanted k WHERE k.phone_number_id = h.phone_number_id AND k.holder_id = h.holder_id
              AND k.receives_calls AND k."row" <> h."row" OFFSET 0))`;

// Where the row's holder would look for another number, as a conflict of the API does; without those that the files give away.
const freeWhere = (place: string): string => `(
          SELECT n.e164 FROM phone_numbers n
           WHERE ${place} AND ${IS_SUGGESTED} AND NOT EXISTS (
                   SELECT FROM wanted x WHERE x.phone_number_id = n.id AND x.kind IN ('user', 'workspace') OFFSET 0)
           ORDER BY n.e164 LIMIT ${MOST_FREE_NUMBERS})`;
const FREE = `
free AS MATERIALIZED (
  SELECT p.organization_id, p.location_id, f.numbers
    FROM (SELECT DISTINCT organization_id, location_id FROM held) p
   CROSS JOIN LATERAL (
         WITH ${RESTED_BEFORE('p.organization_id')}
         SELECT ARRAY(
           ${freeWhere('n.location_id = p.location_id')} UNION ALL
           ${freeWhere('p.location_id IS NULL AND n.organization_id = p.organization_id')}) AS numbers) f)`;

const EXPLAIN = `
WITH ${HELD}, ${FREE}
SELECT h."row"::text AS "row", h.e164 AS number, u.object_id AS "userId", h.workspace_id AS "workspaceId",
       coalesce(u.full_name, w.name) AS name, h.held_since AS since, f.numbers AS "freeNumbers"
  FROM held h JOIN free f ON f.organization_id = h.organization_id AND f.location_id IS NOT DISTINCT FROM h.location_id
  LEFT JOIN ${byKey('users', 'h.user_id')} u ON true
  LEFT JOIN ${byKey('workspaces', 'h.workspace_id')} w ON true`;

interface ConflictRow extends Omit<ReportedConflict, 'holder'> {
  row: string;
  userId: string | null;
  workspaceId: string | null;
  name: string | null;
}

/** Of the first refused rows those whose number somebody has, by their place in the files' order. Within a transaction. */
export async function numberConflicts(client: ClientBase, atMost: number): Promise<Map<string, ReportedConflict>> {
  const { rowCount } = await client.query(HAS_CONFLICTS, [EXPLAINED_RULES]);
  if (!rowCount || atMost <= 0) return new Map();
  await client.query(INDEXES);
  const { rows } = await client.query<ConflictRow>(EXPLAIN, [EXPLAINED_RULES, atMost]);
  return new Map(rows.map((row) => [row.row, conflictOf(row)]));
}

function conflictOf({ number, userId, workspaceId, name, since, freeNumbers }: ConflictRow): ReportedConflict {
  const holder = userId === null ? { workspaceId: workspaceId!, name } : { userId, name };
  return { number, holder, since, freeNumbers };
}
