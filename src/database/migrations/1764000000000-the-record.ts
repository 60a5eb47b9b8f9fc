import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The record: eight tables and the answers of idempotent writes, each rule of the frame's section 1 a named constraint.
 *
 * Constraints are the backstop; the order of row locks decides races. None is DEFERRABLE: a deferrable unique
 * constraint makes ON CONFLICT DO NOTHING fail (55000).
 */
export class TheRecord1764000000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = TheRecord1764000000000.name;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [ORGANIZATIONS, CHANGES, PARTNERSHIPS, PLACES_AND_PEOPLE, PHONE_NUMBERS]) {
      await runner.query(statement);
    }
    for (const statement of [ASSIGNMENTS, ASSIGNMENT_INDEXES, HISTORY, IDEMPOTENT_ANSWERS, READ_INDEXES, GRANTS]) {
      await runner.query(statement);
    }
  }

  /** The role and the extension stay: both may serve other databases or tables than ours. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotent_answers, number_assignments;
      ALTER TABLE locations DROP CONSTRAINT fk_locations_main_number;
      DROP TABLE phone_numbers, workspaces, users, locations, partnerships, changes, organizations;
      DROP FUNCTION number_assignments_are_history();
    `);
  }
}

const ORGANIZATIONS = `
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE organizations (
  id               uuid CONSTRAINT pk_organizations PRIMARY KEY,  -- never on the wire: its two wire ids can be joined later
  uuid             uuid NOT NULL CONSTRAINT uq_organizations_uuid UNIQUE,
  object_id        text NOT NULL CONSTRAINT uq_organizations_object_id UNIQUE
                   CONSTRAINT ck_organizations_object_id CHECK (object_id ~ '^[0-9a-f]{24}$'),
  name             text,
  may_add_numbers  text NOT NULL DEFAULT 'none'
                   CONSTRAINT ck_organizations_may_add_numbers CHECK (may_add_numbers IN ('none', 'own_countries', 'any')),
  number_rest_days integer NOT NULL DEFAULT 0
                   CONSTRAINT ck_organizations_number_rest_days CHECK (number_rest_days BETWEEN 0 AND 3650)
)`;

const CHANGES = `
CREATE TABLE changes (
  id                     bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_changes PRIMARY KEY,
  at                     timestamptz(3) NOT NULL,
  action                 text NOT NULL,
  subject                text NOT NULL,  -- a token's subject, or cli:<user of the operating system>
  acting_organization_id uuid,
  organization_id        uuid NOT NULL CONSTRAINT fk_changes_organization REFERENCES organizations (id),
  other_organization_id  uuid CONSTRAINT fk_changes_other_organization REFERENCES organizations (id),
  tracking_id            text NOT NULL,
  details                jsonb NOT NULL DEFAULT '{}'
)`;

const PARTNERSHIPS = `
CREATE TABLE partnerships (
  id          bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_partnerships PRIMARY KEY,
  customer_id uuid NOT NULL CONSTRAINT fk_partnerships_customer REFERENCES organizations (id),
  partner_id  uuid NOT NULL CONSTRAINT fk_partnerships_partner REFERENCES organizations (id),
  access      text NOT NULL DEFAULT 'full' CONSTRAINT ck_partnerships_access CHECK (access IN ('read', 'full')),
  expires_at  timestamptz(3),
  granted_at  timestamptz(3) NOT NULL,
  granted_by  bigint NOT NULL CONSTRAINT fk_partnerships_granted REFERENCES changes (id),
  revoked_at  timestamptz(3),
  revoked_by  bigint CONSTRAINT fk_partnerships_revoked REFERENCES changes (id),
  CONSTRAINT ck_partnerships_revoking CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
  CONSTRAINT ck_partnerships_two_sides CHECK (customer_id <> partner_id)
);
CREATE UNIQUE INDEX uq_partnerships_live ON partnerships (customer_id, partner_id) WHERE revoked_at IS NULL`;

const PLACES_AND_PEOPLE = `
CREATE TABLE locations (
  organization_id      uuid NOT NULL CONSTRAINT fk_locations_organization REFERENCES organizations (id),
  id                   uuid CONSTRAINT pk_locations PRIMARY KEY,
  name                 text,
  country              text CONSTRAINT ck_locations_country CHECK (country ~ '^[A-Z]{2}$'),
  routing_prefix       text CONSTRAINT ck_locations_routing_prefix CHECK (routing_prefix ~ '^[0-9]{1,7}$'),
  main_phone_number_id bigint,
  removed_at           timestamptz(3),
  CONSTRAINT uq_locations_tenant UNIQUE (organization_id, id)
);
-- two locations with one prefix would give two holders one ESN
CREATE UNIQUE INDEX uq_locations_routing_prefix ON locations (organization_id, routing_prefix) WHERE removed_at IS NULL;

CREATE TABLE users (
  organization_id uuid NOT NULL CONSTRAINT fk_users_organization REFERENCES organizations (id),
  id              uuid CONSTRAINT pk_users PRIMARY KEY,
  uuid            uuid NOT NULL CONSTRAINT uq_users_uuid UNIQUE,
  object_id       text NOT NULL CONSTRAINT uq_users_object_id UNIQUE
                  CONSTRAINT ck_users_object_id CHECK (object_id ~ '^[0-9a-f]{24}$'),
  full_name       text,
  email           text,
  location_id     uuid,
  removed_at      timestamptz(3),
  erased_at       timestamptz(3),
  CONSTRAINT ck_users_erased CHECK (erased_at IS NULL OR (removed_at IS NOT NULL AND full_name IS NULL AND email IS NULL)),
  CONSTRAINT uq_users_tenant UNIQUE (organization_id, id),
  CONSTRAINT fk_users_location FOREIGN KEY (organization_id, location_id) REFERENCES locations (organization_id, id)
);

CREATE TABLE workspaces (
  organization_id          uuid NOT NULL,
  id                       uuid CONSTRAINT pk_workspaces PRIMARY KEY,
  location_id              uuid NOT NULL,
  name                     text,
  calling_type             text NOT NULL DEFAULT 'webexCalling',
  calling_licence          text CONSTRAINT ck_workspaces_calling_licence
                           CHECK (calling_licence IN ('professional', 'common_area')),
  distinctive_ring_enabled boolean NOT NULL DEFAULT false,
  created_at               timestamptz(3) NOT NULL DEFAULT date_trunc('milliseconds', now()),
  removed_at               timestamptz(3),
  CONSTRAINT uq_workspaces_tenant UNIQUE (organization_id, location_id, id),
  CONSTRAINT fk_workspaces_location FOREIGN KEY (organization_id, location_id) REFERENCES locations (organization_id, id)
)`;

const PHONE_NUMBERS = `
CREATE TABLE phone_numbers (
  id              bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_phone_numbers PRIMARY KEY,
  e164            text NOT NULL CONSTRAINT uq_phone_numbers_e164 UNIQUE
                  CONSTRAINT ck_phone_numbers_e164 CHECK (e164 ~ '^\\+[1-9][0-9]{6,14}$'),
  organization_id uuid CONSTRAINT fk_phone_numbers_organization REFERENCES organizations (id),
  location_id     uuid,
  state           text NOT NULL DEFAULT 'ACTIVE' CONSTRAINT ck_phone_numbers_state CHECK (state IN ('ACTIVE', 'INACTIVE')),
  CONSTRAINT uq_phone_numbers_tenant UNIQUE (organization_id, id),
  CONSTRAINT uq_phone_numbers_location UNIQUE (organization_id, location_id, id),
  CONSTRAINT fk_phone_numbers_location FOREIGN KEY (organization_id, location_id) REFERENCES locations (organization_id, id),
  CONSTRAINT ck_phone_numbers_location CHECK (location_id IS NULL OR organization_id IS NOT NULL)
);
ALTER TABLE locations ADD CONSTRAINT fk_locations_main_number
  FOREIGN KEY (organization_id, id, main_phone_number_id) REFERENCES phone_numbers (organization_id, location_id, id)`;

const ASSIGNMENTS = `
CREATE TABLE number_assignments (
  id                      bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_number_assignments PRIMARY KEY,
  organization_id         uuid NOT NULL CONSTRAINT fk_number_assignments_organization REFERENCES organizations (id),
  user_id                 uuid CONSTRAINT fk_number_assignments_user REFERENCES users (id),
  workspace_id            uuid CONSTRAINT fk_number_assignments_workspace REFERENCES workspaces (id),
  phone_number_id         bigint CONSTRAINT fk_number_assignments_number REFERENCES phone_numbers (id),
  location_id             uuid CONSTRAINT fk_number_assignments_location REFERENCES locations (id),
  extension               text CONSTRAINT ck_number_assignments_extension CHECK (extension ~ '^[0-9]{2,10}$'),
  line                    text CONSTRAINT ck_number_assignments_line CHECK (line IN ('primary', 'alternate')),
  provider                text CONSTRAINT ck_number_assignments_provider CHECK (provider IN ('twilio', 'sinch', 'textgrid')),
  receives_calls          boolean NOT NULL DEFAULT true,
  is_default              boolean,
  label                   text CONSTRAINT ck_number_assignments_label CHECK (char_length(label) BETWEEN 1 AND 200),
  ring_pattern            text CONSTRAINT ck_number_assignments_ring
                          CHECK (ring_pattern IN ('NORMAL', 'LONG_LONG', 'SHORT_SHORT_LONG', 'SHORT_LONG_SHORT')),
  held_since              timestamptz(3) NOT NULL,
  list_position           integer NOT NULL DEFAULT 0,
  valid_from              timestamptz(3) NOT NULL,
  valid_to                timestamptz(3),
  opened_by               bigint NOT NULL CONSTRAINT fk_number_assignments_opened REFERENCES changes (id),
  closed_by               bigint CONSTRAINT fk_number_assignments_closed REFERENCES changes (id),
  holder_id               uuid GENERATED ALWAYS AS (coalesce(user_id, workspace_id)) STORED,
  -- null once closed: that switches the tenant keys below off (MATCH SIMPLE), so people and numbers may move on
  current_organization_id uuid GENERATED ALWAYS AS (CASE WHEN valid_to IS NULL THEN organization_id END) STORED,

  CONSTRAINT ck_number_assignments_holder CHECK (num_nonnulls(user_id, workspace_id) = 1),
  CONSTRAINT ck_number_assignments_what CHECK (num_nonnulls(phone_number_id, extension) >= 1),
  CONSTRAINT ck_number_assignments_kind CHECK ((line IS NULL) = (provider IS NOT NULL)),
  CONSTRAINT ck_number_assignments_provider_line CHECK (provider IS NULL OR (user_id IS NOT NULL
    AND phone_number_id IS NOT NULL AND is_default IS NOT NULL AND extension IS NULL AND ring_pattern IS NULL)),
  CONSTRAINT ck_number_assignments_calling_line CHECK (line IS NULL OR (location_id IS NOT NULL
    AND receives_calls AND is_default IS NULL AND label IS NULL)),
  CONSTRAINT ck_number_assignments_alternate CHECK (line IS DISTINCT FROM 'alternate' OR phone_number_id IS NOT NULL),
  CONSTRAINT ck_number_assignments_times CHECK (valid_to > valid_from AND held_since <= valid_from),
  CONSTRAINT ck_number_assignments_closing CHECK ((valid_to IS NULL) = (closed_by IS NULL)),

  CONSTRAINT fk_number_assignments_user_tenant FOREIGN KEY (current_organization_id, user_id)
    REFERENCES users (organization_id, id),
  CONSTRAINT fk_number_assignments_workspace_tenant FOREIGN KEY (current_organization_id, location_id, workspace_id)
    REFERENCES workspaces (organization_id, location_id, id),
  CONSTRAINT fk_number_assignments_number_tenant FOREIGN KEY (current_organization_id, phone_number_id)
    REFERENCES phone_numbers (organization_id, id),
  CONSTRAINT fk_number_assignments_number_location FOREIGN KEY (current_organization_id, location_id, phone_number_id)
    REFERENCES phone_numbers (organization_id, location_id, id),
  CONSTRAINT fk_number_assignments_location_tenant FOREIGN KEY (current_organization_id, location_id)
    REFERENCES locations (organization_id, id)
)`;

// The btree indexes come before the exclusion constraint: PostgreSQL checks them in order of creation, and the
// exclusion constraint alone turns 200 concurrent inserts into minutes of deadlocks (measured, frame section 1).
const ASSIGNMENT_INDEXES = `
CREATE UNIQUE INDEX uq_number_assignments_inbound ON number_assignments (phone_number_id)
  WHERE valid_to IS NULL AND receives_calls;
CREATE UNIQUE INDEX uq_number_assignments_default ON number_assignments (user_id, provider)
  WHERE valid_to IS NULL AND is_default;
CREATE UNIQUE INDEX uq_number_assignments_provider_number ON number_assignments (user_id, provider, phone_number_id)
  WHERE valid_to IS NULL AND provider IS NOT NULL;
CREATE UNIQUE INDEX uq_number_assignments_primary ON number_assignments (holder_id)
  WHERE valid_to IS NULL AND line = 'primary';
CREATE UNIQUE INDEX uq_number_assignments_line_number ON number_assignments (holder_id, phone_number_id)
  WHERE valid_to IS NULL AND line IS NOT NULL;
CREATE UNIQUE INDEX uq_number_assignments_extension ON number_assignments (location_id, extension)
  WHERE valid_to IS NULL AND extension IS NOT NULL;
ALTER TABLE number_assignments ADD CONSTRAINT ex_number_assignments_inbound
  EXCLUDE USING gist (phone_number_id WITH =, tstzrange(valid_from, valid_to, '[)') WITH &&)
  WHERE (receives_calls AND phone_number_id IS NOT NULL)`;

// Its own search path, else a temporary table named users would let anybody erase a label.
const HISTORY = `
CREATE FUNCTION number_assignments_are_history() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  generated constant text[] := '{holder_id,current_organization_id}';  -- a BEFORE trigger sees these as null
  was jsonb;
  becomes jsonb;
BEGIN
  IF TG_OP IN ('DELETE', 'TRUNCATE') THEN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'history is kept';
  END IF;
  was := to_jsonb(OLD) - generated;
  becomes := to_jsonb(NEW) - generated;
  IF (OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
      AND becomes - '{valid_to,closed_by}'::text[] = was - '{valid_to,closed_by}'::text[])
     OR (OLD.valid_to IS NOT NULL AND NEW.label IS NULL AND becomes - 'label' = was - 'label'
         AND EXISTS (SELECT FROM users u WHERE u.id = NEW.user_id AND u.erased_at IS NOT NULL))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'an interval is only ever closed';
END $$;
CREATE TRIGGER tr_number_assignments_history BEFORE UPDATE OR DELETE ON number_assignments
  FOR EACH ROW EXECUTE FUNCTION number_assignments_are_history();
CREATE TRIGGER tr_number_assignments_no_truncate BEFORE TRUNCATE ON number_assignments
  FOR EACH STATEMENT EXECUTE FUNCTION number_assignments_are_history()`;

const IDEMPOTENT_ANSWERS = `
CREATE TABLE idempotent_answers (
  scope       bytea CONSTRAINT pk_idempotent_answers PRIMARY KEY
              CONSTRAINT ck_idempotent_answers_scope CHECK (octet_length(scope) = 32),
  fingerprint bytea NOT NULL CONSTRAINT ck_idempotent_answers_fingerprint CHECK (octet_length(fingerprint) = 32),
  status      smallint NOT NULL CONSTRAINT ck_idempotent_answers_status CHECK (status BETWEEN 200 AND 299),
  body        text NOT NULL,
  at          timestamptz(3) NOT NULL
)`;

const READ_INDEXES = `
CREATE INDEX ix_users_organization ON users (organization_id, object_id);
CREATE INDEX ix_number_assignments_workspace ON number_assignments (workspace_id, valid_from)
  WHERE workspace_id IS NOT NULL;
CREATE INDEX ix_number_assignments_user ON number_assignments (user_id, valid_from) WHERE user_id IS NOT NULL;
CREATE INDEX ix_number_assignments_number ON number_assignments (phone_number_id, valid_from DESC);
CREATE INDEX ix_number_assignments_organization_at ON number_assignments (organization_id, valid_from)
  WHERE provider IS NOT NULL;
CREATE INDEX ix_changes_organization ON changes (organization_id, id);
CREATE INDEX ix_changes_other_organization ON changes (other_organization_id, id)
  WHERE other_organization_id IS NOT NULL;
CREATE INDEX ix_idempotent_answers_at ON idempotent_answers (at)`;

// A column missing here cannot be changed by the application at all. FOR NO KEY UPDATE needs UPDATE on one column.
const GRANTS = `
GRANT SELECT ON organizations, changes, partnerships, locations, users, workspaces, phone_numbers, number_assignments,
  idempotent_answers TO linebook_app;
GRANT INSERT ON organizations, changes, partnerships, locations, users, workspaces, phone_numbers, number_assignments,
  idempotent_answers TO linebook_app;
GRANT UPDATE (uuid, object_id, name, may_add_numbers, number_rest_days) ON organizations TO linebook_app;
GRANT UPDATE (revoked_at, revoked_by) ON partnerships TO linebook_app;
GRANT UPDATE (name, country, routing_prefix, main_phone_number_id, removed_at) ON locations TO linebook_app;
GRANT UPDATE (organization_id, uuid, object_id, full_name, email, location_id, removed_at, erased_at)
  ON users TO linebook_app;
GRANT UPDATE (name, calling_type, calling_licence, distinctive_ring_enabled, location_id, removed_at)
  ON workspaces TO linebook_app;
GRANT UPDATE (organization_id, location_id, state) ON phone_numbers TO linebook_app;
GRANT UPDATE (valid_to, closed_by, label) ON number_assignments TO linebook_app;
GRANT UPDATE, DELETE ON idempotent_answers TO linebook_app`;
