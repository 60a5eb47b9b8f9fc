-- What the catalog says after all migrations; written by `npm run schema`, reviewed like code.

CREATE EXTENSION btree_gist;

CREATE TABLE changes (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  acting_organization_id uuid,
  organization_id uuid NOT NULL,
  other_organization_id uuid,
  tracking_id text NOT NULL,
  details jsonb DEFAULT '{}'::jsonb NOT NULL,
  way text,
  issuer text,
  trace_id text,
  CONSTRAINT ck_changes_issuer CHECK (((issuer IS NULL) OR (NOT (way IS DISTINCT FROM 'api'::text)))),
  CONSTRAINT ck_changes_trace_id CHECK ((trace_id ~ '^[0-9a-f]{32}$'::text)),
  CONSTRAINT ck_changes_way CHECK ((way = ANY (ARRAY['api'::text, 'cli'::text, 'console'::text]))),
  CONSTRAINT fk_changes_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT fk_changes_other_organization FOREIGN KEY (other_organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_changes PRIMARY KEY (id)
);

CREATE TABLE idempotent_answers (
  scope bytea NOT NULL,
  fingerprint bytea NOT NULL,
  status smallint NOT NULL,
  body text NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  CONSTRAINT ck_idempotent_answers_fingerprint CHECK ((octet_length(fingerprint) = 32)),
  CONSTRAINT ck_idempotent_answers_scope CHECK ((octet_length(scope) = 32)),
  CONSTRAINT ck_idempotent_answers_status CHECK (((status >= 200) AND (status <= 299))),
  CONSTRAINT pk_idempotent_answers PRIMARY KEY (scope)
);

CREATE TABLE licences (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  total_units integer NOT NULL,
  CONSTRAINT ck_licences_name CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
  CONSTRAINT ck_licences_total_units CHECK ((total_units >= 0)),
  CONSTRAINT fk_licences_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_licences PRIMARY KEY (id),
  CONSTRAINT uq_licences_name UNIQUE (organization_id, name),
  CONSTRAINT uq_licences_tenant UNIQUE (organization_id, id)
);

CREATE TABLE locations (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  name text,
  country text,
  routing_prefix text,
  main_phone_number_id bigint,
  removed_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone DEFAULT date_trunc('milliseconds'::text, now()) NOT NULL,
  address_1 text,
  address_2 text,
  city text,
  state text,
  postal_code text,
  time_zone text,
  preferred_language text,
  announcement_language text,
  latitude double precision,
  longitude double precision,
  notes text,
  is_calling_enabled boolean DEFAULT true NOT NULL,
  caller_name text,
  external_caller_name text,
  outside_dial_digit text,
  enforces_outside_dial_digit boolean DEFAULT false NOT NULL,
  pstn_connection text,
  pstn_route_type text,
  pstn_route_id uuid,
  CONSTRAINT ck_locations_country CHECK ((country ~ '^[A-Z]{2}$'::text)),
  CONSTRAINT ck_locations_latitude CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  CONSTRAINT ck_locations_longitude CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
  CONSTRAINT ck_locations_outside_dial_digit CHECK ((outside_dial_digit ~ '^[0-9]$'::text)),
  CONSTRAINT ck_locations_pstn_connection CHECK ((pstn_connection = ANY (ARRAY['LOCAL_GATEWAY'::text, 'NON_INTEGRATED_CCP'::text, 'INTEGRATED_CCP'::text, 'CISCO_PSTN'::text]))),
  CONSTRAINT ck_locations_pstn_route CHECK ((((pstn_route_type IS NULL) = (pstn_route_id IS NULL)) AND ((pstn_route_type IS NULL) OR ((pstn_route_type = ANY (ARRAY['TRUNK'::text, 'ROUTE_GROUP'::text])) AND (pstn_connection = 'LOCAL_GATEWAY'::text))))),
  CONSTRAINT ck_locations_routing_prefix CHECK ((routing_prefix ~ '^[0-9]{1,7}$'::text)),
  CONSTRAINT fk_locations_main_number FOREIGN KEY (organization_id, id, main_phone_number_id) REFERENCES phone_numbers(organization_id, location_id, id),
  CONSTRAINT fk_locations_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_locations PRIMARY KEY (id),
  CONSTRAINT uq_locations_tenant UNIQUE (organization_id, id)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT pk_migrations PRIMARY KEY (id)
);

CREATE TABLE number_assignments (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid,
  workspace_id uuid,
  phone_number_id bigint,
  location_id uuid,
  extension text,
  line text,
  provider text,
  receives_calls boolean DEFAULT true NOT NULL,
  is_default boolean,
  label text,
  ring_pattern text,
  held_since timestamp(3) with time zone NOT NULL,
  list_position integer DEFAULT 0 NOT NULL,
  valid_from timestamp(3) with time zone NOT NULL,
  valid_to timestamp(3) with time zone,
  opened_by bigint NOT NULL,
  closed_by bigint,
  holder_id uuid GENERATED ALWAYS AS (COALESCE(user_id, workspace_id)) STORED,
  current_organization_id uuid GENERATED ALWAYS AS (
CASE
    WHEN (valid_to IS NULL) THEN organization_id
    ELSE NULL::uuid
END) STORED,
  continues boolean DEFAULT false NOT NULL,
  continued boolean DEFAULT false NOT NULL,
  CONSTRAINT ck_number_assignments_alternate CHECK (((line IS DISTINCT FROM 'alternate'::text) OR (phone_number_id IS NOT NULL))),
  CONSTRAINT ck_number_assignments_calling_line CHECK (((line IS NULL) OR ((location_id IS NOT NULL) AND receives_calls AND (is_default IS NULL) AND (label IS NULL)))),
  CONSTRAINT ck_number_assignments_closing CHECK (((valid_to IS NULL) = (closed_by IS NULL))),
  CONSTRAINT ck_number_assignments_extension CHECK ((extension ~ '^[0-9]{2,10}$'::text)),
  CONSTRAINT ck_number_assignments_holder CHECK ((num_nonnulls(user_id, workspace_id) = 1)),
  CONSTRAINT ck_number_assignments_kind CHECK (((line IS NULL) = (provider IS NOT NULL))),
  CONSTRAINT ck_number_assignments_label CHECK (((char_length(label) >= 1) AND (char_length(label) <= 200))),
  CONSTRAINT ck_number_assignments_line CHECK ((line = ANY (ARRAY['primary'::text, 'alternate'::text]))),
  CONSTRAINT ck_number_assignments_provider CHECK ((provider = ANY (ARRAY['twilio'::text, 'sinch'::text, 'textgrid'::text]))),
  CONSTRAINT ck_number_assignments_provider_line CHECK (((provider IS NULL) OR ((user_id IS NOT NULL) AND (phone_number_id IS NOT NULL) AND (is_default IS NOT NULL) AND (extension IS NULL) AND (ring_pattern IS NULL)))),
  CONSTRAINT ck_number_assignments_ring CHECK ((ring_pattern = ANY (ARRAY['NORMAL'::text, 'LONG_LONG'::text, 'SHORT_SHORT_LONG'::text, 'SHORT_LONG_SHORT'::text]))),
  CONSTRAINT ck_number_assignments_times CHECK (((valid_to > valid_from) AND (held_since <= valid_from))),
  CONSTRAINT ck_number_assignments_what CHECK ((num_nonnulls(phone_number_id, extension) >= 1)),
  CONSTRAINT ex_number_assignments_inbound EXCLUDE USING gist (phone_number_id WITH =, tstzrange(valid_from, valid_to, '[)'::text) WITH &&) WHERE ((receives_calls AND (phone_number_id IS NOT NULL))),
  CONSTRAINT fk_number_assignments_closed FOREIGN KEY (closed_by) REFERENCES changes(id),
  CONSTRAINT fk_number_assignments_location FOREIGN KEY (location_id) REFERENCES locations(id),
  CONSTRAINT fk_number_assignments_location_tenant FOREIGN KEY (current_organization_id, location_id) REFERENCES locations(organization_id, id),
  CONSTRAINT fk_number_assignments_number FOREIGN KEY (phone_number_id) REFERENCES phone_numbers(id),
  CONSTRAINT fk_number_assignments_number_location FOREIGN KEY (current_organization_id, location_id, phone_number_id) REFERENCES phone_numbers(organization_id, location_id, id),
  CONSTRAINT fk_number_assignments_number_tenant FOREIGN KEY (current_organization_id, phone_number_id) REFERENCES phone_numbers(organization_id, id),
  CONSTRAINT fk_number_assignments_opened FOREIGN KEY (opened_by) REFERENCES changes(id),
  CONSTRAINT fk_number_assignments_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT fk_number_assignments_user FOREIGN KEY (user_id) REFERENCES users(id),
  CONSTRAINT fk_number_assignments_user_location FOREIGN KEY (current_organization_id, location_id, user_id) REFERENCES users(organization_id, location_id, id),
  CONSTRAINT fk_number_assignments_user_tenant FOREIGN KEY (current_organization_id, user_id) REFERENCES users(organization_id, id),
  CONSTRAINT fk_number_assignments_workspace FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  CONSTRAINT fk_number_assignments_workspace_tenant FOREIGN KEY (current_organization_id, location_id, workspace_id) REFERENCES workspaces(organization_id, location_id, id),
  CONSTRAINT pk_number_assignments PRIMARY KEY (id)
);

CREATE TABLE organization_aliases (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid NOT NULL,
  issuer text NOT NULL,
  external_id text NOT NULL,
  added_at timestamp(3) with time zone NOT NULL,
  added_by bigint NOT NULL,
  removed_at timestamp(3) with time zone,
  removed_by bigint,
  CONSTRAINT ck_organization_aliases_external_id CHECK (((length(external_id) >= 1) AND (length(external_id) <= 255))),
  CONSTRAINT ck_organization_aliases_issuer CHECK (((length(issuer) >= 1) AND (length(issuer) <= 255))),
  CONSTRAINT ck_organization_aliases_removal CHECK (((removed_at IS NULL) = (removed_by IS NULL))),
  CONSTRAINT fk_organization_aliases_added FOREIGN KEY (added_by) REFERENCES changes(id),
  CONSTRAINT fk_organization_aliases_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT fk_organization_aliases_removed FOREIGN KEY (removed_by) REFERENCES changes(id),
  CONSTRAINT pk_organization_aliases PRIMARY KEY (id)
);

CREATE TABLE organization_revisions (
  organization_id uuid NOT NULL,
  revision bigint NOT NULL,
  counted_by xid8 NOT NULL,
  epoch uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT fk_organization_revisions_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_organization_revisions PRIMARY KEY (organization_id)
);

CREATE TABLE organizations (
  id uuid NOT NULL,
  uuid uuid NOT NULL,
  object_id text NOT NULL,
  name text,
  may_add_numbers text DEFAULT 'none'::text NOT NULL,
  number_rest_days integer DEFAULT 0 NOT NULL,
  created_at timestamp(3) with time zone DEFAULT date_trunc('milliseconds'::text, now()) NOT NULL,
  CONSTRAINT ck_organizations_may_add_numbers CHECK ((may_add_numbers = ANY (ARRAY['none'::text, 'own_countries'::text, 'any'::text]))),
  CONSTRAINT ck_organizations_number_rest_days CHECK (((number_rest_days >= 0) AND (number_rest_days <= 3650))),
  CONSTRAINT ck_organizations_object_id CHECK ((object_id ~ '^[0-9a-f]{24}$'::text)),
  CONSTRAINT pk_organizations PRIMARY KEY (id),
  CONSTRAINT uq_organizations_object_id UNIQUE (object_id),
  CONSTRAINT uq_organizations_uuid UNIQUE (uuid)
);

CREATE TABLE page_cursor_keys (
  is_only boolean DEFAULT true NOT NULL,
  key bytea NOT NULL,
  CONSTRAINT ck_page_cursor_keys_is_only CHECK (is_only),
  CONSTRAINT ck_page_cursor_keys_key CHECK ((octet_length(key) = 32)),
  CONSTRAINT pk_page_cursor_keys PRIMARY KEY (is_only)
);

CREATE TABLE partnerships (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  customer_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  access text DEFAULT 'full'::text NOT NULL,
  expires_at timestamp(3) with time zone,
  granted_at timestamp(3) with time zone NOT NULL,
  granted_by bigint NOT NULL,
  revoked_at timestamp(3) with time zone,
  revoked_by bigint,
  CONSTRAINT ck_partnerships_access CHECK ((access = ANY (ARRAY['read'::text, 'full'::text]))),
  CONSTRAINT ck_partnerships_revoking CHECK (((revoked_at IS NULL) = (revoked_by IS NULL))),
  CONSTRAINT ck_partnerships_two_sides CHECK ((customer_id <> partner_id)),
  CONSTRAINT fk_partnerships_customer FOREIGN KEY (customer_id) REFERENCES organizations(id),
  CONSTRAINT fk_partnerships_granted FOREIGN KEY (granted_by) REFERENCES changes(id),
  CONSTRAINT fk_partnerships_partner FOREIGN KEY (partner_id) REFERENCES organizations(id),
  CONSTRAINT fk_partnerships_revoked FOREIGN KEY (revoked_by) REFERENCES changes(id),
  CONSTRAINT pk_partnerships PRIMARY KEY (id)
);

CREATE TABLE phone_numbers (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  e164 text NOT NULL,
  organization_id uuid,
  location_id uuid,
  state text DEFAULT 'ACTIVE'::text NOT NULL,
  is_held boolean DEFAULT false NOT NULL,
  is_mobile boolean DEFAULT false NOT NULL,
  is_service boolean DEFAULT false NOT NULL,
  released_at timestamp(3) with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  CONSTRAINT ck_phone_numbers_e164 CHECK ((e164 ~ '^\+[1-9][0-9]{6,14}$'::text)),
  CONSTRAINT ck_phone_numbers_location CHECK (((location_id IS NULL) OR (organization_id IS NOT NULL))),
  CONSTRAINT ck_phone_numbers_state CHECK ((state = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text]))),
  CONSTRAINT fk_phone_numbers_location FOREIGN KEY (organization_id, location_id) REFERENCES locations(organization_id, id),
  CONSTRAINT fk_phone_numbers_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_phone_numbers PRIMARY KEY (id),
  CONSTRAINT uq_phone_numbers_e164 UNIQUE (e164),
  CONSTRAINT uq_phone_numbers_location UNIQUE (organization_id, location_id, id),
  CONSTRAINT uq_phone_numbers_tenant UNIQUE (organization_id, id)
);

