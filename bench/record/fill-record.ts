import { Client } from 'pg';
import { withoutIndexes } from './without-indexes.js';
import { PARTNERS_CUSTOMERS, planOf, type RecordName, type RecordPlan } from './record-plan.js';

// Fills a migrated, empty database by statements over whole tables: as the owner, without triggers, and without the
// indexes and foreign keys, which are made again from their own definitions when all rows are there.

// Who holds what: until half a year ago somebody else, or the same user with another label (one in ten: an edit).
const FIRST_OPENED = `interval '730 days'`;
const SECOND_OPENED = `interval '180 days'`;
const EDITED_ONE_IN = 10;

const uuid = (what: string, number: string): string => `md5('${what} ' || (${number}))::uuid`;
const objectId = (what: string, number: string): string => `left(md5('${what} object ' || (${number})), 24)`;
const PROVIDER = `(ARRAY['twilio', 'sinch', 'textgrid'])[l / o.users % 3 + 1]`;
/** The time of day differs from line to line. */
const at = (ago: string): string => `b.base - ${ago} + l % 1000 * interval '1 minute'`;
const IS_EDITED = `l % ${EDITED_ONE_IN} = 0`;
const LINES = `plan o CROSS JOIN base b CROSS JOIN LATERAL generate_series(0, o.lines - 1) l`;
const WORKSPACE_LINES = `plan o CROSS JOIN base b CROSS JOIN LATERAL generate_series(0, 2 * o.workspaces - 1) l`;
const NUMBER_OF_WORKSPACE = `o.first_number + o.lines + l + 1`;
const WORKSPACE = `o.first_workspace + l / 2`;
// The two numbers whose histories are compared have no other one.
const HAS_HISTORY_OF_ITS_OWN = `o.name IN ('longHistory', 'shortHistory') AND l = 0`;

const PLAN = `
  CREATE TEMPORARY TABLE plan AS
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS x (index integer, name text, first_user integer, users integer,
    first_number integer, lines integer, first_workspace integer, workspaces integer, free integer)`;

const STATEMENTS = [
  `CREATE TEMPORARY TABLE base AS SELECT date_trunc('milliseconds', now()) AS base, (SELECT count(*) FROM plan) AS organizations`,
  `INSERT INTO organizations (id, uuid, object_id, name)
   SELECT ${uuid('organization', 'index')}, ${uuid('organization uuid', 'index')}, ${objectId('organization', 'index')},
          'Organization ' || index FROM plan`,
  `INSERT INTO changes (id, at, action, subject, organization_id, tracking_id) OVERRIDING SYSTEM VALUE
   SELECT index + 1, base - ${FIRST_OPENED}, 'import', 'cli:bench', ${uuid('organization', 'index')}, 'bench-first'
     FROM plan, base
   UNION ALL
   SELECT organizations + index + 1, base - ${SECOND_OPENED}, 'import', 'cli:bench', ${uuid('organization', 'index')}, 'bench-second'
     FROM plan, base`,
  `INSERT INTO locations (organization_id, id, name, country, routing_prefix)
   SELECT ${uuid('organization', 'index')}, ${uuid('location', 'index')}, 'Main office', 'DE', '12' FROM plan`,
  `INSERT INTO users (organization_id, id, uuid, object_id, full_name, email)
   SELECT ${uuid('organization', 'o.index')}, ${uuid('user', 'u')}, ${uuid('user uuid', 'u')}, ${objectId('user', 'u')},
          'User Number ' || u, 'user.' || u || '@organization-' || o.index || '.example'
     FROM plan o CROSS JOIN LATERAL generate_series(o.first_user, o.first_user + o.users - 1) u`,
  `INSERT INTO workspaces (organization_id, id, location_id, name, calling_licence)
   SELECT ${uuid('organization', 'o.index')}, ${uuid('workspace', 'w')}, ${uuid('location', 'o.index')},
          'Workspace ' || w, 'professional'
     FROM plan o CROSS JOIN LATERAL generate_series(o.first_workspace, o.first_workspace + o.workspaces - 1) w`,
];

