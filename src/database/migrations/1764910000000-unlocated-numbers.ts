import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The numbers of an organization that are in no location, in their order. With ix_phone_numbers_located, which has the
 * others, all numbers of an organization are read in their order, and a number is in one index of the two.
 */
export class UnlocatedNumbers1764910000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = UnlocatedNumbers1764910000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ix_phone_numbers_unlocated ON phone_numbers (organization_id, e164)
        WHERE location_id IS NULL AND organization_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_phone_numbers_unlocated');
  }
}
