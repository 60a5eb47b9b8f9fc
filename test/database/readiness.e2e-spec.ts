import { recordDataSource } from '../../src/database/data-source.js';
import { assertSafeDatabase } from '../../src/database/readiness.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';

describe('readiness', () => {
  let database: RecordDatabase;

  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());

  /** The code of the refusal to serve from the database as the role of this URL; undefined when it is safe. */
  async function refusal(url: string): Promise<string | undefined> {
    const dataSource = await recordDataSource({ url, poolSize: 1, limits: 'server', entities: [] }).initialize();
    try {
      await assertSafeDatabase(dataSource);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await dataSource.destroy();
    }
  }

  /** Runs with a role that is made for it and gone afterwards. */
  async function withRole(sql: string[], use: (url: string) => Promise<void>): Promise<void> {
    const role = new URL(database.ownerUrl).pathname.slice(1);
    await database.query(`CREATE ROLE ${role} LOGIN`);
    try {
      for (const statement of sql) await database.query(statement.replaceAll('ROLE', role));
      const url = new URL(database.url);
      url.username = role;
      await use(url.href);
    } finally {
      await database.query(`REASSIGN OWNED BY ${role} TO current_user`);
      await database.query(`DROP ROLE ${role}`);
    }
  }

  it('serves as the role of the application', async () => {
    expect(await refusal(database.url)).toBeUndefined();
  });

  it('schema_behind: an empty database', async () => {
    const empty = await createDatabase({ migrated: false });
    try {
      expect(await refusal(empty.url)).toBe('schema_behind');
    } finally {
      await empty.drop();
    }
  });

  it('schema_behind: the last migration has not run', async () => {
    await database.query('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    expect(await refusal(database.url)).toBe('schema_behind');
  });

  it('unsafe_role: a superuser', async () => {
    expect(await refusal(database.ownerUrl)).toBe('unsafe_role');
  });

  it('unsafe_role: the owner of the tables, though no superuser', async () => {
    const owned = ['GRANT linebook_app TO ROLE', 'ALTER TABLE number_assignments OWNER TO ROLE'];
    await withRole(owned, async (url) => expect(await refusal(url)).toBe('unsafe_role'));
  });

  it('unsafe_role: a member of the owner', async () => {
    const owner = new URL(database.ownerUrl).username;
    await withRole(['GRANT linebook_app TO ROLE', `GRANT ${owner} TO ROLE`], async (url) => {
      expect(await refusal(url)).toBe('unsafe_role');
    });
  });

  it('unsafe_role: not a member of linebook_app, though it may read', async () => {
    await withRole(['GRANT SELECT ON ALL TABLES IN SCHEMA public TO ROLE'], async (url) => {
      expect(await refusal(url)).toBe('unsafe_role');
      await database.query(`DROP OWNED BY ${new URL(url).username}`);
    });
  });
});
