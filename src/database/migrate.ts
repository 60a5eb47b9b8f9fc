import { Client, escapeIdentifier } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { recordDataSource } from './data-source.js';

const APPLICATION_ROLE = 'linebook_app';
const OLDEST_SERVER = 150_000;
// Any number will do as long as every Linebook uses the same: it keeps two migrations from running at once.
const MIGRATION_LOCK = 4_815_162_342;

export interface Migrated {
  /** Names of the migrations that ran now; empty when the schema was up to date. */
  applied: string[];
  /** The role that the application connects as. */
  applicationRole: string;
}

/**
 * Brings the schema up to date as its owner and lets the application's role in.
 * `url` is the application's connection string; its role must exist.
 */
export async function migrate(ownerUrl: string, url: string): Promise<Migrated> {
  const applicationRole = await currentRole(url);
  const dataSource = await recordDataSource({ url: ownerUrl, poolSize: 1, limits: 'none', entities: [] }).initialize();
  try {
    return { applied: await migrateAsOwner(dataSource, applicationRole), applicationRole };
  } finally {
    await dataSource.destroy();
  }
}

async function migrateAsOwner(dataSource: DataSource, applicationRole: string): Promise<string[]> {
  // One connection holds the lock and runs everything.
  const runner = dataSource.createQueryRunner();
  await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await refuseOldServer(runner);
    await createApplicationRole(runner);
    await letIn(runner, applicationRole);
    await runner.query(
      'CREATE TABLE IF NOT EXISTS migrations (id serial CONSTRAINT pk_migrations PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)',
    );
    await runner.query(`GRANT SELECT ON migrations TO ${APPLICATION_ROLE}`);
    return await runPending(dataSource, runner);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}

async function runPending(dataSource: DataSource, runner: QueryRunner): Promise<string[]> {
  const done = new Set((await runner.query('SELECT name FROM migrations')).map(({ name }: { name: string }) => name));
  const pending = dataSource.migrations.filter(({ name }) => !done.has(name!));
  for (const migration of pending) {
    await runner.startTransaction();
    try {
      await migration.up(runner);
      await runner.query('INSERT INTO migrations ("timestamp", name) VALUES ($1, $2)', [
        timestampOf(migration.name!),
        migration.name,
      ]);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
  }
  return pending.map(({ name }) => name!);
}

/** TypeORM's convention: the class is named after what it does and when it was written. */
function timestampOf(name: string): number {
  return Number(/(?<!\d)\d+$/.exec(name)![0]);
}

async function currentRole(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ role: string }>('SELECT current_user AS role')).rows[0]!.role;
  } finally {
    await client.end();
  }
}

async function refuseOldServer(runner: QueryRunner): Promise<void> {
  const [{ version }] = await runner.query(`SELECT current_setting('server_version_num')::int AS version`);
  if (version < OLDEST_SERVER) {
    throw new DomainError({
      kind: 'unavailable',
      code: 'database_too_old',
      message: `PostgreSQL 15 or later is needed, this is ${Math.floor(version / 10_000)}`,
    });
  }
}

/** The role is one of the whole cluster: another database's migration may create it at the same moment. */
async function createApplicationRole(runner: QueryRunner): Promise<void> {
  await runner.query(`
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}') THEN
        CREATE ROLE ${APPLICATION_ROLE} NOLOGIN;
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
}

/** Not granted again: an owner who may not grant it can migrate where an administrator has prepared the roles. */
async function letIn(runner: QueryRunner, role: string): Promise<void> {
  const [{ member }] = await runner.query(`SELECT pg_has_role($1, '${APPLICATION_ROLE}', 'USAGE') AS member`, [role]);
  if (!member) await runner.query(`GRANT ${APPLICATION_ROLE} TO ${escapeIdentifier(role)}`);
}
