import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MIGRATIONS } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { catalogOf } from './catalog.js';
import { EmbeddedProcess, rowsOf } from './embedded-process.js';

const ALL = MIGRATIONS.map(({ name }) => name);

describe('migrate', () => {
  let database: RecordDatabase;

  beforeEach(async () => {
    database = await createDatabase({ migrated: false });
  });
  afterEach(() => database.drop());

  const remembered = (): Promise<object[]> => database.query('SELECT "timestamp", name FROM migrations ORDER BY id');

  it('brings an empty database up to date; a second time it changes nothing', async () => {
    const first = await migrate(database.ownerUrl, database.url);
    expect(first).toEqual({ applied: ALL, applicationRole: process.env.TEST_APPLICATION_ROLE });
    const [catalog, done] = [await catalogOf(database), await remembered()];
    expect(done).toEqual(ALL.map((name) => ({ timestamp: /\d+$/.exec(name)![0], name })));
    expect(await migrate(database.ownerUrl, database.url)).toEqual({ ...first, applied: [] });
    expect([await catalogOf(database), await remembered()]).toEqual([catalog, done]);
  });

  it('is done once when four start at the same moment', async () => {
    const all = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, database.url)));
    expect(all.flatMap(({ applied }) => applied)).toEqual(ALL);
  });

  it('leaves nothing half done when it fails, and can be run again', async () => {
    await database.query('CREATE TABLE idempotent_answers (somebody_elses integer)');
    await expect(migrate(database.ownerUrl, database.url)).rejects.toThrow('already exists');
    expect(await remembered()).toEqual([]);
    expect(await database.query(`SELECT to_regclass('organizations') AS made`)).toEqual([{ made: null }]);
    await database.query('DROP TABLE idempotent_answers');
    expect((await migrate(database.ownerUrl, database.url)).applied).toEqual(ALL);
  });
});

// The role is one of the whole server, and every other spec uses it: these need a server of their own.
describe('the role linebook_app', () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof EmbeddedProcess.open>>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'linebook-migrate-'));
    server = await EmbeddedProcess.open(join(folder, 'data'));
  }, 60_000);
  afterEach(async () => {
    await EmbeddedProcess.endAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  });

  const urlOf = (name: string, role?: string): string => {
    const url = new URL(server.ownerUrl);
    url.pathname = `/${name}`;
    if (role) url.username = role;
    return url.href;
  };
  const asOwner = (sql: string): Promise<object[]> => rowsOf(server.ownerUrl, sql);

  it('is created once by migrations of four databases at the same moment', async () => {
    const names = ['one', 'two', 'three', 'four'];
    for (const name of names) await asOwner(`CREATE DATABASE ${name}`);
    const all = await Promise.all(names.map((name) => migrate(urlOf(name), urlOf(name, 'linebook'))));
    expect(all).toEqual(names.map(() => ({ applied: ALL, applicationRole: 'linebook' })));
    const role = `SELECT rolname, rolcanlogin, rolsuper, pg_has_role('linebook', oid, 'USAGE') AS let_in
                    FROM pg_roles WHERE rolname LIKE 'linebook_app%'`;
    const expected = { rolname: 'linebook_app', rolcanlogin: false, rolsuper: false, let_in: true };
    expect(await asOwner(role)).toEqual([expected]);
  });

  it('needs no superuser: an owner who may create roles makes it, one who may not finds it prepared', async () => {
    await asOwner('CREATE ROLE maker LOGIN CREATEROLE');
    await asOwner('CREATE ROLE plain LOGIN');
    for (const owner of ['maker', 'plain']) {
      await asOwner(`CREATE DATABASE of_${owner} OWNER ${owner}`);
      const { applied } = await migrate(urlOf(`of_${owner}`, owner), urlOf(`of_${owner}`, 'linebook'));
      expect(applied).toEqual(ALL);
    }
  });
});
