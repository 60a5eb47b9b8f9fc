import { CURRENT_NUMBER } from '../record/current-assignments.js';

// May this number go to this holder? Every writer asks here: an import over its temporary tables, a call over its own
// few rows. The rules speak of two relations that the asker provides, as tables or as common table expressions:
// `wanted`, the lines that shall be, met with what the record knows of them, and `replaced`, the current assignments
// that these lines stand in for and that end where they are not among them. All others stay, and count against a line.

export interface Rule {
  code: string;
  reason: string;
  /**
   * A call can break it, too. Of the others a call cannot: it knows its holder and location under their locks, replaces
   * all lines that could contradict, and says nothing of the past. The constraints stand behind them all the same.
   */
  ofCalls?: true;
  /**
   * The rows of `wanted` that it refuses: a query of "row" and "earlier". That is the first row which it contradicts, 0 if
   * there is none before it, and null where the row does not hold whatever the others say.
   */
  rows: string;
  /** Beside those: which current assignment `a` contradicts a row, if it stays; `number` is that of `a`. */
  against?: (number: string) => string;
}

/** Rows that do not hold by themselves, or against the record. */
export const alone = (from: string): string => `SELECT w."row", NULL::bigint AS earlier FROM ${from}`;

/** Rows that contradict each other: all of a window of more than one. */
export const twice = (window: string, where: string): string => `
  SELECT "row", CASE WHEN "row" > first THEN first ELSE 0 END AS earlier
    FROM (SELECT "row", count(*) OVER w AS rows, min("row") OVER w AS first
            FROM wanted WHERE ${where} WINDOW w AS (PARTITION BY ${window})) x WHERE rows > 1`;

/** Rows that contradict each other: all of a window that says two values. */
export const differing = (window: string, value: string, where: string): string => `
  SELECT "row", CASE WHEN value <> said THEN first ELSE 0 END AS earlier
    FROM (SELECT "row", value, min(value) OVER w AS least, max(value) OVER w AS most,
                 first_value(value) OVER o AS said, min("row") OVER w AS first
            FROM (SELECT *, ${value} AS value FROM wanted WHERE ${value} IS NOT NULL AND ${where}) v
          WINDOW w AS (PARTITION BY ${window}), o AS (PARTITION BY ${window} ORDER BY "row")) x WHERE least <> most`;