const PARTNERSHIPS = `
  INSERT INTO partnerships (customer_id, partner_id, granted_at, granted_by)
  SELECT ${uuid('organization', 'index')}, ${uuid('organization', 'organizations - 1')}, base - ${FIRST_OPENED}, index + 1
    FROM plan, base WHERE index < least($1, organizations - 1)`;

const NUMBERS = `
  INSERT INTO phone_numbers (id, e164, organization_id, location_id, is_held) OVERRIDING SYSTEM VALUE
  SELECT n + 1, '+49' || 3000000000 + n, ${uuid('organization', 'o.index')}, ${uuid('location', 'o.index')},
         n < o.first_number + o.lines + 2 * o.workspaces
    FROM plan o
    CROSS JOIN LATERAL generate_series(o.first_number, o.first_number + o.lines + 2 * o.workspaces + o.free - 1) n`;

const COLUMNS = `organization_id, user_id, workspace_id, phone_number_id, location_id, extension, line, provider,
  is_default, label, held_since, valid_from, valid_to, opened_by, closed_by, continues, continued`;

const CLOSED_LINES = `
  INSERT INTO number_assignments (${COLUMNS})
  SELECT ${uuid('organization', 'o.index')},
         ${uuid('user', `o.first_user + (l + CASE WHEN ${IS_EDITED} THEN 0 ELSE 1 END) % o.users`)}, NULL::uuid,
         o.first_number + l + 1, NULL::uuid, NULL, NULL, ${PROVIDER}, l < 3 * o.users, 'Before', ${at(FIRST_OPENED)},
         ${at(FIRST_OPENED)}, ${at(SECOND_OPENED)}, o.index + 1, b.organizations + o.index + 1, false,
         ${IS_EDITED} OR o.users = 1
    FROM ${LINES} WHERE NOT coalesce(${HAS_HISTORY_OF_ITS_OWN}, false)`;

const CLOSED_WORKSPACE_LINES = `
  INSERT INTO number_assignments (${COLUMNS})
  SELECT ${uuid('organization', 'o.index')}, NULL::uuid, ${uuid('workspace', WORKSPACE)}, ${NUMBER_OF_WORKSPACE},
         ${uuid('location', 'o.index')}, (2000 + l)::text, CASE l % 2 WHEN 0 THEN 'primary' ELSE 'alternate' END, NULL,
         NULL::boolean, NULL, ${at(FIRST_OPENED)}, ${at(FIRST_OPENED)}, ${at(SECOND_OPENED)}, o.index + 1,
         b.organizations + o.index + 1, false, true
    FROM ${WORKSPACE_LINES} ORDER BY o.index, l LIMIT greatest(0, $1 - (SELECT count(*) FROM number_assignments))`;

// Of three intervals the first user holds two, an edit between them, and the second user the third. A gap before the first.
const LONG_HISTORY = [
  `CREATE TEMPORARY TABLE intervals AS
   SELECT o.index, o.first_user, o.first_number, i, b.base - ${FIRST_OPENED} + i * interval '1 hour' AS opened,
          b.base - ${FIRST_OPENED} + (i + 1) * interval '1 hour' - CASE i % 3 WHEN 2 THEN interval '1 minute' ELSE interval '0' END AS closed,
          2 * b.organizations + i + 1 AS change
     FROM plan o CROSS JOIN base b CROSS JOIN LATERAL generate_series(0, $1::integer - 2) i WHERE o.name = 'longHistory'`,
  `INSERT INTO changes (id, at, action, subject, organization_id, tracking_id) OVERRIDING SYSTEM VALUE
   SELECT change, opened, 'number.assign', 'bench', ${uuid('organization', 'index')}, 'bench-' || i FROM intervals`,
  `INSERT INTO number_assignments (${COLUMNS})
   SELECT ${uuid('organization', 'index')}, ${uuid('user', 'first_user + CASE i % 3 WHEN 2 THEN 1 ELSE 0 END')}, NULL::uuid,
          first_number + 1, NULL::uuid, NULL, NULL, 'twilio', true, CASE i % 3 WHEN 1 THEN 'Edited' END,
          CASE i % 3 WHEN 1 THEN opened - interval '1 hour' ELSE opened END, opened, closed, change,
          CASE i WHEN max(i) OVER () THEN (SELECT organizations + index + 1 FROM base) ELSE change + 1 END,
          i % 3 = 1, i % 3 = 0
     FROM intervals`,
];

