import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The locations of an organization in the order of their names, whatever the database sorts text by. */
export class LocationsByName1764930000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = LocationsByName1764930000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX ix_locations_name ON locations (organization_id, (coalesce(name, '') COLLATE "C"), id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_locations_name');
  }
}
