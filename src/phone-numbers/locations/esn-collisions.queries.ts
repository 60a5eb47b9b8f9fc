import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';

/** Two lines of one organization that would have the same ESN. */
export interface EsnCollision {
  esn: string;
  /** Of the location whose prefix changes. */
  extension: string;
  /** The other line's. */
  otherExtension: string;
  otherLocation: string | null;
}

const MOST_NAMED = 5;

// An ESN begins with the prefix of the other location, so what is left of it is the extension to look for there.
const COLLISIONS = preparedStatement(
  'esn_collisions',
  `SELECT e.esn, e.extension, x.extension AS "otherExtension", l.name AS "otherLocation"
     FROM (SELECT a.extension, $3 || a.extension AS esn FROM number_assignments a
            WHERE a.location_id = $2::uuid AND a.valid_to IS NULL AND a.extension IS NOT NULL) e
     JOIN locations l ON l.organization_id = $1::uuid AND l.id <> $2::uuid AND l.removed_at IS NULL
                     AND starts_with(e.esn, coalesce(l.routing_prefix, ''))
     JOIN LATERAL (SELECT extension FROM number_assignments
                    WHERE location_id = l.id AND valid_to IS NULL AND extension IS NOT NULL
                      AND extension = substr(e.esn, length(coalesce(l.routing_prefix, '')) + 1) OFFSET 0) x ON true
    ORDER BY e.esn LIMIT ${MOST_NAMED}`,
);

/** Those that the prefix of the location would make; the first few. */
export function esnCollisions(
  client: ClientBase,
  { organizationId, locationId }: { organizationId: string; locationId: string },
  routingPrefix: string | null,
): Promise<EsnCollision[]> {
  return runPrepared<EsnCollision>(client, COLLISIONS, [organizationId, locationId, routingPrefix ?? '']);
}

const PREFIX_TAKEN = preparedStatement(
  'routing_prefix_taken',
  `SELECT FROM locations WHERE organization_id = $1 AND routing_prefix = $2 AND removed_at IS NULL AND id <> $3`,
);

/** Whether another location of the organization has the prefix. */
export async function isPrefixTaken(
  client: ClientBase,
  { organizationId, locationId }: { organizationId: string; locationId: string },
  routingPrefix: string | null,
): Promise<boolean> {
  if (routingPrefix === null) return false;
  return (await runPrepared(client, PREFIX_TAKEN, [organizationId, routingPrefix, locationId])).length > 0;
}
