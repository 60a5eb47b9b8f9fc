import type { DataSource } from 'typeorm';

/** A location as an operator reads it. Null: unknown, or not so. */
export interface OperatorsLocation {
  id: string;
  name: string | null;
  country: string | null;
  city: string | null;
  routingPrefix: string | null;
  mainNumber: string | null;
  organization: { id: string; uuid: string; name: string | null };
  removedAt: Date | null;
}

const PAGE = 1000;

/** Of an organization (its internal id), or of all of them; removed ones too, by id; read as they are asked for. */
export async function* allLocations(record: DataSource, organizationId?: string): AsyncGenerator<OperatorsLocation> {
  for (let last: string | undefined = '00000000-0000-0000-0000-000000000000'; last !== undefined;) {
    const locations: OperatorsLocation[] = await record.query(
      `SELECT l.id, l.name, l.country, l.city, l.routing_prefix AS "routingPrefix", n.e164 AS "mainNumber",
              json_build_object('id', o.object_id, 'uuid', o.uuid, 'name', o.name) AS organization,
              l.removed_at AS "removedAt"
         FROM locations l JOIN organizations o ON o.id = l.organization_id
         LEFT JOIN phone_numbers n ON n.id = l.main_phone_number_id
        WHERE l.id > $1 AND ($2::uuid IS NULL OR l.organization_id = $2) ORDER BY l.id LIMIT ${PAGE}`,
      [last, organizationId],
    );
    yield* locations;
    last = locations.at(PAGE - 1)?.id;
  }
}
