import type { DataSource } from 'typeorm';

/** A workspace as an operator reads it. Null: unknown, or not so. */
export interface OperatorsWorkspace {
  id: string;
  name: string | null;
  location: { id: string; name: string | null } | null;
  organization: { id: string; uuid: string; name: string | null };
  licence: string | null;
  removedAt: Date | null;
}

const PAGE = 1000;

/** Of an organization (its internal id), or of all of them; removed ones too, by id; read as they are asked for. */
export async function* allWorkspaces(record: DataSource, organizationId?: string): AsyncGenerator<OperatorsWorkspace> {
  for (let last: string | undefined = '00000000-0000-0000-0000-000000000000'; last !== undefined;) {
    const workspaces: OperatorsWorkspace[] = await record.query(
      `SELECT w.id, w.name, CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.id, 'name', l.name) END AS location,
              json_build_object('id', o.object_id, 'uuid', o.uuid, 'name', o.name) AS organization,
              c.name AS licence, w.removed_at AS "removedAt"
         FROM workspaces w JOIN organizations o ON o.id = w.organization_id
         LEFT JOIN locations l ON l.id = w.location_id LEFT JOIN licences c ON c.id = w.licence_id
        WHERE w.id > $1 AND ($2::uuid IS NULL OR w.organization_id = $2) ORDER BY w.id LIMIT ${PAGE}`,
      [last, organizationId],
    );
    yield* workspaces;
    last = workspaces.at(PAGE - 1)?.id;
  }
}
