import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the workspaces face writes of a workspace beside its numbers (workspaces contract, 2.6). A room without calling may
 * be in no location; one with calling has its numbers from the location that it is in.
 */
export class Workspaces1764730000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = Workspaces1764730000000.name;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE workspaces
        ALTER location_id DROP NOT NULL,
        ADD CONSTRAINT ck_workspaces_location CHECK (location_id IS NOT NULL OR calling_type <> 'webexCalling'),
        ADD COLUMN capacity integer CONSTRAINT ck_workspaces_capacity CHECK (capacity BETWEEN 0 AND 1000000),
        ADD COLUMN type text CONSTRAINT ck_workspaces_type
          CHECK (type IN ('notSet', 'focus', 'huddle', 'meetingRoom', 'open', 'desk', 'other')),
        ADD COLUMN notes text CONSTRAINT ck_workspaces_notes CHECK (char_length(notes) BETWEEN 1 AND 2000),
        ADD COLUMN supported_devices text NOT NULL DEFAULT 'collaborationDevices'
          CONSTRAINT ck_workspaces_supported_devices CHECK (supported_devices IN ('collaborationDevices', 'phones')),
        ADD COLUMN is_hot_desk boolean NOT NULL DEFAULT false;
      GRANT UPDATE (capacity, type, notes, is_hot_desk) ON workspaces TO linebook_app`);
  }

  /** Fails while a workspace is in no location: there is none to put it into. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE workspaces DROP CONSTRAINT ck_workspaces_location, ALTER location_id SET NOT NULL, DROP COLUMN capacity,
        DROP COLUMN type, DROP COLUMN notes, DROP COLUMN supported_devices, DROP COLUMN is_hot_desk`);
  }
}
