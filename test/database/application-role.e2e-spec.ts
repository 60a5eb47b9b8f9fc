import { Client, type DatabaseError } from 'pg';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import {
  edit,
  GONE,
  GONES_CLOSED_LINE,
  KIMS_CLOSED_LINE,
  providerLine,
  REVOKED_PARTNERSHIP,
  SAMS_LINE,
  SCENE,
} from './record-scene.js';
import type { Statement } from './refusals.js';

// What the role of the application may do to the record, whatever SQL it runs.

const NOT_ALLOWED = '42501';

/** All that it may change; a column that is not here stays as it was written. */
const MAY_UPDATE: Record<string, string[]> = {
  organizations: ['uuid', 'object_id', 'name', 'may_add_numbers', 'number_rest_days'],
  changes: [],
  partnerships: ['revoked_at', 'revoked_by'],
  organization_aliases: ['removed_at', 'removed_by'],
  locations: [
    'name',
    'country',
    'routing_prefix',
    'main_phone_number_id',
    'removed_at',
    'address_1',
    'address_2',
    'city',
    'state',
    'postal_code',
    'time_zone',
    'preferred_language',
    'announcement_language',
    'latitude',
    'longitude',
    'notes',
    'is_calling_enabled',
    'caller_name',
    'external_caller_name',
    'outside_dial_digit',
    'enforces_outside_dial_digit',
    'pstn_connection',
    'pstn_route_type',
    'pstn_route_id',
  ],
  licences: ['name', 'total_units'],
  user_licences: [],
  users: [
    'organization_id',
    'uuid',
    'object_id',
    'full_name',
    'email',
    'location_id',
    'removed_at',
    'erased_at',
    'first_name',
    'last_name',
    'distinctive_ring_enabled',
  ],
  workspaces: [
    'name',
    'calling_type',
    'calling_licence',
    'distinctive_ring_enabled',
    'location_id',
    'removed_at',
    'licence_id',
    'capacity',
    'type',
    'notes',
    'is_hot_desk',
  ],
  phone_numbers: ['organization_id', 'location_id', 'state', 'is_mobile', 'is_service'],
  number_assignments: ['valid_to', 'closed_by', 'label', 'continued'],
  organization_revisions: [],
  page_cursor_keys: [],
  idempotent_answers: ['scope', 'fingerprint', 'status', 'body', 'at'],
  migrations: [],
};
/** What an insert of it may not say already. */
const NEVER_INSERTED: Record<string, string[]> = {
  partnerships: ['revoked_at', 'revoked_by'],
  organization_aliases: ['removed_at', 'removed_by'],
  users: ['removed_at', 'erased_at'],
  phone_numbers: ['is_held', 'released_at'],
  number_assignments: ['valid_to', 'closed_by', 'continued'],
};
const MAY_DELETE = ['idempotent_answers', 'user_licences'];
const MAY_NOT_INSERT = ['migrations', 'organization_revisions', 'page_cursor_keys'];

let database: RecordDatabase;
let application: Client;

beforeAll(async () => {
  database = await createDatabase();
  for (const { sql, parameters } of SCENE) await database.query(sql, parameters);
  application = new Client({ connectionString: database.url });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.drop();
});

/** The SQLSTATE or the constraint that refuses a statement; undefined when it passes. Nothing of it stays. */
async function refusal(...statements: (Statement | string)[]): Promise<string | undefined> {
  await application.query('BEGIN');
  try {
    for (const statement of statements) {
      const { sql, parameters } = typeof statement === 'string' ? { sql: statement } : statement;
      await application.query(sql, parameters);
    }
    return undefined;
  } catch (error) {
    const { code, constraint } = error as DatabaseError;
    return constraint ?? code;
  } finally {
    await application.query('ROLLBACK');
  }
}

async function columnsOf(table: string): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows.map(({ name }) => name);
}

