import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DataSource } from 'typeorm';
import { MIGRATIONS, recordDataSource } from '../../src/database/data-source.js';
import { migrate } from '../../src/database/migrate.js';
import { RECORD_ENTITIES } from '../../src/phone-numbers/record/entities.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { catalogOf } from './catalog.js';

const SNAPSHOT = resolve('test/database/schema.sql');
const HEADING = '-- What the catalog says after all migrations; written by `npm run schema`, reviewed like code.\n\n';
// Another major words the same definition differently.
const itOnTheEmbeddedMajor = process.env.TEST_DATABASE_MAJOR === '18' ? it : it.skip;

let database: RecordDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  const options = { url: database.ownerUrl, poolSize: 1, entities: RECORD_ENTITIES };
  dataSource = await recordDataSource({ ...options, limits: 'none' }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

describe('the schema', () => {
  itOnTheEmbeddedMajor('is what the committed snapshot says', async () => {
    const schema = HEADING + (await catalogOf(database));
    if (process.env.UPDATE_SCHEMA) writeFileSync(SNAPSHOT, schema);
    expect(schema).toBe(readFileSync(SNAPSHOT, 'utf8'));
  });

  it('has the columns of the entities and no other', async () => {
    expect(await columnsOfTables()).toEqual(columnsOfEntities());
  });

  it('is gone after down, and the same again after up', async () => {
    const before = await catalogOf(database);
    await takeDown();
    const [leftovers] = await database.query(`
      SELECT array(SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r') AS tables,
             array(SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal) AS triggers`);
    expect(leftovers).toEqual({ tables: ['migrations'], triggers: [] });
    expect(await catalogOf(database)).not.toContain('number_assignments');
    const { applied } = await migrate(database.ownerUrl, database.url);
    expect(applied).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(await catalogOf(database)).toBe(before);
  });
});

async function takeDown(): Promise<void> {
  const runner = dataSource.createQueryRunner();
  for (const migration of [...dataSource.migrations].reverse()) await migration.down(runner);
  await runner.query('DELETE FROM migrations');
  await runner.release();
}

const CATALOG_NAMES: Record<string, string> = { bigint: 'int8', integer: 'int4', boolean: 'bool' };

/** `table.column: type`, the type with its precision and whether it may be null. */
function columnsOfEntities(): string[] {
  return dataSource.entityMetadatas
    .flatMap(({ tableName, columns }) =>
      columns.map(({ databaseName, type, precision, isNullable }) => {
        const name = CATALOG_NAMES[type as string] ?? (type as string);
        return described(tableName, databaseName, precision == null ? name : `${name}(${precision})`, isNullable);
      }),
    )
    .sort();
}

/** The same of the catalog, but for generated columns: those are the database's own. */
async function columnsOfTables(): Promise<string[]> {
  const tables = dataSource.entityMetadatas.map(({ tableName }) => tableName);
  const rows = await database.query<{ table: string; column: string; type: string; nullable: boolean }>(
    `SELECT c.relname AS table, a.attname AS column, NOT a.attnotnull AS nullable,
            t.typname || CASE WHEN a.atttypmod >= 0 THEN format('(%s)', a.atttypmod) ELSE '' END AS type
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1)
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''`,
    [tables],
  );
  return rows.map(({ table, column, type, nullable }) => described(table, column, type, nullable)).sort();
}

function described(table: string, column: string, type: string, nullable: boolean): string {
  return `${table}.${column}: ${type}${nullable ? ' or null' : ''}`;
}
