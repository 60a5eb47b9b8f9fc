import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the workspaces face shows of people, places and licences beside their numbers (workspaces contract, 2.3 to 2.11):
 * unknown, and so null, until an import or a write route says it.
 */
export class PeopleAndPlaces1764500000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = PeopleAndPlaces1764500000000.name;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ORGANIZATIONS, LOCATIONS, LICENCES, USERS, PHONE_NUMBERS, GRANTS]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE phone_numbers DROP COLUMN is_mobile, DROP COLUMN is_service;
      ALTER TABLE number_assignments DROP CONSTRAINT fk_number_assignments_user_location;
      ALTER TABLE workspaces DROP COLUMN licence_id;
      DROP TABLE user_licences, licences;
      ALTER TABLE users DROP CONSTRAINT uq_users_location, DROP CONSTRAINT ck_users_erased, DROP COLUMN first_name,
        DROP COLUMN last_name, DROP COLUMN distinctive_ring_enabled, DROP COLUMN created_at;
      ALTER TABLE users ADD CONSTRAINT ck_users_erased
        CHECK (erased_at IS NULL OR (removed_at IS NOT NULL AND full_name IS NULL AND email IS NULL));
      ALTER TABLE locations DROP COLUMN created_at, DROP COLUMN address_1, DROP COLUMN address_2, DROP COLUMN city,
        DROP COLUMN state, DROP COLUMN postal_code, DROP COLUMN time_zone, DROP COLUMN preferred_language,
        DROP COLUMN announcement_language, DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN notes,
        DROP COLUMN is_calling_enabled, DROP COLUMN caller_name, DROP COLUMN external_caller_name,
        DROP COLUMN outside_dial_digit, DROP COLUMN enforces_outside_dial_digit, DROP COLUMN pstn_connection,
        DROP COLUMN pstn_route_type, DROP COLUMN pstn_route_id;
      ALTER TABLE organizations DROP COLUMN created_at`);
  }
}

// When this record first knew it: of what was there before, the time of this migration.
const CREATED = "created_at timestamptz(3) NOT NULL DEFAULT date_trunc('milliseconds', now())";

const ORGANIZATIONS = `ALTER TABLE organizations ADD COLUMN ${CREATED}`;

const LOCATIONS = `
ALTER TABLE locations
  ADD COLUMN ${CREATED},
  ADD COLUMN address_1 text, ADD COLUMN address_2 text, ADD COLUMN city text, ADD COLUMN state text,
  ADD COLUMN postal_code text,
  ADD COLUMN time_zone text,
  ADD COLUMN preferred_language text, ADD COLUMN announcement_language text,
  ADD COLUMN latitude float8 CONSTRAINT ck_locations_latitude CHECK (latitude BETWEEN -90 AND 90),
  ADD COLUMN longitude float8 CONSTRAINT ck_locations_longitude CHECK (longitude BETWEEN -180 AND 180),
  ADD COLUMN notes text,
  ADD COLUMN is_calling_enabled boolean NOT NULL DEFAULT true,
  ADD COLUMN caller_name text,
  ADD COLUMN external_caller_name text,
  ADD COLUMN outside_dial_digit text CONSTRAINT ck_locations_outside_dial_digit CHECK (outside_dial_digit ~ '^[0-9]$'),
  ADD COLUMN enforces_outside_dial_digit boolean NOT NULL DEFAULT false,
  ADD COLUMN pstn_connection text CONSTRAINT ck_locations_pstn_connection
    CHECK (pstn_connection IN ('LOCAL_GATEWAY', 'NON_INTEGRATED_CCP', 'INTEGRATED_CCP', 'CISCO_PSTN')),
  ADD COLUMN pstn_route_type text,
  ADD COLUMN pstn_route_id uuid,
  ADD CONSTRAINT ck_locations_pstn_route CHECK ((pstn_route_type IS NULL) = (pstn_route_id IS NULL)
    AND (pstn_route_type IS NULL OR (pstn_route_type IN ('TRUNK', 'ROUTE_GROUP') AND pstn_connection = 'LOCAL_GATEWAY')))`;

// Units are counted, never stored: a person or a workspace that has the licence uses one.
const LICENCES = `
CREATE TABLE licences (
  organization_id uuid NOT NULL CONSTRAINT fk_licences_organization REFERENCES organizations (id),
  id              uuid CONSTRAINT pk_licences PRIMARY KEY,
  name            text NOT NULL CONSTRAINT ck_licences_name CHECK (char_length(name) BETWEEN 1 AND 200),
  total_units     integer NOT NULL CONSTRAINT ck_licences_total_units CHECK (total_units >= 0),
  CONSTRAINT uq_licences_tenant UNIQUE (organization_id, id),
  CONSTRAINT uq_licences_name UNIQUE (organization_id, name)
);
CREATE TABLE user_licences (
  id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_user_licences PRIMARY KEY,
  organization_id uuid NOT NULL,
  user_id         uuid NOT NULL,
  licence_id      uuid NOT NULL,
  CONSTRAINT uq_user_licences_once UNIQUE (user_id, licence_id),
  CONSTRAINT fk_user_licences_user FOREIGN KEY (organization_id, user_id) REFERENCES users (organization_id, id),
  CONSTRAINT fk_user_licences_licence FOREIGN KEY (organization_id, licence_id) REFERENCES licences (organization_id, id)
);
CREATE INDEX ix_user_licences_licence ON user_licences (licence_id, user_id);
ALTER TABLE workspaces ADD COLUMN licence_id uuid,
  ADD CONSTRAINT fk_workspaces_licence FOREIGN KEY (organization_id, licence_id) REFERENCES licences (organization_id, id);
