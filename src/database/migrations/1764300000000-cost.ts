import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Makes cost depend on what is answered, not on the size of the record (docs/decisions/0022): indexes on current rows
 * alone, on closed rows by the time that they cover, and on free numbers; and a revision per organization for ETags.
 */
export class Cost1764300000000 implements MigrationInterface {
  /** What the table of migrations remembers; TypeORM fills in none. */
  readonly name = Cost1764300000000.name;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CONTINUITY, HISTORY, FILL_CONTINUITY, HELD_NUMBERS, REVISIONS, INDEXES, GRANTS]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER tr_changes_revision ON changes;
      DROP FUNCTION next_organization_revision();
      DROP TABLE organization_revisions;
      DROP TRIGGER tr_number_assignments_opened ON number_assignments;
      DROP TRIGGER tr_number_assignments_closed ON number_assignments;
      DROP FUNCTION mark_opened_numbers(), mark_closed_numbers();
      ALTER TABLE phone_numbers DROP COLUMN is_held;
      DROP INDEX ix_number_assignments_current, ix_number_assignments_current_number, ix_number_assignments_ended, ix_number_assignments_outbound,
        ix_number_assignments_closed_at, ix_number_assignments_number;
      CREATE INDEX ix_number_assignments_number ON number_assignments (phone_number_id, valid_from DESC);
      CREATE INDEX ix_number_assignments_organization_at ON number_assignments (organization_id, valid_from)
        WHERE provider IS NOT NULL;
      ALTER TABLE number_assignments DROP COLUMN continues, DROP COLUMN continued;
      REVOKE INSERT ON phone_numbers FROM linebook_app;
      GRANT INSERT ON phone_numbers TO linebook_app`);
    await runner.query(historyTrigger('{valid_to,closed_by}'));
  }
}

// Both only spare a query some rows: where they are false although they could be true, it looks at the rows themselves.
const CONTINUITY = `
ALTER TABLE number_assignments
  ADD COLUMN continues boolean NOT NULL DEFAULT false,
  ADD COLUMN continued boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN number_assignments.continues IS
  'A row of the same holder, number and organization that was held since the same instant ended as this one began';
COMMENT ON COLUMN number_assignments.continued IS
  'The holder kept the number in the organization and location as this row ended: an edit, no release'`;

const historyTrigger = (closing: string): string => `
CREATE OR REPLACE FUNCTION number_assignments_are_history() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
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
      AND becomes - '${closing}'::text[] = was - '${closing}'::text[])
     OR (OLD.valid_to IS NOT NULL AND NEW.label IS NULL AND becomes - 'label' = was - 'label'
         AND EXISTS (SELECT FROM users u WHERE u.id = NEW.user_id AND u.erased_at IS NOT NULL))
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, MESSAGE = 'an interval is only ever closed';
END $$`;

const HISTORY = historyTrigger('{valid_to,closed_by,continued}');

// The owner's one change of closed rows: what they say stays, the two columns are new.
const FILL_CONTINUITY = `
ALTER TABLE number_assignments DISABLE TRIGGER tr_number_assignments_history;
UPDATE number_assignments a SET continues = f.continues, continued = f.continued
  FROM (SELECT a.id,
               EXISTS (SELECT FROM number_assignments b
                        WHERE b.phone_number_id = a.phone_number_id AND b.holder_id = a.holder_id
                          AND b.organization_id = a.organization_id AND b.held_since = a.held_since
                          AND b.valid_to = a.valid_from) AS continues,
               a.valid_to IS NOT NULL AND EXISTS (
                 SELECT FROM number_assignments b
                  WHERE b.phone_number_id = a.phone_number_id AND b.holder_id = a.holder_id
                    AND b.organization_id = a.organization_id AND b.location_id IS NOT DISTINCT FROM a.location_id
                    AND b.valid_from <= a.valid_to
                    AND (b.valid_to IS NULL OR b.valid_to > a.valid_to)) AS continued
          FROM number_assignments a) f
 WHERE f.id = a.id AND (f.continues OR f.continued);
ALTER TABLE number_assignments ENABLE TRIGGER tr_number_assignments_history`;

// Whether somebody receives the number's calls. Kept by the database itself, so that no writer can forget it; the number
// is locked by whoever opens or closes a row of it. A number is written only where its answer changes.
const HELD_NUMBERS = `
ALTER TABLE phone_numbers ADD COLUMN is_held boolean NOT NULL DEFAULT false;
UPDATE phone_numbers p SET is_held = true WHERE EXISTS (
  SELECT FROM number_assignments a WHERE a.phone_number_id = p.id AND a.valid_to IS NULL AND a.receives_calls);
