import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Says of each change by which way it came in, and which issuer vouched for its subject: a token's subject may look like
 * the command line's. What was written before says neither.
 */
export class Audit1764400000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = Audit1764400000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE changes
        ADD COLUMN way text CONSTRAINT ck_changes_way CHECK (way IN ('api', 'cli', 'console')),
        ADD COLUMN issuer text,
        ADD CONSTRAINT ck_changes_issuer CHECK (issuer IS NULL OR way IS NOT DISTINCT FROM 'api')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE changes DROP COLUMN issuer, DROP COLUMN way');
  }
}