CREATE TABLE user_licences (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  organization_id uuid NOT NULL,
  user_id uuid NOT NULL,
  licence_id uuid NOT NULL,
  CONSTRAINT fk_user_licences_licence FOREIGN KEY (organization_id, licence_id) REFERENCES licences(organization_id, id),
  CONSTRAINT fk_user_licences_user FOREIGN KEY (organization_id, user_id) REFERENCES users(organization_id, id),
  CONSTRAINT pk_user_licences PRIMARY KEY (id),
  CONSTRAINT uq_user_licences_once UNIQUE (user_id, licence_id)
);

CREATE TABLE users (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  uuid uuid NOT NULL,
  object_id text NOT NULL,
  full_name text,
  email text,
  location_id uuid,
  removed_at timestamp(3) with time zone,
  erased_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone DEFAULT date_trunc('milliseconds'::text, now()) NOT NULL,
  first_name text,
  last_name text,
  distinctive_ring_enabled boolean DEFAULT false NOT NULL,
  CONSTRAINT ck_users_erased CHECK (((erased_at IS NULL) OR ((removed_at IS NOT NULL) AND (num_nonnulls(full_name, first_name, last_name, email) = 0)))),
  CONSTRAINT ck_users_object_id CHECK ((object_id ~ '^[0-9a-f]{24}$'::text)),
  CONSTRAINT fk_users_location FOREIGN KEY (organization_id, location_id) REFERENCES locations(organization_id, id),
  CONSTRAINT fk_users_organization FOREIGN KEY (organization_id) REFERENCES organizations(id),
  CONSTRAINT pk_users PRIMARY KEY (id),
  CONSTRAINT uq_users_location UNIQUE (organization_id, location_id, id),
  CONSTRAINT uq_users_object_id UNIQUE (object_id),
  CONSTRAINT uq_users_tenant UNIQUE (organization_id, id),
  CONSTRAINT uq_users_uuid UNIQUE (uuid)
);