CREATE FUNCTION mark_opened_numbers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE phone_numbers p SET is_held = true
   WHERE p.id IN (SELECT phone_number_id FROM opened WHERE receives_calls AND valid_to IS NULL) AND NOT p.is_held;
  RETURN NULL;
END $$;
CREATE FUNCTION mark_closed_numbers() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE phone_numbers p SET is_held = false
   WHERE p.id IN (SELECT phone_number_id FROM closed WHERE receives_calls AND valid_to IS NOT NULL) AND p.is_held
     AND NOT EXISTS (SELECT FROM number_assignments a
                      WHERE a.phone_number_id = p.id AND a.valid_to IS NULL AND a.receives_calls);
  RETURN NULL;
END $$;
CREATE TRIGGER tr_number_assignments_opened AFTER INSERT ON number_assignments
  REFERENCING NEW TABLE AS opened FOR EACH STATEMENT EXECUTE FUNCTION mark_opened_numbers();
CREATE TRIGGER tr_number_assignments_closed AFTER UPDATE ON number_assignments
  REFERENCING NEW TABLE AS closed FOR EACH STATEMENT EXECUTE FUNCTION mark_closed_numbers()`;

// max(changes.id) is no revision: ids are drawn before they are seen, so that a lower one may appear after a higher one.
// This is counted as the transaction commits, one by one for each organization, so that whoever sees a revision sees all
// that came before it. Two organizations of one change are counted in the order of their ids, so that nobody deadlocks.
const REVISIONS = `
CREATE TABLE organization_revisions (
  organization_id uuid CONSTRAINT pk_organization_revisions PRIMARY KEY
                  CONSTRAINT fk_organization_revisions_organization REFERENCES organizations (id),
  revision        bigint NOT NULL,
  counted_by      xid8 NOT NULL,
  epoch           uuid NOT NULL DEFAULT gen_random_uuid()  -- a restored record counts anew, and says so
) WITH (fillfactor = 50);
INSERT INTO organization_revisions SELECT id, 0, pg_current_xact_id() FROM organizations;
CREATE FUNCTION next_organization_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO organization_revisions AS r (organization_id, revision, counted_by)
  SELECT DISTINCT o.id, 1, pg_current_xact_id()
    FROM unnest(ARRAY[NEW.organization_id, NEW.other_organization_id]) AS o (id) WHERE o.id IS NOT NULL ORDER BY o.id
  ON CONFLICT (organization_id) DO UPDATE SET revision = r.revision + 1, counted_by = excluded.counted_by
   WHERE r.counted_by <> excluded.counted_by;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER tr_changes_revision AFTER INSERT ON changes DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION next_organization_revision()`;

// A history is read in the very order of its index, so that a page never sorts all of it. Who has a number now is asked by
// an expression that no other index knows, because the planner takes one of all intervals of a number for as good.
const INDEXES = `
DROP INDEX ix_number_assignments_organization_at, ix_number_assignments_number;
CREATE INDEX ix_number_assignments_number ON number_assignments (phone_number_id, valid_from DESC, id DESC);
CREATE INDEX ix_number_assignments_current ON number_assignments (holder_id, held_since, list_position, id)
  WHERE valid_to IS NULL;
CREATE INDEX ix_number_assignments_current_number ON number_assignments (
  (CASE WHEN valid_to IS NULL THEN phone_number_id END)) WHERE valid_to IS NULL;
CREATE INDEX ix_number_assignments_ended ON number_assignments (phone_number_id, organization_id, valid_to)
  WHERE valid_to IS NOT NULL AND NOT continued;
CREATE INDEX ix_number_assignments_outbound ON number_assignments (phone_number_id, valid_to) WHERE NOT receives_calls;
CREATE INDEX ix_number_assignments_closed_at ON number_assignments
  USING gist (organization_id, tstzrange(CASE WHEN continues THEN valid_from ELSE held_since END, valid_to))
  WHERE valid_to IS NOT NULL AND provider IS NOT NULL;
CREATE INDEX ix_phone_numbers_free ON phone_numbers (organization_id, e164) WHERE NOT is_held AND state = 'ACTIVE';
CREATE INDEX ix_phone_numbers_free_in_location ON phone_numbers (location_id, e164)
  WHERE NOT is_held AND state = 'ACTIVE' AND location_id IS NOT NULL`;

const GRANTS = `
REVOKE INSERT ON phone_numbers FROM linebook_app;
GRANT INSERT (e164, organization_id, location_id, state) ON phone_numbers TO linebook_app;
GRANT INSERT (continues) ON number_assignments TO linebook_app;
GRANT UPDATE (continued) ON number_assignments TO linebook_app;
GRANT SELECT ON organization_revisions TO linebook_app`;
