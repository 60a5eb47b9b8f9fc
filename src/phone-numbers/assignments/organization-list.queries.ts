import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { streamedStatement } from '../../database/large-reads.js';
import { preparedStatement, readPrepared, runPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { IS_AHEAD, ORGANIZATION_LINES_AT } from './lines-at.queries.js';
import { VERSION } from './organization-version.js';

/** An organization whose users' lines are to be listed. */
export interface ListedOrganization {
  /** Internal, for the log only. */
  id: string;
  uuid: string;
  objectId: string;
  /** Another one whenever the list may be another one; never shown as it is. */
  version: string;
}

/** A list as a whole, or only that it is too long for that. */
export interface BriefList {
  /** The lines in JSON, with commas between them; null: there are none. */
  lines: string | null;
  isWhole: boolean;
}

/** Lists of more lines, or of more users, are streamed. */
const MOST_BRIEF = 2_000;

// The members are those of the organizations contract (1.2), in its order. to_json escapes a text as JSON.stringify does
// (test/organizations/listed-text); a member that is null makes its part null, and concat leaves it out.
/** A line `l` as the text of JSON. */
const LINE = `concat('{"userId":"', l."userObjectId", '"', ',"userName":' || to_json(l."userName"),
        ',"userEmail":' || to_json(l."userEmail"), ',"provider":"', l.provider, '","phoneNumber":"', l.number,
        CASE WHEN l."isDefault" THEN '","isDefault":true' ELSE '","isDefault":false' END,
        CASE WHEN l."receivesCalls" THEN ',"isInboundEnabled":true' ELSE ',"isInboundEnabled":false' END,
        ',"label":' || to_json(l.label), '}')`;

// A LATERAL subquery is a loop: user by user in the order of one index, and the user's lines in the order of another. So nothing
// is sorted as a whole. The outermost SELECT needs no ORDER BY for it, which would sort what is in order already.
/** The current lines of those users of an organization, in their order, then as each came to hold them. */
const linesOf = (users: string, organization: string): string => `
    SELECT u.object_id AS "userObjectId", u.full_name AS "userName", u.email AS "userEmail", a.*
      FROM (${users}) u
     CROSS JOIN LATERAL (
           SELECT a.provider, n.e164 AS number, a.is_default AS "isDefault", a.receives_calls AS "receivesCalls", a.label
             FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
            WHERE a.holder_id = u.id AND a.valid_to IS NULL AND a.organization_id = ${organization}
              AND a.provider IS NOT NULL
            ORDER BY a.held_since, a.list_position, a.id) a`;

const currentLines = (organization: string): string =>
  linesOf(
    `SELECT id, object_id, full_name, email FROM users
             WHERE organization_id = ${organization} AND removed_at IS NULL ORDER BY object_id`,
    organization,
  );

const ORGANIZATION = 'o.id, o.uuid, o.object_id AS "objectId"';
const MEANT = 'organizations o LEFT JOIN organization_revisions v ON v.organization_id = o.id';
const IS_MEANT = 'o.uuid = $1::uuid OR o.object_id = $2';
/** Whether few users are in the organization `o`: else nobody begins to sort or count them. */
const HAS_FEW_USERS = `(SELECT count(*) <= ${MOST_BRIEF} FROM (
                        SELECT FROM users WHERE organization_id = o.id LIMIT ${MOST_BRIEF + 1}) c)`;

const LISTED_ORGANIZATION = preparedStatement(
  'listed_organization',
  `SELECT ${ORGANIZATION}, ${VERSION} AS version FROM ${MEANT} WHERE ${IS_MEANT}`,
);

const BRIEF_LIST = preparedStatement(
  'organization_lines_brief',
  `
    SELECT ${ORGANIZATION}, ${VERSION} AS version, s.few AND l.count <= ${MOST_BRIEF} AS "isWhole", l.lines
      FROM ${MEANT}
     CROSS JOIN LATERAL (SELECT ${HAS_FEW_USERS} AS few) s
     CROSS JOIN LATERAL (SELECT count(*) AS count, string_agg(${LINE}, ',') AS lines
                           FROM (${currentLines('o.id')} LIMIT ${MOST_BRIEF + 1}) l WHERE s.few) l
     WHERE ${IS_MEANT}`,
);

// A text per line costs this process five times as much as one for some users: each is a message of its own. Few users, so
// that the texts stay small also where each has many lines.
const USERS_AT_ONCE = 100;
const SOME_USERS = `
             SELECT * FROM (SELECT id, object_id, full_name, email, removed_at FROM users
                             WHERE organization_id = $1::uuid AND object_id >= s.first
                             ORDER BY object_id LIMIT ${USERS_AT_ONCE}) u WHERE removed_at IS NULL`;

/** The current lines of the organization $1: a text for those of some users, with commas between them. */
export const ALL_LINES = streamedStatement(
  'organization_lines',
  `
    SELECT l.lines
      FROM (SELECT object_id AS first
              FROM (SELECT object_id, row_number() OVER (ORDER BY object_id) AS place
                      FROM users WHERE organization_id = $1::uuid) p
             WHERE place % ${USERS_AT_ONCE} = 1) s
     CROSS JOIN LATERAL (SELECT string_agg(${LINE}, ',') AS lines FROM (${linesOf(SOME_USERS, '$1::uuid')}) l) l
     WHERE l.lines IS NOT NULL`,
);

const LISTED_ORGANIZATION_AT = preparedStatement(
  'listed_organization_at',
  `
    SELECT t."isAhead", ${ORGANIZATION}, ${HAS_FEW_USERS} AS "hasFewUsers"
      FROM (SELECT ${IS_AHEAD} AS "isAhead") t LEFT JOIN organizations o ON ${IS_MEANT}`,
);

const BRIEF_LIST_AT = preparedStatement(
  'organization_lines_at_brief',
  `
    SELECT count(*) <= ${MOST_BRIEF} AS "isWhole", string_agg(${LINE}, ',') AS lines
      FROM (${ORGANIZATION_LINES_AT} LIMIT ${MOST_BRIEF + 1}) l`,
);

/** A text for each line at the instant $3 of the organization that is meant by $1 and $2. */
export const ALL_LINES_AT = streamedStatement(
  'organization_lines_at',
  `SELECT ${LINE} AS line FROM (${ORGANIZATION_LINES_AT}) l`,
);

/** No organization, no row. */
export async function listedOrganization(
  dataSource: DataSource,
  { uuid, objectId }: OrganizationId,
): Promise<ListedOrganization | undefined> {
  return (await readPrepared<ListedOrganization>(dataSource, LISTED_ORGANIZATION, [uuid, objectId]))[0];
}

/** The same on a connection that the caller holds, of the instant of the caller's transaction. */
export async function listedOrganizationOn(
  client: ClientBase,
  { uuid, objectId }: OrganizationId,
): Promise<ListedOrganization | undefined> {
  return (await runPrepared<ListedOrganization>(client, LISTED_ORGANIZATION, [uuid, objectId]))[0];
}

export async function briefList(
  dataSource: DataSource,
  { uuid, objectId }: OrganizationId,
): Promise<(ListedOrganization & BriefList) | undefined> {
  return (await readPrepared<ListedOrganization & BriefList>(dataSource, BRIEF_LIST, [uuid, objectId]))[0];
}

/** Of an instant; the ids are null where there is no such organization. */
export interface ListedOrganizationAt {
  id: string | null;
  uuid: string;
  objectId: string;
  /** The instant is further ahead of the database's clock than clients' clocks may be. */
  isAhead: boolean;
  hasFewUsers: boolean;
}

export async function listedOrganizationAt(dataSource: DataSource, { uuid, objectId }: OrganizationId, at: Date) {
  const rows = await readPrepared<ListedOrganizationAt>(dataSource, LISTED_ORGANIZATION_AT, [uuid, objectId, at]);
  return rows[0]!;
}

export async function briefListAt(dataSource: DataSource, { uuid, objectId }: OrganizationId, at: Date) {
  return (await readPrepared<BriefList>(dataSource, BRIEF_LIST_AT, [uuid, objectId, at]))[0]!;
}