CREATE INDEX ix_workspaces_licence ON workspaces (licence_id, id) WHERE licence_id IS NOT NULL`;

// A person's calling lines are all in the location that the person is in, like a workspace's.
const USERS = `
ALTER TABLE users
  ADD COLUMN ${CREATED},
  ADD COLUMN first_name text, ADD COLUMN last_name text,
  ADD COLUMN distinctive_ring_enabled boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT ck_users_erased,
  ADD CONSTRAINT ck_users_erased CHECK (erased_at IS NULL OR (removed_at IS NOT NULL
    AND num_nonnulls(full_name, first_name, last_name, email) = 0)),
  ADD CONSTRAINT uq_users_location UNIQUE (organization_id, location_id, id);
ALTER TABLE number_assignments ADD CONSTRAINT fk_number_assignments_user_location
  FOREIGN KEY (current_organization_id, location_id, user_id) REFERENCES users (organization_id, location_id, id)`;

const PHONE_NUMBERS = `
ALTER TABLE phone_numbers
  ADD COLUMN is_mobile boolean NOT NULL DEFAULT false,
  ADD COLUMN is_service boolean NOT NULL DEFAULT false`;

const GRANTS = `
GRANT SELECT, INSERT ON licences TO linebook_app;
GRANT UPDATE (name, total_units) ON licences TO linebook_app;
GRANT SELECT, INSERT, DELETE ON user_licences TO linebook_app;
GRANT INSERT (is_mobile, is_service), UPDATE (is_mobile, is_service) ON phone_numbers TO linebook_app;
GRANT INSERT (first_name, last_name, distinctive_ring_enabled, created_at) ON users TO linebook_app;
GRANT UPDATE (first_name, last_name, distinctive_ring_enabled) ON users TO linebook_app;
GRANT UPDATE (licence_id) ON workspaces TO linebook_app;
GRANT UPDATE (address_1, address_2, city, state, postal_code, time_zone, preferred_language, announcement_language,
  latitude, longitude, notes, is_calling_enabled, caller_name, external_caller_name, outside_dial_digit,
  enforces_outside_dial_digit, pstn_connection, pstn_route_type, pstn_route_id) ON locations TO linebook_app`;