CREATE TABLE workspaces (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  location_id uuid,
  name text,
  calling_type text DEFAULT 'webexCalling'::text NOT NULL,
  calling_licence text,
  distinctive_ring_enabled boolean DEFAULT false NOT NULL,
  created_at timestamp(3) with time zone DEFAULT date_trunc('milliseconds'::text, now()) NOT NULL,
  removed_at timestamp(3) with time zone,
  licence_id uuid,
  capacity integer,
  type text,
  notes text,
  supported_devices text DEFAULT 'collaborationDevices'::text NOT NULL,
  is_hot_desk boolean DEFAULT false NOT NULL,
  CONSTRAINT ck_workspaces_calling_licence CHECK ((calling_licence = ANY (ARRAY['professional'::text, 'common_area'::text]))),
  CONSTRAINT ck_workspaces_capacity CHECK (((capacity >= 0) AND (capacity <= 1000000))),
  CONSTRAINT ck_workspaces_location CHECK (((location_id IS NOT NULL) OR (calling_type <> 'webexCalling'::text))),
  CONSTRAINT ck_workspaces_notes CHECK (((char_length(notes) >= 1) AND (char_length(notes) <= 2000))),
  CONSTRAINT ck_workspaces_supported_devices CHECK ((supported_devices = ANY (ARRAY['collaborationDevices'::text, 'phones'::text]))),
  CONSTRAINT ck_workspaces_type CHECK ((type = ANY (ARRAY['notSet'::text, 'focus'::text, 'huddle'::text, 'meetingRoom'::text, 'open'::text, 'desk'::text, 'other'::text]))),
  CONSTRAINT fk_workspaces_licence FOREIGN KEY (organization_id, licence_id) REFERENCES licences(organization_id, id),
  CONSTRAINT fk_workspaces_location FOREIGN KEY (organization_id, location_id) REFERENCES locations(organization_id, id),
  CONSTRAINT pk_workspaces PRIMARY KEY (id),
  CONSTRAINT uq_workspaces_tenant UNIQUE (organization_id, location_id, id)
);

