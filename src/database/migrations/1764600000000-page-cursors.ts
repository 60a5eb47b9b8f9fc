import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The key under which page cursors are sealed (docs/decisions/0027): one row, which the application only reads. Two random
 * UUIDs have 244 random bits, and need no extension.
 */
export class PageCursors1764600000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = PageCursors1764600000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE page_cursor_keys (
        is_only boolean NOT NULL DEFAULT true CONSTRAINT pk_page_cursor_keys PRIMARY KEY
                CONSTRAINT ck_page_cursor_keys_is_only CHECK (is_only),
        key     bytea NOT NULL CONSTRAINT ck_page_cursor_keys_key CHECK (octet_length(key) = 32)
      );
      INSERT INTO page_cursor_keys (key)
      SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
      GRANT SELECT ON page_cursor_keys TO linebook_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE page_cursor_keys');
  }
}