describe('the role of the application', () => {
  it('is asked about every table there is', async () => {
    const tables = await database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    );
    expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(MAY_UPDATE).sort());
  });

  it.each(Object.entries(MAY_UPDATE))('%s: may update %j only', async (table, allowed) => {
    const refused: string[] = [];
    for (const column of await columnsOf(table)) {
      // DEFAULT, because a column that the database counts takes nothing else; no row is met.
      if ((await refusal(`UPDATE ${table} SET ${column} = DEFAULT WHERE false`)) === NOT_ALLOWED) refused.push(column);
    }
    const expected = (await columnsOf(table)).filter((column) => !allowed.includes(column));
    expect(refused).toEqual(expected);
  });

  it.each(Object.keys(MAY_UPDATE))('%s: may not be emptied, changed in shape or rid of its triggers', async (table) => {
    const deleted = await refusal(`DELETE FROM ${table} WHERE false`);
    expect(deleted).toBe(MAY_DELETE.includes(table) ? undefined : NOT_ALLOWED);
    expect(await refusal(`TRUNCATE ${table} CASCADE`)).toBe(NOT_ALLOWED);
    expect(await refusal(`ALTER TABLE ${table} DISABLE TRIGGER ALL`)).toBe(NOT_ALLOWED);
    expect(await refusal(`ALTER TABLE ${table} ADD COLUMN added text`)).toBe(NOT_ALLOWED);
    expect(await refusal(`DROP TABLE ${table} CASCADE`)).toBe(NOT_ALLOWED);
    const inserted = await refusal(`INSERT INTO ${table} DEFAULT VALUES`);
    expect(inserted === NOT_ALLOWED).toBe(MAY_NOT_INSERT.includes(table));
  });

  it.each(Object.entries(NEVER_INSERTED))('%s: may not insert %j', async (table, never) => {
    const refused: string[] = [];
    for (const column of await columnsOf(table)) {
      const insert = `INSERT INTO ${table} (${column}) SELECT NULL WHERE false`;
      if ((await refusal(insert)) === NOT_ALLOWED) refused.push(column);
    }
    expect(refused).toEqual(never);
  });

  it('cannot take back, or date anew, what is final', async () => {
    const revoked = (columns: Record<string, unknown>) => edit('partnerships', REVOKED_PARTNERSHIP, columns);
    expect(await refusal(revoked({ revoked_at: null, revoked_by: null }))).toBe('tr_partnerships_revoked');
    expect(await refusal(revoked({ revoked_at: '2026-01-02T00:00:00Z' }))).toBe('tr_partnerships_revoked');
    expect(await refusal(edit('users', GONE, { erased_at: null }))).toBe('tr_users_erased');
  });

  it.each(['organizations', 'locations', 'users', 'workspaces', 'phone_numbers'])(
    '%s: may lock its rows',
    async (table) => {
      expect(await refusal(`SELECT FROM ${table} FOR NO KEY UPDATE`)).toBeUndefined();
    },
  );

  it('assigns and releases', async () => {
    expect(await refusal(providerLine({}))).toBeUndefined();
    const closing = { valid_to: '2026-02-01T00:00:00Z', closed_by: 1002 };
    expect(await refusal(edit('number_assignments', SAMS_LINE, closing))).toBeUndefined();
  });

  it('erases the label of an erased user, and no other', async () => {
    const withoutLabel = { label: null };
    expect(await refusal(edit('number_assignments', GONES_CLOSED_LINE, withoutLabel))).toBeUndefined();
    const kims = edit('number_assignments', KIMS_CLOSED_LINE, withoutLabel);
    expect(await refusal(kims)).toBe('tr_number_assignments_history');
    // A table of its own that says that Kim is erased: the trigger asks the record.
    const pretended = 'CREATE TEMPORARY TABLE users ON COMMIT DROP AS SELECT id, now() AS erased_at FROM public.users';
    expect(await refusal(pretended, kims)).toBe('tr_number_assignments_history');
  });

  it('cannot switch triggers off for its session', async () => {
    expect(await refusal('SET session_replication_role = replica')).toBe(NOT_ALLOWED);
  });
});
