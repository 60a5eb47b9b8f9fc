import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What finds people by e-mail and by the beginning of a name, and the customers of a partner, without reading all others.
 * By bytes, whatever the server's collation is: else no range of it would be all that begins with a text.
 */
export class ListsOfPeople1764745000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = ListsOfPeople1764745000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX ix_users_email ON users (organization_id, lower(email) COLLATE "C", id);
      CREATE INDEX ix_users_name ON users (organization_id, lower(full_name) COLLATE "C", id);
      CREATE INDEX ix_partnerships_partner ON partnerships (partner_id, customer_id) WHERE revoked_at IS NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX ix_partnerships_partner, ix_users_name, ix_users_email');
  }
}
