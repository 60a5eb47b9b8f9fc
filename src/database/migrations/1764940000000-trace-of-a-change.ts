import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The W3C trace that a call belonged to, so that a change can be found from the caller's traces. */
export class TraceOfAChange1764940000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = TraceOfAChange1764940000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE changes ADD COLUMN trace_id text
        CONSTRAINT ck_changes_trace_id CHECK (trace_id ~ '^[0-9a-f]{32}$')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE changes DROP COLUMN trace_id');
  }
}
