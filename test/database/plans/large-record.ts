import { objectIdOfUuid } from '../../../src/ids/derived-id.js';
import { createDatabase, type RecordDatabase } from '../../record-database.js';

/** Of the organization of five: two by whom the long number was held in turn, and three more. */
const USERS = [1, 2, 3, 4, 5];

// The tables that grow with the record, in seconds: the rows are right by themselves, so that neither keys nor triggers
// (`replica`) look at them, and most indexes are built last.
const FILL = `
SET session_replication_role = replica;
CREATE TEMPORARY TABLE built_later AS
SELECT c.conname AS name, i.indrelid::regclass::text AS "table",
       CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
            ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
       END AS definition, i.indexrelid::regclass::text AS index
  FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'x'
 WHERE i.indrelid IN ('number_assignments'::regclass, 'phone_numbers'::regclass)
   AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'x')
 ORDER BY i.indexrelid;
DO $$ DECLARE b record; BEGIN
  FOR b IN SELECT * FROM built_later LOOP
    IF b.name IS NULL THEN EXECUTE 'DROP INDEX ' || b.index;
    ELSE EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', b.table, b.name); END IF;
  END LOOP;
END $$;
CREATE FUNCTION id_of(text) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5($1)::uuid $$;
INSERT INTO organizations (id, uuid, object_id, name)
SELECT id_of('organization ' || o), id_of('uuid ' || o), left(md5('organization ' || o), 24), 'Org ' || o
  FROM generate_series(1, 5000) o;
INSERT INTO organization_revisions SELECT id, 0, pg_current_xact_id() FROM organizations ON CONFLICT DO NOTHING;
INSERT INTO changes (at, action, subject, organization_id, tracking_id)
SELECT '2024-01-01'::timestamptz + i * interval '1 minute', 'test', 'test', id_of('organization ' || i % 5000 + 1), 'test'
  FROM generate_series(1, 20000) i;
INSERT INTO partnerships (customer_id, partner_id, granted_at, granted_by)
SELECT id_of('organization ' || o), id_of('organization ' || (o + p * 37) % 5000 + 1), now(), 1
  FROM generate_series(1, 5000) o, generate_series(1, 2) p;
INSERT INTO organization_aliases (organization_id, issuer, external_id, added_at, added_by)
SELECT id_of('organization ' || o), 'https://names.example', 'org_' || a || '_' || o, now(), 1
  FROM generate_series(1, 5000) o, generate_series(1, 4) a;
INSERT INTO locations (organization_id, id, name, country, routing_prefix)
SELECT id_of('organization ' || o), id_of('location ' || o || ' ' || l), 'Office', 'US', l::text
  FROM generate_series(1, 5000) o, generate_series(1, 2) l;
INSERT INTO users (organization_id, id, uuid, object_id, full_name, email, location_id)
SELECT id_of('organization ' || o), id_of('user ' || o || ' ' || u), id_of('uuid of ' || o || ' ' || u),
       left(md5('user ' || o || ' ' || u), 24), 'Sam Patel', format('sam.%s.%s@acme.example', o, u), id_of('location ' || o || ' 1')
  FROM generate_series(1, 5000) o, generate_series(1, 4) u;
INSERT INTO workspaces (organization_id, id, location_id, name)
SELECT id_of('organization ' || o), id_of('workspace ' || o || ' ' || w), id_of('location ' || o || ' 2'), 'Lobby'
  FROM generate_series(1, 5000) o, generate_series(1, 2) w;
-- of each 20 numbers 8 are with users, 2 with workspaces, 10 free
INSERT INTO phone_numbers (e164, organization_id, location_id, is_held)
SELECT '+1303' || (o * 100 + n), id_of('organization ' || o),
       CASE WHEN n > 8 THEN id_of('location ' || o || ' 2') END, n <= 10
  FROM generate_series(1, 5000) o, generate_series(1, 20) n;
CREATE TEMPORARY TABLE lines AS
SELECT p.id AS number, o, n FROM generate_series(1, 5000) o, generate_series(1, 10) n, phone_numbers p
 WHERE p.e164 = '+1303' || (o * 100 + n);
-- closed rows first, by another holder
INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from,
                                valid_to, opened_by, closed_by)
SELECT id_of('organization ' || o), id_of('user ' || o || ' ' || (n + 1) % 4 + 1), number, 'twilio', false, began, began,
       began + interval '1 year', n, n + 1
  FROM lines, LATERAL (SELECT '2023-01-01'::timestamptz + n * interval '1 day' AS began) b WHERE n <= 3;
INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from,
                                opened_by)
SELECT id_of('organization ' || o), id_of('user ' || o || ' ' || n % 4 + 1), number, 'twilio', n <= 4, began, began, n
  FROM lines, LATERAL (SELECT '2025-01-01'::timestamptz + n * interval '1 hour' AS began) b WHERE n <= 8;
INSERT INTO number_assignments (organization_id, workspace_id, location_id, phone_number_id, line, held_since, valid_from,
                                opened_by)
SELECT id_of('organization ' || o), id_of('workspace ' || o || ' ' || n - 8), id_of('location ' || o || ' 2'), number,
       'primary', began, began, n
  FROM lines, LATERAL (SELECT '2025-01-01'::timestamptz AS began) b WHERE n > 8;
INSERT INTO idempotent_answers (scope, fingerprint, status, body, at)
SELECT sha256(i::text::bytea), sha256(i::text::bytea), 200, '{}', now() - interval '1 hour' FROM generate_series(1, 20000) i;

-- the organization of five: users with a line each, a location with workspaces, free numbers and one that was always busy
INSERT INTO organizations (id, uuid, object_id, name, number_rest_days, may_add_numbers)
VALUES (id_of('five'), '__FIVE__', '__FIVE_OBJECT__', 'Five', 1, 'own_countries'),
       (id_of('partner'), '__PARTNER__', '__PARTNER_OBJECT__', 'Partner', 0, 'none');
INSERT INTO organization_revisions SELECT id, 0, pg_current_xact_id() FROM organizations ON CONFLICT DO NOTHING;
INSERT INTO changes (at, action, subject, organization_id, tracking_id) VALUES ('2024-01-01', 'test', 'test', id_of('five'), 'test');
INSERT INTO partnerships (customer_id, partner_id, granted_at, granted_by) VALUES (id_of('five'), id_of('partner'), now(), 1);
INSERT INTO organization_aliases (organization_id, issuer, external_id, added_at, added_by)
VALUES (id_of('five'), 'https://names.example', 'org_five', now(), 1);
INSERT INTO locations (organization_id, id, name, country, routing_prefix)
VALUES (id_of('five'), id_of('location'), 'Office', 'US', '8');
INSERT INTO users (organization_id, id, uuid, object_id, full_name, email, location_id)
SELECT id_of('five'), id_of('user ' || u), id_of('uuid of ' || u), left(md5('user ' || u), 24), 'Sam Patel',
       'sam.patel@acme.example', id_of('location') FROM generate_series(1, 5) u;
INSERT INTO workspaces (organization_id, id, location_id, name)
SELECT id_of('five'), id_of('workspace ' || w), id_of('location'), 'Lobby' FROM generate_series(1, 3) w;
INSERT INTO phone_numbers (e164, organization_id, location_id, is_held)
SELECT '+1214555' || 1000 + n, id_of('five'), CASE WHEN n > 5 THEN id_of('location') END, n <= 8
  FROM generate_series(0, 199) n;
INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from,
                                opened_by)
SELECT id_of('five'), id_of('user ' || n), p.id, 'twilio', true, '2025-01-01', '2025-01-01', 20001
  FROM generate_series(1, 5) n JOIN phone_numbers p ON p.e164 = '+1214555' || 1000 + n;
INSERT INTO number_assignments (organization_id, workspace_id, location_id, phone_number_id, extension, line, held_since,
                                valid_from, opened_by)
SELECT id_of('five'), id_of('workspace ' || n), id_of('location'), p.id, 100 + n, 'primary', '2025-01-01', '2025-01-01', 20001
  FROM generate_series(1, 3) n JOIN phone_numbers p ON p.e164 = '+1214555' || 1005 + n;
INSERT INTO number_assignments (organization_id, user_id, location_id, extension, line, held_since, valid_from, opened_by)
SELECT id_of('five'), id_of('user ' || n), id_of('location'), 200 + n, 'primary', '2025-01-01', '2025-01-01', 20001
  FROM generate_series(3, 5) n;
INSERT INTO licences (organization_id, id, name, total_units)
VALUES (id_of('five'), id_of('licence'), 'Webex Calling - Professional', 1000),
       (id_of('five'), id_of('licence Workspaces'), 'Webex Calling - Workspaces', 1000);
INSERT INTO user_licences (organization_id, user_id, licence_id)
SELECT id_of('five'), id_of('user ' || n), id_of('licence') FROM generate_series(3, 5) n;
-- 5,000 intervals, three to a holding, the last one of them current
INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from,
                                valid_to, opened_by, closed_by, continues, continued)
SELECT id_of('five'), id_of('user ' || (i / 3) % 2 + 1), p.id, 'sinch', true, since + i / 3 * interval '3 hours',
       since + i * interval '1 hour', CASE WHEN i < 4999 THEN since + (i + 1) * interval '1 hour' END, 20001,
       CASE WHEN i < 4999 THEN 20001 END, i % 3 > 0, i % 3 < 2 AND i < 4999
  FROM generate_series(0, 4999) i, phone_numbers p, (SELECT '2025-02-01'::timestamptz AS since) s
 WHERE p.e164 = '+12145551000';
-- an organization of 2,100 users with a line each and as many locations, whose lists are not brief
INSERT INTO organizations (id, uuid, object_id, name) VALUES (id_of('many'), '__MANY__', '__MANY_OBJECT__', 'Many');
INSERT INTO organization_revisions SELECT id, 0, pg_current_xact_id() FROM organizations ON CONFLICT DO NOTHING;
INSERT INTO users (organization_id, id, uuid, object_id, full_name, email)
SELECT id_of('many'), id_of('one of many ' || u), id_of('uuid of one of many ' || u), left(md5('one of many ' || u), 24),
       'Sam Patel', format('sam.%s@many.example', u) FROM generate_series(1, 2100) u;
INSERT INTO phone_numbers (e164, organization_id, is_held)
SELECT '+1216555' || 1000 + n, id_of('many'), true FROM generate_series(1, 2100) n;
INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from,
                                opened_by)
SELECT id_of('many'), id_of('one of many ' || n), p.id, 'twilio', true, '2025-01-01', '2025-01-01', 1
  FROM generate_series(1, 2100) n JOIN phone_numbers p ON p.e164 = '+1216555' || 1000 + n;
INSERT INTO locations (organization_id, id, name, country)
SELECT id_of('many'), id_of('location of many ' || l), 'Office ' || l, 'US' FROM generate_series(1, 2100) l;
DROP FUNCTION id_of;
DO $$ DECLARE b record; BEGIN
  FOR b IN SELECT * FROM built_later LOOP EXECUTE b.definition; END LOOP;
END $$;
RESET session_replication_role`;