CREATE INDEX ix_changes_organization ON public.changes USING btree (organization_id, id);
CREATE INDEX ix_changes_other_organization ON public.changes USING btree (other_organization_id, id) WHERE (other_organization_id IS NOT NULL);
CREATE INDEX ix_idempotent_answers_at ON public.idempotent_answers USING btree (at);
CREATE INDEX ix_locations_name ON public.locations USING btree (organization_id, COALESCE(name, ''::text) COLLATE "C", id);
CREATE UNIQUE INDEX uq_locations_routing_prefix ON public.locations USING btree (organization_id, routing_prefix) WHERE (removed_at IS NULL);
CREATE INDEX ix_number_assignments_alternate ON public.number_assignments USING btree (organization_id, phone_number_id) WHERE ((valid_to IS NULL) AND (line = 'alternate'::text));
CREATE INDEX ix_number_assignments_closed_at ON public.number_assignments USING gist (organization_id, tstzrange(
CASE
    WHEN continues THEN valid_from
    ELSE held_since
END, valid_to)) WHERE ((valid_to IS NOT NULL) AND (provider IS NOT NULL));
CREATE INDEX ix_number_assignments_current ON public.number_assignments USING btree (holder_id, held_since, list_position, id) WHERE (valid_to IS NULL);
CREATE INDEX ix_number_assignments_current_number ON public.number_assignments USING btree ((
CASE
    WHEN (valid_to IS NULL) THEN phone_number_id
    ELSE NULL::bigint
END)) WHERE (valid_to IS NULL);
CREATE INDEX ix_number_assignments_ended ON public.number_assignments USING btree (phone_number_id, organization_id, valid_to) WHERE ((valid_to IS NOT NULL) AND (NOT continued));
CREATE INDEX ix_number_assignments_extension ON public.number_assignments USING btree (organization_id, extension, id) WHERE ((valid_to IS NULL) AND (extension IS NOT NULL));
CREATE INDEX ix_number_assignments_number ON public.number_assignments USING btree (phone_number_id, valid_from DESC, id DESC);
CREATE INDEX ix_number_assignments_numberless ON public.number_assignments USING btree (organization_id, extension, id) WHERE ((valid_to IS NULL) AND (phone_number_id IS NULL));
CREATE INDEX ix_number_assignments_outbound ON public.number_assignments USING btree (phone_number_id, valid_to) WHERE (NOT receives_calls);
CREATE INDEX ix_number_assignments_user ON public.number_assignments USING btree (user_id, valid_from) WHERE (user_id IS NOT NULL);
CREATE INDEX ix_number_assignments_workspace ON public.number_assignments USING btree (workspace_id, valid_from) WHERE (workspace_id IS NOT NULL);
CREATE UNIQUE INDEX uq_number_assignments_default ON public.number_assignments USING btree (user_id, provider) WHERE ((valid_to IS NULL) AND is_default);
CREATE UNIQUE INDEX uq_number_assignments_extension ON public.number_assignments USING btree (location_id, extension) WHERE ((valid_to IS NULL) AND (extension IS NOT NULL));
CREATE UNIQUE INDEX uq_number_assignments_inbound ON public.number_assignments USING btree (phone_number_id) WHERE ((valid_to IS NULL) AND receives_calls);
CREATE UNIQUE INDEX uq_number_assignments_line_number ON public.number_assignments USING btree (holder_id, phone_number_id) WHERE ((valid_to IS NULL) AND (line IS NOT NULL));
CREATE UNIQUE INDEX uq_number_assignments_primary ON public.number_assignments USING btree (holder_id) WHERE ((valid_to IS NULL) AND (line = 'primary'::text));
CREATE UNIQUE INDEX uq_number_assignments_provider_number ON public.number_assignments USING btree (user_id, provider, phone_number_id) WHERE ((valid_to IS NULL) AND (provider IS NOT NULL));
CREATE UNIQUE INDEX uq_organization_aliases_current ON public.organization_aliases USING btree (issuer, external_id) WHERE (removed_at IS NULL);
CREATE INDEX ix_partnerships_partner ON public.partnerships USING btree (partner_id, customer_id) WHERE (revoked_at IS NULL);
CREATE UNIQUE INDEX uq_partnerships_live ON public.partnerships USING btree (customer_id, partner_id) WHERE (revoked_at IS NULL);
CREATE INDEX ix_phone_numbers_free ON public.phone_numbers USING btree (organization_id, e164) WHERE (NOT is_held);
CREATE INDEX ix_phone_numbers_free_in_location ON public.phone_numbers USING btree (location_id, e164) WHERE ((NOT is_held) AND (location_id IS NOT NULL));
CREATE INDEX ix_phone_numbers_in_location ON public.phone_numbers USING btree (location_id, e164) WHERE (location_id IS NOT NULL);
CREATE INDEX ix_phone_numbers_located ON public.phone_numbers USING btree (organization_id, e164) WHERE (location_id IS NOT NULL);
CREATE INDEX ix_phone_numbers_rested ON public.phone_numbers USING btree (organization_id, released_at, e164) WHERE ((NOT is_held) AND (state = 'ACTIVE'::text));
CREATE INDEX ix_phone_numbers_rested_in_location ON public.phone_numbers USING btree (location_id, released_at, e164) WHERE ((NOT is_held) AND (state = 'ACTIVE'::text) AND (location_id IS NOT NULL));
CREATE INDEX ix_phone_numbers_unlocated ON public.phone_numbers USING btree (organization_id, e164) WHERE ((location_id IS NULL) AND (organization_id IS NOT NULL));
CREATE INDEX ix_user_licences_licence ON public.user_licences USING btree (licence_id, user_id);
CREATE INDEX ix_users_email ON public.users USING btree (organization_id, lower(email) COLLATE "C", id);
CREATE INDEX ix_users_name ON public.users USING btree (organization_id, lower(full_name) COLLATE "C", id);
CREATE INDEX ix_users_organization ON public.users USING btree (organization_id, object_id);
CREATE INDEX ix_workspaces_licence ON public.workspaces USING btree (licence_id, id) WHERE (licence_id IS NOT NULL);
CREATE INDEX ix_workspaces_organization ON public.workspaces USING btree (organization_id, id);

