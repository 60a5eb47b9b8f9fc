import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';

const LAYOUTS = ['users', 'workspaces', 'inventory', 'locations'] as const;

// Every column but internal ids and what tells of changes, by ids of the wire. A place in a list counts as the order that
// it makes: an export writes the order, and an import numbers it anew.
const TABLES = {
  organizations: 'SELECT uuid, object_id, name, may_add_numbers, number_rest_days FROM organizations ORDER BY 1',
  locations: `
    SELECT l.id, o.uuid, l.name, l.country, l.routing_prefix, l.removed_at, p.e164, l.address_1, l.address_2, l.city, l.state,
           l.postal_code, l.time_zone, l.preferred_language, l.announcement_language, l.latitude, l.longitude, l.notes,
           l.pstn_connection
      FROM locations l JOIN organizations o ON o.id = l.organization_id LEFT JOIN phone_numbers p ON p.id = l.main_phone_number_id ORDER BY 1`,
  users: `
    SELECT u.uuid, u.object_id, o.uuid AS organization, u.full_name, u.first_name, u.last_name, u.email,
           u.location_id, u.distinctive_ring_enabled, u.removed_at, u.erased_at
      FROM users u JOIN organizations o ON o.id = u.organization_id ORDER BY 1`,
  workspaces: `
    SELECT w.id, o.uuid, w.location_id, w.name, w.calling_type, w.calling_licence, w.distinctive_ring_enabled, w.removed_at
      FROM workspaces w JOIN organizations o ON o.id = w.organization_id ORDER BY 1`,
  phone_numbers: `
    SELECT p.e164, o.uuid, p.location_id, p.state FROM phone_numbers p
      LEFT JOIN organizations o ON o.id = p.organization_id ORDER BY 1`,
  number_assignments: `
    SELECT o.uuid AS organization, u.uuid AS user, a.workspace_id, p.e164, a.extension, a.location_id, a.line, a.provider,
           a.receives_calls, a.is_default, a.label, a.ring_pattern, a.held_since,
           row_number() OVER (PARTITION BY a.holder_id ORDER BY a.held_since, a.list_position, a.id) AS place
      FROM number_assignments a JOIN organizations o ON o.id = a.organization_id LEFT JOIN users u ON u.id = a.user_id
      LEFT JOIN phone_numbers p ON p.id = a.phone_number_id
     WHERE a.valid_to IS NULL ORDER BY p.e164, a.provider, u.uuid, a.workspace_id, a.extension`,
};

/** A CSV of each layout. */
export type Csvs = Record<(typeof LAYOUTS)[number], string>;

export interface RoundTrip {
  /** None if everything came back. */
  faults: string[];
  /** By the first export. */
  exported: Csvs;
  /** Of the table after the first import. */
  assignments: number;
}

/**
 * Import, export, import into an empty record, export again: the files and the tables of the two records are compared.
 * `prepare` makes what the files take for granted, in the first record only.
 */
export async function roundTrip(
  files: Partial<Csvs>,
  prepare?: (first: RecordDatabase) => Promise<unknown>,
): Promise<RoundTrip> {
  const [first, second] = [await createDatabase(), await createDatabase()];
  try {
    await prepare?.(first);
    await importAll(first, files);
    const exported = await exportAll(first);
    await importAll(second, exported);
    const again = await exportAll(second);
    const faults = LAYOUTS.filter((layout) => again[layout] !== exported[layout]).map((layout) => `export ${layout}`);
    for (const [table, sql] of Object.entries(TABLES)) {
      if (!isDeepStrictEqual(await first.query(sql), await second.query(sql))) faults.push(`table ${table}`);
    }
    const assignments = (await first.query(TABLES.number_assignments)).length;
    return { faults, exported, assignments };
  } finally {
    await Promise.all([first.drop(), second.drop()]);
  }
}

async function importAll(database: RecordDatabase, files: Partial<Csvs>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-round-trip-'));
  try {
    const paths = Object.entries(files).map(([layout, text]) => ({ path: join(folder, `${layout}.csv`), text }));
    for (const { path, text } of paths) await writeFile(path, text);
    const outcome = await linebook(['import', ...paths.map(({ path }) => path)], {
      env: { DATABASE_URL: database.url },
    });
    if (outcome.code !== 0 || outcome.stderr) throw new Error(`${outcome.code}: ${outcome.stderr}${outcome.stdout}`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function exportAll(database: RecordDatabase): Promise<Csvs> {
  const texts = LAYOUTS.map(async (layout) => {
    const { code, stdout, stderr } = await linebook(['export', layout, '--all'], {
      env: { DATABASE_URL: database.url },
    });
    if (code !== 0 || stderr) throw new Error(`export ${layout}: ${code}: ${stderr}`);
    return [layout, stdout] as const;
  });
  return Object.fromEntries(await Promise.all(texts)) as Csvs;
}
