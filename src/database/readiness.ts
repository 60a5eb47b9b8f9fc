import type { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { MIGRATIONS } from './data-source.js';

/**
 * Refuses to work on a schema that is behind, or as a role that could rewrite history: a superuser,
 * an owner of the tables, or one that is not a member of linebook_app.
 * Throws DomainError `schema_behind` or `unsafe_role`.
 */
export async function assertSafeDatabase(dataSource: DataSource): Promise<void> {
  await assertSchema(dataSource);
  await assertRole(dataSource);
}

/** Throws DomainError `schema_behind`. */
export async function assertSchema(dataSource: DataSource): Promise<void> {
  const missing = await missingMigrations(dataSource);
  if (!missing.length) return;
  throw new DomainError({
    kind: 'unavailable',
    code: 'schema_behind',
    message: 'The schema of the database is behind this release',
    details: 'Run `linebook migrate` with DATABASE_OWNER_URL and DATABASE_URL, then start again.',
  });
}

async function missingMigrations(dataSource: DataSource): Promise<string[]> {
  const [{ readable }] = await dataSource.query(
    `SELECT coalesce(has_table_privilege(to_regclass('migrations'), 'SELECT'), false) AS readable`,
  );
  const rows: { name: string }[] = readable ? await dataSource.query('SELECT name FROM migrations') : [];
  const done = new Set(rows.map(({ name }) => name));
  return MIGRATIONS.map(({ name }) => name).filter((name) => !done.has(name));
}

async function assertRole(dataSource: DataSource): Promise<void> {
  const [{ superuser, owner, member }] = await dataSource.query(`
    SELECT r.rolsuper AS superuser,
           EXISTS (SELECT FROM pg_class c WHERE c.oid = 'number_assignments'::regclass
                   AND pg_has_role(current_user, c.relowner, 'MEMBER')) AS owner,
           EXISTS (SELECT FROM pg_roles a WHERE a.rolname = 'linebook_app'
                   AND pg_has_role(current_user, a.oid, 'USAGE')) AS member
      FROM pg_roles r WHERE r.rolname = current_user`);
  if (member && !superuser && !owner) return;
  throw new DomainError({
    kind: 'unavailable',
    code: 'unsafe_role',
    message: 'The role of DATABASE_URL could rewrite history, or cannot write it',
    details: 'It must be a member of linebook_app, and neither a superuser nor the owner of the tables.',
  });
}