const CURRENT_LINES = `
  INSERT INTO number_assignments (${COLUMNS})
  SELECT ${uuid('organization', 'o.index')}, ${uuid('user', 'o.first_user + l % o.users')}, NULL::uuid, o.first_number + l + 1,
         NULL::uuid, NULL, NULL, ${PROVIDER}, l < 3 * o.users, CASE l % 4 WHEN 0 THEN 'Desk ' || l END,
         CASE WHEN c.same_holding THEN ${at(FIRST_OPENED)} ELSE ${at(SECOND_OPENED)} END, ${at(SECOND_OPENED)},
         NULL::timestamptz, b.organizations + o.index + 1, NULL::bigint, c.same_holding, false
    FROM ${LINES}
    CROSS JOIN LATERAL (SELECT (${IS_EDITED} OR o.users = 1) AND NOT coalesce(${HAS_HISTORY_OF_ITS_OWN}, false) AS same_holding) c`;

const CURRENT_WORKSPACE_LINES = `
  INSERT INTO number_assignments (${COLUMNS})
  SELECT ${uuid('organization', 'o.index')}, NULL::uuid, ${uuid('workspace', WORKSPACE)}, ${NUMBER_OF_WORKSPACE},
         ${uuid('location', 'o.index')}, (1000 + l)::text, CASE l % 2 WHEN 0 THEN 'primary' ELSE 'alternate' END, NULL,
         NULL::boolean, NULL, CASE WHEN p.id IS NULL THEN ${at(SECOND_OPENED)} ELSE p.held_since END, ${at(SECOND_OPENED)},
         NULL::timestamptz, b.organizations + o.index + 1, NULL::bigint, p.id IS NOT NULL, false
    FROM ${WORKSPACE_LINES}
    LEFT JOIN number_assignments p ON p.workspace_id IS NOT NULL AND p.phone_number_id = ${NUMBER_OF_WORKSPACE}`;

// As the trigger on changes would have counted them.
const REVISIONS = `
  INSERT INTO organization_revisions SELECT id, 1, pg_current_xact_id() FROM organizations ON CONFLICT DO NOTHING`;

const SEQUENCES = `
  SELECT setval(pg_get_serial_sequence('phone_numbers', 'id'), (SELECT max(id) FROM phone_numbers)),
         setval(pg_get_serial_sequence('changes', 'id'), (SELECT max(id) FROM changes))`;

/** Fills the database of this connection string, which is the owner's. */
export async function fillRecord(ownerUrl: string, name: RecordName): Promise<void> {
  const plan = planOf(name);
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`SET session_replication_role = replica`);
    await owner.query(
      `SET maintenance_work_mem = '1GB'; SET work_mem = '512MB'; SET max_parallel_maintenance_workers = 2`,
    );
    await withoutIndexes(owner, () => insertRows(owner, plan));
    await owner.query('VACUUM (ANALYZE)');
    await owner.query('CHECKPOINT');
  } finally {
    await owner.end();
  }
}

async function insertRows(owner: Client, { organizations, closedRows, intervals }: RecordPlan): Promise<void> {
  const rows = organizations.map(({ firstUser, firstNumber, firstWorkspace, ...rest }) => ({
    ...rest,
    ...{ first_user: firstUser, first_number: firstNumber, first_workspace: firstWorkspace },
  }));
  await owner.query(PLAN, [JSON.stringify(rows)]);
  for (const statement of STATEMENTS) await owner.query(statement);
  await owner.query(PARTNERSHIPS, [PARTNERS_CUSTOMERS]);
  await owner.query(NUMBERS);
  await owner.query(CLOSED_LINES);
  if (intervals > 0) {
    const [first, ...others] = LONG_HISTORY;
    await owner.query(first!, [intervals]);
    for (const statement of others) await owner.query(statement);
  }
  await owner.query(CLOSED_WORKSPACE_LINES, [closedRows]);
  await owner.query(CURRENT_LINES);
  await owner.query(CURRENT_WORKSPACE_LINES);
  await owner.query(REVISIONS);
  await owner.query(SEQUENCES);
}