CREATE OR REPLACE FUNCTION public.mark_closed_numbers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  UPDATE phone_numbers p SET is_held = false, released_at = r.at
   FROM (SELECT phone_number_id, max(valid_to) AS at FROM closed
            WHERE receives_calls AND valid_to IS NOT NULL GROUP BY phone_number_id) r
   WHERE p.id = r.phone_number_id AND p.is_held
     AND NOT EXISTS (SELECT FROM number_assignments a
                      WHERE a.phone_number_id = p.id AND a.valid_to IS NULL AND a.receives_calls);
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.mark_opened_numbers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  UPDATE phone_numbers p SET is_held = true
   WHERE p.id IN (SELECT phone_number_id FROM opened WHERE receives_calls AND valid_to IS NULL) AND NOT p.is_held;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.next_organization_revision()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  INSERT INTO organization_revisions AS r (organization_id, revision, counted_by)
  SELECT DISTINCT o.id, 1, pg_current_xact_id()
    FROM unnest(ARRAY[NEW.organization_id, NEW.other_organization_id]) AS o (id) WHERE o.id IS NOT NULL ORDER BY o.id
  ON CONFLICT (organization_id) DO UPDATE SET revision = r.revision + 1, counted_by = excluded.counted_by
   WHERE r.counted_by <> excluded.counted_by;
  RETURN NULL;
