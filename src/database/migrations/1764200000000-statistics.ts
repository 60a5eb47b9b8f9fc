import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the application bring the planner's statistics up to date, which is the owner's right (PostgreSQL 17 would have
 * MAINTAIN for it). A large import needs it within its transaction: where an import was taken back before, the tables
 * count as empty, and the check of a foreign key goes through all users of an organization for each row.
 */
export class Statistics1764200000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = Statistics1764200000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        ANALYZE public.users, public.workspaces, public.phone_numbers, public.number_assignments;
      END $$;
      REVOKE ALL ON FUNCTION refresh_statistics() FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION refresh_statistics() TO linebook_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION refresh_statistics()');
  }
}
