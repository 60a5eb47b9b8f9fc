import { byKey } from '../record/by-key.js';
import { hasName } from './entry-parts.js';

/** Rows that entries are made of: of phone_numbers `n`, and of number_assignments `o` without a number. */
interface Rows {
  numbers: string;
  lines: string;
}

const LOCATED = 'n.location_id IS NOT NULL';
const NUMBERLESS = 'o.valid_to IS NULL AND o.phone_number_id IS NULL';

/** Conditions by which an index gives the rows of an organization, or of one location after the other. */
export const SCOPES = {
  organization: {
    from: 'reached r',
    numbers: `n.organization_id = r.id AND ${LOCATED}`,
    lines: `o.organization_id = r.id AND ${NUMBERLESS}`,
  },
  places: {
    from: 'places p',
    numbers: `n.location_id = p.id AND ${LOCATED}`,
    lines: `o.location_id = p.id AND o.extension IS NOT NULL AND ${NUMBERLESS}`,
  },
} satisfies Record<string, Rows & { from: string }>;

export type Scope = keyof typeof SCOPES;

const allOf = ({ from, numbers, lines }: (typeof SCOPES)[Scope]): Rows => ({
  numbers: `(SELECT n.* FROM ${from} CROSS JOIN LATERAL (
                SELECT n.*, NULL::bigint AS of_line FROM phone_numbers n WHERE ${numbers} OFFSET 0) n)`,
  lines: `(SELECT o.* FROM ${from} CROSS JOIN LATERAL (
                SELECT o.* FROM number_assignments o WHERE ${lines} OFFSET 0) o)`,
});

const IN_REACH = (location: string): string => `($7::uuid[] IS NULL OR ${location} = ANY ($7::uuid[]))`;

/** By their lines `x`: a number has this source only if the line is its owner's. */
function found(where: string, of = ''): Rows {
  const lines = `FROM reached r ${of} CROSS JOIN LATERAL (
                SELECT x.* FROM number_assignments x WHERE ${where} AND x.valid_to IS NULL OFFSET 0) x`;
  return {
    numbers: `(SELECT n.*, x.id AS of_line ${lines}
              JOIN ${byKey('phone_numbers', 'x.phone_number_id')} n ON ${LOCATED} AND ${IN_REACH('n.location_id')})`,
    lines: `(SELECT x.* ${lines} WHERE x.phone_number_id IS NULL AND ${IN_REACH('x.location_id')})`,
  };
}

const NAMED_HOLDERS = `CROSS JOIN LATERAL (
                SELECT u.id FROM users u
                 WHERE u.organization_id = r.id AND u.removed_at IS NULL AND coalesce(:ownerKind::text, 'user') = 'user'
                   AND ${hasName('u.full_name, u.first_name, u.last_name')}
                UNION ALL
                SELECT w.id FROM workspaces w
                 WHERE w.organization_id = r.id AND w.removed_at IS NULL
                   AND coalesce(:ownerKind, 'workspace') = 'workspace' AND ${hasName('w.name')} OFFSET 0) h`;

/** By the id that they have on this face. */
const ONE_HOLDER = `CROSS JOIN LATERAL (
                SELECT u.id FROM users u WHERE u.uuid = :ownerUuid::uuid AND u.organization_id = r.id
                UNION ALL
                SELECT w.id FROM workspaces w WHERE w.id = :ownerUuid AND w.organization_id = r.id OFFSET 0) h`;

/** Where all entries are found that a list may have, of which those that it is asked for are sorted. */
export const SOURCES = {
  organization: allOf(SCOPES.organization),
  places: allOf(SCOPES.places),
  owner: found('x.holder_id = h.id', ONE_HOLDER),
  holders: found('x.holder_id = h.id', NAMED_HOLDERS),
  extension: found('x.organization_id = r.id AND x.extension = :extension::text'),
  alternates: found(`x.organization_id = r.id AND x.line = 'alternate'`),
  numbers: {
    numbers: `(SELECT n.* FROM reached r CROSS JOIN LATERAL (
                SELECT n.*, NULL::bigint AS of_line FROM phone_numbers n WHERE n.e164 = ANY (:e164s::text[]) OFFSET 0) n
              WHERE n.organization_id = r.id AND ${LOCATED} AND ${IN_REACH('n.location_id')})`,
    lines: '(SELECT x.* FROM number_assignments x WHERE false)',
  },
} satisfies Record<string, Rows>;

export type Source = keyof typeof SOURCES;
export type CountedSource = Exclude<Source, 'numbers'>;