/** In the order in which they count: a row is reported for the first one that it breaks. */
export const RULES: readonly Rule[] = [
  {
    code: 'another_organization',
    reason: 'the file names another organization than --organization',
    rows: alone(`wanted w JOIN (SELECT DISTINCT organization_key FROM wanted WHERE kind = 'organization') o
                   ON o.organization_key <> w.organization_key`),
  },
  {
    code: 'holder_of_another_organization',
    reason: 'the holder belongs to another organization',
    rows: alone(
      'wanted w WHERE holder_organization_id IS NOT NULL AND holder_organization_id IS DISTINCT FROM organization_id',
    ),
  },
  {
    code: 'location_of_another_organization',
    reason: 'the location belongs to another organization',
    rows: alone(
      'wanted w WHERE location_organization_id IS NOT NULL AND location_organization_id IS DISTINCT FROM organization_id',
    ),
  },
  {
    code: 'location_of_another_organization',
    reason: 'the file gives the location to two organizations',
    rows: differing('location_id', 'organization_key::text', 'location_id IS NOT NULL'),
  },
  {
    code: 'holder_erased',
    reason: 'the person has been erased',
    rows: alone('wanted w WHERE erased_at IS NOT NULL'),
  },
  {
    code: 'holder_twice',
    reason: 'the holder stands in two answers, and each would be the whole truth about it',
    rows: differing('kind, holder_key', 'answer', 'holder_key IS NOT NULL'),
  },
  {
    code: 'two_locations',
    reason: 'the workspace or person would be in two locations',
    rows: differing('kind, holder_key', 'location_id::text', `kind IN ('user', 'workspace')`),
    against: () => 'a.holder_id = w.holder_id AND a.location_id <> w.location_id',
  },
  {
    code: 'two_routing_prefixes',
    reason: 'the file gives the location two routing prefixes',
    rows: differing('location_id', 'routing_prefix', 'routing_prefix IS NOT NULL'),
  },
  {
    code: 'routing_prefix_in_use',
    reason: 'another location of the organization has the routing prefix',
    rows: `${differing('organization_key, routing_prefix', 'location_id::text', 'routing_prefix IS NOT NULL')} UNION ALL ${alone(
      `wanted w JOIN locations l ON l.organization_id = w.organization_id AND l.routing_prefix = w.routing_prefix
         AND l.removed_at IS NULL AND l.id <> w.location_id`,
    )}`,
  },
  {
    code: 'number_of_another_organization',
    ofCalls: true,
    reason: 'the number belongs to another organization',
    rows: `${alone(
      'wanted w WHERE number_organization_id IS NOT NULL AND number_organization_id IS DISTINCT FROM organization_id',
    )} UNION ALL ${differing('e164', 'organization_key::text', 'e164 IS NOT NULL')}`,
  },
  {
    code: 'number_twice',
    reason: 'the holder has the number twice',
    rows: twice('kind, holder_key, provider, e164', 'e164 IS NOT NULL AND holder_key IS NOT NULL'),
    against: (number) =>
      `${number} = w.phone_number_id AND a.holder_id = w.holder_id AND a.provider IS NOT DISTINCT FROM w.provider`,
  },
  {
    code: 'second_inbound_holder',
    ofCalls: true,
    reason: 'the number already receives its calls for somebody',
    rows: twice('e164', 'e164 IS NOT NULL AND receives_calls'),
    against: (number) => `${number} = w.phone_number_id AND a.receives_calls AND w.receives_calls`,
  },
  {
    code: 'main_number',
    ofCalls: true,
    reason: 'the number is the main number of another location',
    rows: alone(`wanted w JOIN locations l ON l.id = w.number_location_id
                WHERE l.main_phone_number_id = w.phone_number_id AND l.id <> w.location_id`),
  },
  {
    code: 'second_default',
    reason: 'the user has two default numbers of this provider',
    rows: twice('holder_key, provider', 'is_default'),
    against: () => 'a.user_id = w.holder_id AND a.provider = w.provider AND a.is_default AND w.is_default',
  },
  {
    code: 'second_primary',
    reason: 'the workspace or person has two primary lines',
    rows: twice('kind, holder_key', `line = 'primary'`),
    against: () => `a.holder_id = w.holder_id AND a.line = 'primary' AND w.line = 'primary'`,
  },
  {
    code: 'extension_in_use',
    ofCalls: true,
    reason: 'the location has the extension on another line',
    rows: twice('location_id, extension', 'extension IS NOT NULL'),
    against: () => 'a.location_id = w.location_id AND a.extension = w.extension AND a.extension IS NOT NULL',
  },
  {
    code: 'bad_held_since',
    reason: 'held_since is in the future',
    rows: alone('wanted w WHERE held_since > clock_timestamp()'),
  },
  {
    code: 'held_since_before_release',
    reason: 'the number was released after held_since',
    // An edit closes too, but its holder keeps the number: they have a row from the same instant on.
    rows: `${alone(
      `wanted w JOIN number_assignments a ON a.phone_number_id = w.phone_number_id
        WHERE w.held_since IS NOT NULL AND a.valid_to > w.held_since AND NOT EXISTS (
          SELECT FROM number_assignments n WHERE n.phone_number_id = a.phone_number_id
             AND n.holder_id = a.holder_id AND n.valid_from = a.valid_to)`,
    )} UNION ALL ${alone(
      // One who has it until now has it no more, or else the row is refused already.
      `wanted w JOIN replaced r ON r.phone_number_id = w.phone_number_id
        WHERE w.held_since IS NOT NULL AND r.receives_calls AND r.holder_id <> w.holder_id AND NOT EXISTS (
          SELECT FROM wanted n WHERE n.phone_number_id = r.phone_number_id AND n.holder_id = r.holder_id)`,
    )}`,
  },
];

// Rows that are contradicted by an assignment that stays: of an import, by all that stay at once.
const againstAll = (contradiction: string): string =>
  alone(`wanted w JOIN number_assignments a ON ${contradiction}
    WHERE a.valid_to IS NULL AND NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)`);

// Of a call, row by row by an index (OFFSET 0), whatever the planner thinks of the size of the table.
const againstEach = (contradiction: string): string =>
  alone(`wanted w JOIN LATERAL (SELECT a.id FROM number_assignments a
                                 WHERE a.valid_to IS NULL AND ${contradiction} OFFSET 0) a
    ON NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)`);

const rowsThatBreak = ({ rows, against }: Rule, of: 'import' | 'call'): string => {
  if (!against) return rows;
  return `${rows} UNION ALL ${of === 'import' ? againstAll(against('a.phone_number_id')) : againstEach(against(CURRENT_NUMBER))}`;
};

/** The rows of `wanted` that break one of the rules, with its number among them: "row", "rule" and "earlier". */
export const broken = (rules: readonly Rule[], of: 'import' | 'call'): string =>
  rules
    .map((rule, i) => `SELECT "row", ${i} AS rule, earlier FROM (${rowsThatBreak(rule, of)}) r${i}`)
    .join(' UNION ALL ');

/** Those that a call is asked for, in the same order. */
export const RULES_OF_CALLS = RULES.filter(({ ofCalls }) => ofCalls);