END $function$;
CREATE OR REPLACE FUNCTION public.number_assignments_are_history()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
      AND becomes - '{valid_to,closed_by,continued}'::text[] = was - '{valid_to,closed_by,continued}'::text[])
     OR (OLD.valid_to IS NOT NULL AND NEW.label IS NULL AND becomes - 'label' = was - 'label'
         AND EXISTS (SELECT FROM users u WHERE u.id = NEW.user_id AND u.erased_at IS NOT NULL))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'an interval is only ever closed';
END $function$;
CREATE OR REPLACE FUNCTION public.refresh_statistics()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
      BEGIN
        ANALYZE public.users, public.workspaces, public.phone_numbers, public.number_assignments;
      END $function$;
CREATE OR REPLACE FUNCTION public.that_is_final()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'that is final';
END $function$;

CREATE CONSTRAINT TRIGGER tr_changes_revision AFTER INSERT ON public.changes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION next_organization_revision();
CREATE TRIGGER tr_number_assignments_closed AFTER UPDATE ON public.number_assignments REFERENCING NEW TABLE AS closed FOR EACH STATEMENT EXECUTE FUNCTION mark_closed_numbers();
CREATE TRIGGER tr_number_assignments_history BEFORE DELETE OR UPDATE ON public.number_assignments FOR EACH ROW EXECUTE FUNCTION number_assignments_are_history();
CREATE TRIGGER tr_number_assignments_no_truncate BEFORE TRUNCATE ON public.number_assignments FOR EACH STATEMENT EXECUTE FUNCTION number_assignments_are_history();
CREATE TRIGGER tr_number_assignments_opened AFTER INSERT ON public.number_assignments REFERENCING NEW TABLE AS opened FOR EACH STATEMENT EXECUTE FUNCTION mark_opened_numbers();
CREATE TRIGGER tr_organization_aliases_removed BEFORE UPDATE ON public.organization_aliases FOR EACH ROW WHEN ((old.removed_at IS NOT NULL)) EXECUTE FUNCTION that_is_final();
CREATE TRIGGER tr_partnerships_revoked BEFORE UPDATE ON public.partnerships FOR EACH ROW WHEN ((old.revoked_at IS NOT NULL)) EXECUTE FUNCTION that_is_final();
CREATE TRIGGER tr_users_erased BEFORE UPDATE ON public.users FOR EACH ROW WHEN (((old.erased_at IS NOT NULL) AND (new.erased_at IS DISTINCT FROM old.erased_at))) EXECUTE FUNCTION that_is_final();