const FIVE = '0b0f6d0a-51a4-4a59-8f0e-1f2c3d4e5f60';
const MANY = '2d2f6d0a-51a4-4a59-8f0e-1f2c3d4e5f62';
const PARTNER = '1c1f6d0a-51a4-4a59-8f0e-1f2c3d4e5f61';

/** What of the record the requests name. */
export interface LargeRecord {
  /** UUIDs of the organization of five and of its partner. */
  five: string;
  partner: string;
  /** Of an organization of 2,100 users and as many locations. */
  many: string;
  /** Of the organization of five: object ids, and UUIDs. */
  users: string[];
  location: string;
  workspaces: string[];
  /** Professional, and for workspaces. */
  licences: string[];
  /** UUIDs of the users who have a line in the location. */
  people: string[];
  /** Of an organization of 20 numbers among 5,000. */
  stranger: string;
}

/** 100,000 numbers of 5,000 organizations, one of five numbers, and a number of 5,000 intervals; without statistics. */
export async function largeRecord(): Promise<RecordDatabase & { known: LargeRecord }> {
  const database = await createDatabase();
  const tables = await database.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  for (const { name } of tables) await database.query(`ALTER TABLE ${name} SET (autovacuum_enabled = false)`);
  await database.query(
    FILL.replace('__FIVE__', FIVE)
      .replace('__FIVE_OBJECT__', objectIdOfUuid(FIVE))
      .replace('__MANY__', MANY)
      .replace('__MANY_OBJECT__', objectIdOfUuid(MANY))
      .replace('__PARTNER__', PARTNER)
      .replace('__PARTNER_OBJECT__', objectIdOfUuid(PARTNER)),
  );
  const [known] = await database.query<Omit<LargeRecord, 'five' | 'partner' | 'many' | 'users'>>(
    `SELECT md5('location')::uuid AS location, md5('uuid 7')::uuid AS stranger,
            ARRAY(SELECT md5('workspace ' || w)::uuid::text FROM generate_series(1, 3) w) AS workspaces,
            ARRAY[md5('licence')::uuid::text, md5('licence Workspaces')::uuid::text] AS licences,
            ARRAY(SELECT md5('uuid of ' || u)::uuid::text FROM generate_series(3, 5) u) AS people`,
  );
  const users = await database.query<{ id: string }>(
    `SELECT left(md5('user ' || u), 24) AS id FROM unnest($1::int[]) u`,
    [USERS],
  );
  return Object.assign(database, {
    known: { ...known!, five: FIVE, partner: PARTNER, many: MANY, users: users.map(({ id }) => id) },
  });
}
