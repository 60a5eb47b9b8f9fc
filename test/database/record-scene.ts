import type { Statement } from './refusals.js';

type Row = Record<string, unknown>;

// A small record in which each case changes one thing. Ids are fixed, so that a case can name what it means.

const id = (place: number): string => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`;
const january = (day: number): string => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;

export const NOBODY = id(999);
export const ACME = id(1);
export const GLOBEX = id(2);
/** Locations of Acme; only the first has a routing prefix. */
export const HQ = id(11);
export const ANNEX = id(12);
/** A location of Globex. */
export const OFFICE = id(21);
/** Users of Acme: Sam holds lines, Kim's only line is closed, and so are those of Gone, whom an erasure took. */
export const SAM = id(101);
export const KIM = id(102);
export const GONE = id(103);
/** A user of Globex. */
export const LEE = id(201);
/** Workspaces of Acme at HQ (with a line), at HQ (with a closed line) and in the annex; one of Globex. */
export const LOBBY = id(111);
export const DESK = id(112);
export const DEN = id(121);
export const ROOM = id(211);

export const OPENED = 1001;
export const CLOSED = 1002;
/** Numbers of Acme in no location: held by Sam, once held by Kim, once held by Gone. */
export const SAMS = 1101;
export const KIMS_ONCE = 1102;
export const FREE = 1103;
/** Numbers of Acme in a location: the main number of HQ, the lobby's, once the desk's, one of the annex. */
export const MAIN = 1111;
export const LOBBYS = 1112;
export const HQ_FREE = 1113;
export const ANNEX_FREE = 1121;
/** A number of Globex, and one in nobody's inventory. */
export const FOREIGN = 1201;
export const OWNERLESS = 1301;
/** Assignments: Sam's open provider line and calling line, the lobby's open line; closed ones of Kim, Gone and the desk. */
export const SAMS_LINE = 1401;
export const SAMS_EXTENSION = 1402;
export const LOBBYS_LINE = 1403;
export const KIMS_CLOSED_LINE = 1404;
export const GONES_CLOSED_LINE = 1405;
export const DESKS_CLOSED_LINE = 1406;
/** Acme lets Globex act; Globex let Acme, once. */
export const PARTNERSHIP = 1501;
export const REVOKED_PARTNERSHIP = 1502;
export const ALIAS = 1601;
export const REMOVED_ALIAS = 1602;
/** Of an answer that was given. */
export const LICENCE = id(301);
export const SPARE_LICENCE = id(302);
export const FOREIGN_LICENCE = id(311);
export const SAMS_LICENCE = 1601;

export const SCOPE = Buffer.alloc(32, 1);

/** An INSERT; `id` may be given even where the database makes it. */
export function row(table: string, columns: Row): Statement {
  const names = Object.keys(columns);
  const places = names.map((_, i) => `$${i + 1}`);
  return {
    sql: `INSERT INTO ${table} (${names.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${places.join(', ')})`,
    parameters: Object.values(columns),
  };
}

/** An UPDATE of the row with this id. */
export function edit(table: string, rowId: string | number, columns: Row): Statement {
  const sets = Object.keys(columns).map((name, i) => `${name} = $${i + 2}`);
  return {
    sql: `UPDATE ${table} SET ${sets.join(', ')} WHERE id = $1`,
    parameters: [rowId, ...Object.values(columns)],
  };
}

export const organization = (columns: Row): Statement =>
  row('organizations', { id: id(3), uuid: id(33), object_id: objectId(3), ...columns });

export const location = (columns: Row): Statement =>
  row('locations', { id: id(13), organization_id: ACME, ...columns });

export const user = (columns: Row): Statement =>
  row('users', { id: id(104), organization_id: ACME, uuid: id(144), object_id: objectId(104), ...columns });

export const workspace = (columns: Row): Statement =>
  row('workspaces', { id: id(113), organization_id: ACME, location_id: HQ, ...columns });

export const licence = (columns: Row): Statement =>
  row('licences', { id: id(303), organization_id: ACME, name: 'Basic', total_units: 1, ...columns });

export const userLicence = (columns: Row): Statement =>
  row('user_licences', { organization_id: ACME, user_id: KIM, licence_id: LICENCE, ...columns });

export const phoneNumber = (columns: Row): Statement =>
  row('phone_numbers', { e164: '+12025550199', organization_id: ACME, ...columns });

export const change = (columns: Row): Statement =>
  row('changes', {
    at: january(1),
    action: 'test',
    subject: 'test',
    organization_id: ACME,
    tracking_id: 'test',
    ...columns,
  });

/** Of a third organization, which no change has counted. */
export const revision = (columns: Row): Statement =>
  row('organization_revisions', { organization_id: id(3), revision: 1, counted_by: '1', ...columns });

/** A second one, unless it says otherwise. */
export const pageCursorKey = (columns: Row): Statement =>
  row('page_cursor_keys', { is_only: false, key: Buffer.alloc(32), ...columns });

export const partnership = (columns: Row): Statement =>
  row('partnerships', {
    customer_id: GLOBEX,
    partner_id: ACME,
    granted_at: january(1),
    granted_by: OPENED,
    ...columns,
  });

/** What an issuer calls Acme. */
export const alias = (columns: Row): Statement =>
  row('organization_aliases', {
    organization_id: ACME,
    issuer: 'https://id.example',
    external_id: 'org_other',
    added_at: january(1),
    added_by: OPENED,
    ...columns,
  });

export const answer = (columns: Row): Statement =>
  row('idempotent_answers', {
    scope: Buffer.alloc(32, 2),
    fingerprint: Buffer.alloc(32, 3),
    status: 200,
    body: '{}',
    at: january(1),
    ...columns,
  });

/** Kim's open line at sinch, on a number that is free. `days` says from when to when, in January. */
export const providerLine = (columns: Row, days?: [number, number?]): Statement =>
  assignment({ user_id: KIM, phone_number_id: FREE, provider: 'sinch', is_default: false, ...columns }, days);

/** An open line of the desk at HQ, with an extension that is free. */
export const callingLine = (columns: Row, days?: [number, number?]): Statement =>
  assignment({ workspace_id: DESK, location_id: HQ, extension: '900', line: 'primary', ...columns }, days);

function assignment(columns: Row, [from, to]: [number, number?] = [20]): Statement {
  const end = to === undefined ? {} : { valid_to: january(to), closed_by: CLOSED };
  const times = { held_since: january(from), valid_from: january(from), ...end };
  return row('number_assignments', { organization_id: ACME, opened_by: OPENED, ...times, ...columns });
}

export function objectId(place: number): string {
  return String(place).padStart(24, '0');
}

/** All rows of the scene, in an order in which they can be inserted. */
export const SCENE: Statement[] = [
  organization({ id: ACME, uuid: ACME, object_id: objectId(1) }),
  organization({ id: GLOBEX, uuid: GLOBEX, object_id: objectId(2) }),
  change({ id: OPENED }),
  change({ id: CLOSED }),
  location({ id: HQ, routing_prefix: '8000', country: 'US' }),
  location({ id: ANNEX }),
  location({ id: OFFICE, organization_id: GLOBEX }),
  user({ id: SAM, uuid: SAM, object_id: objectId(101), full_name: 'Sam Patel', location_id: HQ }),
  user({ id: KIM, uuid: KIM, object_id: objectId(102) }),
  user({ id: GONE, uuid: GONE, object_id: objectId(103), removed_at: january(9), erased_at: january(9) }),
  user({ id: LEE, uuid: LEE, object_id: objectId(201), organization_id: GLOBEX }),
  ...[LOBBY, DESK].map((key) => workspace({ id: key })),
  licence({ id: LICENCE, name: 'Professional' }),
  licence({ id: SPARE_LICENCE, name: 'Workspaces' }),
  licence({ id: FOREIGN_LICENCE, name: 'Professional', organization_id: GLOBEX }),
  userLicence({ id: SAMS_LICENCE, user_id: SAM }),
  workspace({ id: DEN, location_id: ANNEX }),
  workspace({ id: ROOM, organization_id: GLOBEX, location_id: OFFICE }),
  ...[SAMS, KIMS_ONCE, FREE].map((key) => phoneNumber({ id: key, e164: `+1202555${key}` })),
  ...[MAIN, LOBBYS, HQ_FREE].map((key) => phoneNumber({ id: key, e164: `+1202555${key}`, location_id: HQ })),
  phoneNumber({ id: ANNEX_FREE, e164: `+1202555${ANNEX_FREE}`, location_id: ANNEX }),
  phoneNumber({ id: FOREIGN, e164: `+1202555${FOREIGN}`, organization_id: GLOBEX }),
  phoneNumber({ id: OWNERLESS, e164: `+1202555${OWNERLESS}`, organization_id: null }),
  edit('locations', HQ, { main_phone_number_id: MAIN }),
  providerLine(
    { id: SAMS_LINE, user_id: SAM, phone_number_id: SAMS, provider: 'twilio', is_default: true, label: 'Desk' },
    [10],
  ),
  callingLine({ id: SAMS_EXTENSION, workspace_id: null, user_id: SAM, extension: '200' }, [10]),
  callingLine({ id: LOBBYS_LINE, workspace_id: LOBBY, phone_number_id: LOBBYS, extension: '100' }, [10]),
  providerLine({ id: KIMS_CLOSED_LINE, phone_number_id: KIMS_ONCE, label: 'Mobile' }, [2, 6]),
  providerLine({ id: GONES_CLOSED_LINE, user_id: GONE, phone_number_id: FREE, label: 'Private' }, [2, 6]),
  callingLine({ id: DESKS_CLOSED_LINE, phone_number_id: HQ_FREE, extension: '300' }, [2, 6]),
  partnership({ id: PARTNERSHIP, customer_id: ACME, partner_id: GLOBEX }),
  partnership({ id: REVOKED_PARTNERSHIP, revoked_at: january(9), revoked_by: CLOSED }),
  alias({ id: ALIAS, external_id: 'org_acme' }),
  alias({ id: REMOVED_ALIAS, removed_at: january(9), removed_by: CLOSED }),
  answer({ scope: SCOPE }),
];
