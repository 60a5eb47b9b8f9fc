import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes out of the application's hands what the service never does: to revoke a partnership another time or not at all
 * any more, to take an erasure back, and to insert what has ended already. The owner of the tables may insert all of it:
 * a restore does.
 */
export class WhatIsFinal1764100000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = WhatIsFinal1764100000000.name;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [FINAL, INSERTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER tr_partnerships_revoked ON partnerships;
      DROP TRIGGER tr_users_erased ON users;
      DROP FUNCTION that_is_final();
      REVOKE INSERT ON partnerships, users, number_assignments FROM linebook_app;
      GRANT INSERT ON partnerships, users, number_assignments TO linebook_app;
    `);
  }
}

const FINAL = `
CREATE FUNCTION that_is_final() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'that is final';
END $$;
CREATE TRIGGER tr_partnerships_revoked BEFORE UPDATE ON partnerships
  FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION that_is_final();
CREATE TRIGGER tr_users_erased BEFORE UPDATE ON users
  FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL AND NEW.erased_at IS DISTINCT FROM OLD.erased_at)
  EXECUTE FUNCTION that_is_final()`;

// By column, as the updates are. Revoking it for the table takes the columns' grants away, too.
const INSERTS = `
REVOKE INSERT ON partnerships, users, number_assignments FROM linebook_app;
GRANT INSERT (customer_id, partner_id, access, expires_at, granted_at, granted_by) ON partnerships TO linebook_app;
GRANT INSERT (organization_id, id, uuid, object_id, full_name, email, location_id) ON users TO linebook_app;
GRANT INSERT (organization_id, user_id, workspace_id, phone_number_id, location_id, extension, line, provider,
  receives_calls, is_default, label, ring_pattern, held_since, list_position, valid_from, opened_by)
  ON number_assignments TO linebook_app`;
