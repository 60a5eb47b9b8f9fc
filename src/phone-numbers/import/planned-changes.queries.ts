import type { ClientBase } from 'pg';
import type { PlannedChange, PlannedChanges } from './report.js';

const ROWS_PER_FETCH = 1_000;

// A row for each line that is opened, edited or ended and each number of an inventory, as they are counted: what one holder
// gives to another is one move. Holders are named as they will be called. Before anything is written.
const MOVING = `
SELECT phone_number_id AS id FROM plan WHERE phone_number_id IS NOT NULL AND effect IN ('open', 'release')
 GROUP BY 1 HAVING bool_or(effect = 'open') AND bool_or(effect = 'release')`;

// Where several had the number, the one who received its calls.
const GIVERS = `
SELECT DISTINCT ON (p.phone_number_id) p.phone_number_id, p.holder_id
  FROM plan p JOIN replaced r ON r.id = p.replaced_id JOIN moving m ON m.id = p.phone_number_id
 WHERE p.effect = 'release' ORDER BY p.phone_number_id, r.receives_calls DESC, r.id`;

const LINES = `
SELECT CASE WHEN p.effect = 'edit' THEN 'change' WHEN p.effect = 'open' AND m.id IS NULL THEN 'create'
            WHEN p.effect = 'open' THEN 'move' WHEN p.phone_number_id IS NULL THEN 'end' ELSE 'release' END AS action,
       p."row", p.phone_number_id, coalesce(p.extension, r.extension) AS extension,
       CASE WHEN p.effect = 'open' THEN g.holder_id ELSE p.holder_id END AS from_id,
       CASE WHEN p.effect <> 'release' THEN p.holder_id END AS to_id
  FROM plan p LEFT JOIN moving m ON m.id = p.phone_number_id
  LEFT JOIN givers g ON g.phone_number_id = p.phone_number_id
  LEFT JOIN replaced r ON r.id = p.replaced_id
 WHERE p.effect IN ('open', 'edit') OR p.effect = 'release' AND m.id IS NULL`;

const INVENTORY = `
SELECT CASE WHEN i.is_new THEN 'create' ELSE 'change' END, w."row", i.id, NULL, NULL, NULL
  FROM inventory i JOIN (SELECT phone_number_id, min("row") AS "row" FROM wanted WHERE kind = 'number' GROUP BY 1) w
    ON w.phone_number_id = i.id
 WHERE i.is_new OR i.is_changed`;

const HOLDERS = `
SELECT u.id, jsonb_build_object('userId', u.object_id, 'name', coalesce(n.full_name, u.full_name)) AS holder
  FROM users u LEFT JOIN new_users n USING (id)
 WHERE u.id IN (SELECT from_id FROM changed UNION SELECT to_id FROM changed)
UNION ALL
SELECT w.id, jsonb_build_object('workspaceId', w.id, 'name', coalesce(n.name, w.name))
  FROM workspaces w LEFT JOIN new_workspaces n USING (id)
 WHERE w.id IN (SELECT from_id FROM changed UNION SELECT to_id FROM changed)`;

const PLANNED_CHANGES = `
CREATE TEMP TABLE planned_changes ON COMMIT DROP AS
WITH moving AS (${MOVING}), givers AS (${GIVERS}),
changed (action, "row", phone_number_id, extension, from_id, to_id) AS (${LINES} UNION ALL ${INVENTORY}),
holders AS (${HOLDERS})
SELECT row_number() OVER (ORDER BY c."row" NULLS LAST, n.e164, c.extension) AS place, c.action, n.e164 AS number, c.extension,
       f.holder AS "from", t.holder AS "to", s.file, s.file_line AS line
  FROM changed c LEFT JOIN phone_numbers n ON n.id = c.phone_number_id
  LEFT JOIN holders f ON f.id = c.from_id LEFT JOIN holders t ON t.id = c.to_id
  LEFT JOIN (SELECT DISTINCT "row", file, file_line FROM staged) s ON s."row" = c."row"`;

const COLUMNS = 'action, number, extension, "from", "to", file, line';

/** Writes down what the plan changes, before it is carried out. */
export async function writeDownChanges(client: ClientBase): Promise<void> {
  await client.query(PLANNED_CHANGES);
}

/** What was written down, for the rest of the transaction. */
export async function plannedChanges(client: ClientBase, files: readonly string[]): Promise<PlannedChanges> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM planned_changes');
  return {
    count: rows[0]!.count,
    first: async (atMost) => {
      const query = `SELECT ${COLUMNS} FROM planned_changes ORDER BY place LIMIT $1`;
      return (await client.query<ChangeRow>(query, [atMost])).rows.map((row) => changeOf(row, files));
    },
    all: () => allChanges(client, files),
  };
}

async function* allChanges(client: ClientBase, files: readonly string[]): AsyncGenerator<PlannedChange> {
  await client.query(`DECLARE changes_in_order CURSOR FOR SELECT ${COLUMNS} FROM planned_changes ORDER BY place`);
  for (;;) {
    const { rows } = await client.query<ChangeRow>(`FETCH ${ROWS_PER_FETCH} FROM changes_in_order`);
    for (const row of rows) yield changeOf(row, files);
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await client.query('CLOSE changes_in_order');
}

interface ChangeRow extends Omit<PlannedChange, 'file'> {
  file: number | null;
}

const changeOf = ({ file, ...change }: ChangeRow, files: readonly string[]): PlannedChange => ({
  ...change,
  file: file === null ? null : files[file]!,
});
