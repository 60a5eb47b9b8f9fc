import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A number knows when it was last released, so that the one that has rested longest is found by an index, and until when it
 * rests is said without a look at its history (docs/decisions/0022).
 */
export class ReleasedNumbers1764780000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = ReleasedNumbers1764780000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE phone_numbers ADD COLUMN released_at timestamptz(3) NOT NULL DEFAULT '-infinity';
      COMMENT ON COLUMN phone_numbers.released_at IS
        'When somebody last ceased to receive its calls; kept by the database, and only while nobody does';
      UPDATE phone_numbers p SET released_at = r.at
        FROM (SELECT phone_number_id, max(valid_to) AS at FROM number_assignments
               WHERE receives_calls AND valid_to IS NOT NULL AND phone_number_id IS NOT NULL GROUP BY 1) r
       WHERE r.phone_number_id = p.id;
      CREATE INDEX ix_phone_numbers_rested ON phone_numbers (organization_id, released_at, e164)
        WHERE NOT is_held AND state = 'ACTIVE';
      CREATE INDEX ix_phone_numbers_rested_in_location ON phone_numbers (location_id, released_at, e164)
        WHERE NOT is_held AND state = 'ACTIVE' AND location_id IS NOT NULL`);
    await runner.query(MARK_RELEASED);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(MARK_CLOSED);
    await runner.query('ALTER TABLE phone_numbers DROP COLUMN released_at');
  }
}

const marking = (marked: string, from: string): string => `
CREATE OR REPLACE FUNCTION mark_closed_numbers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE phone_numbers p SET ${marked}
   ${from} AND p.is_held
     AND NOT EXISTS (SELECT FROM number_assignments a
                      WHERE a.phone_number_id = p.id AND a.valid_to IS NULL AND a.receives_calls);
  RETURN NULL;
END $$`;

const MARK_CLOSED = marking(
  'is_held = false',
  'WHERE p.id IN (SELECT phone_number_id FROM closed WHERE receives_calls AND valid_to IS NOT NULL)',
);
const MARK_RELEASED = marking(
  'is_held = false, released_at = r.at',
  `FROM (SELECT phone_number_id, max(valid_to) AS at FROM closed
            WHERE receives_calls AND valid_to IS NOT NULL GROUP BY phone_number_id) r
   WHERE p.id = r.phone_number_id`,
);