GRANT INSERT, SELECT ON changes TO linebook_app;
GRANT DELETE, INSERT, SELECT, UPDATE ON idempotent_answers TO linebook_app;
GRANT INSERT, SELECT ON licences TO linebook_app;
GRANT INSERT, SELECT ON locations TO linebook_app;
GRANT SELECT ON migrations TO linebook_app;
GRANT SELECT ON number_assignments TO linebook_app;
GRANT SELECT ON organization_aliases TO linebook_app;
GRANT SELECT ON organization_revisions TO linebook_app;
GRANT INSERT, SELECT ON organizations TO linebook_app;
GRANT SELECT ON page_cursor_keys TO linebook_app;
GRANT SELECT ON partnerships TO linebook_app;
GRANT SELECT ON phone_numbers TO linebook_app;
GRANT DELETE, INSERT, SELECT ON user_licences TO linebook_app;
GRANT SELECT ON users TO linebook_app;
GRANT INSERT, SELECT ON workspaces TO linebook_app;

GRANT UPDATE (name, total_units) ON licences TO linebook_app;
GRANT UPDATE (name, country, routing_prefix, main_phone_number_id, removed_at, address_1, address_2, city, state, postal_code, time_zone, preferred_language, announcement_language, latitude, longitude, notes, is_calling_enabled, caller_name, external_caller_name, outside_dial_digit, enforces_outside_dial_digit, pstn_connection, pstn_route_type, pstn_route_id) ON locations TO linebook_app;
GRANT INSERT (organization_id, user_id, workspace_id, phone_number_id, location_id, extension, line, provider, receives_calls, is_default, label, ring_pattern, held_since, list_position, valid_from, opened_by, continues) ON number_assignments TO linebook_app;
GRANT UPDATE (label, valid_to, closed_by, continued) ON number_assignments TO linebook_app;
GRANT INSERT (organization_id, issuer, external_id, added_at, added_by) ON organization_aliases TO linebook_app;
GRANT UPDATE (removed_at, removed_by) ON organization_aliases TO linebook_app;
GRANT UPDATE (uuid, object_id, name, may_add_numbers, number_rest_days) ON organizations TO linebook_app;
GRANT INSERT (customer_id, partner_id, access, expires_at, granted_at, granted_by) ON partnerships TO linebook_app;
GRANT UPDATE (revoked_at, revoked_by) ON partnerships TO linebook_app;
GRANT INSERT (e164, organization_id, location_id, state, is_mobile, is_service) ON phone_numbers TO linebook_app;
GRANT UPDATE (organization_id, location_id, state, is_mobile, is_service) ON phone_numbers TO linebook_app;
GRANT INSERT (organization_id, id, uuid, object_id, full_name, email, location_id, created_at, first_name, last_name, distinctive_ring_enabled) ON users TO linebook_app;
GRANT UPDATE (organization_id, uuid, object_id, full_name, email, location_id, removed_at, erased_at, first_name, last_name, distinctive_ring_enabled) ON users TO linebook_app;
GRANT UPDATE (location_id, name, calling_type, calling_licence, distinctive_ring_enabled, removed_at, licence_id, capacity, type, notes, is_hot_desk) ON workspaces TO linebook_app;
