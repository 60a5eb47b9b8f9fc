import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets the lists of an inventory cost what they show (docs/decisions/0022): numbers in the order of the list, of an
 * organization and of a location, those that nobody has by themselves, and lines by their extension.
 */
export class InventoryLists1764720000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = InventoryLists1764720000000.name;

  async up(runner: QueryRunner): Promise<void> {
    // Free numbers are listed in any state, and each index more is written with every number.
    await runner.query(`
      DROP INDEX ix_phone_numbers_free, ix_phone_numbers_free_in_location;
      CREATE INDEX ix_phone_numbers_free ON phone_numbers (organization_id, e164) WHERE NOT is_held;
      CREATE INDEX ix_phone_numbers_free_in_location ON phone_numbers (location_id, e164)
        WHERE NOT is_held AND location_id IS NOT NULL;
      CREATE INDEX ix_phone_numbers_located ON phone_numbers (organization_id, e164) WHERE location_id IS NOT NULL;
      CREATE INDEX ix_phone_numbers_in_location ON phone_numbers (location_id, e164) WHERE location_id IS NOT NULL;
      CREATE INDEX ix_number_assignments_extension ON number_assignments (organization_id, extension, id)
        WHERE valid_to IS NULL AND extension IS NOT NULL;
      CREATE INDEX ix_number_assignments_numberless ON number_assignments (organization_id, extension, id)
        WHERE valid_to IS NULL AND phone_number_id IS NULL;
      CREATE INDEX ix_number_assignments_alternate ON number_assignments (organization_id, phone_number_id)
        WHERE valid_to IS NULL AND line = 'alternate'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX ix_number_assignments_alternate, ix_number_assignments_numberless, ix_number_assignments_extension,
        ix_phone_numbers_in_location, ix_phone_numbers_located, ix_phone_numbers_free_in_location, ix_phone_numbers_free;
      CREATE INDEX ix_phone_numbers_free ON phone_numbers (organization_id, e164) WHERE NOT is_held AND state = 'ACTIVE';
      CREATE INDEX ix_phone_numbers_free_in_location ON phone_numbers (location_id, e164)
        WHERE NOT is_held AND state = 'ACTIVE' AND location_id IS NOT NULL`);
  }
}
