// May this number go to this holder? Every writer asks here: an import over its temporary tables, a call over its own
// few rows. The rules speak of two relations that the asker provides, as tables or as common table expressions:
// `wanted`, the lines that shall be, met with what the record knows of them, and `replaced`, the current assignments
// that these lines stand in for and that end where they are not among them. All others stay, and count against a line.

export interface Rule {
  code: string;
  reason: string;
  /** The rows of `wanted` that it refuses: a query whose first column is "row". */
  rows: string;
}

// Rows of the file that contradict each other, by a window over them.
const among = (window: string, contradiction: string, where = 'true'): string =>
  `SELECT "row" FROM (SELECT "row", ${contradiction.replaceAll('OVER w', `OVER (PARTITION BY ${window})`)} AS refused
     FROM wanted WHERE ${where}) x WHERE refused`;

// Rows that are contradicted by an assignment that stays.
const against = (contradiction: string): string =>
  `SELECT w."row" FROM wanted w JOIN number_assignments a ON ${contradiction}
    WHERE a.valid_to IS NULL AND NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)`;

/** In the order in which they count: a row is reported for the first one that it breaks. */
export const RULES: readonly Rule[] = [
  {
    code: 'another_organization',
    reason: 'the file names another organization than --organization',
    rows: `SELECT w."row" FROM wanted w, wanted o WHERE o.kind = 'organization' AND o.organization_key <> w.organization_key`,
  },
  {
    code: 'holder_of_another_organization',
    reason: 'the holder belongs to another organization',
    rows: 'SELECT "row" FROM wanted WHERE holder_organization_id IS NOT NULL AND holder_organization_id IS DISTINCT FROM organization_id',
  },
  {
    code: 'location_of_another_organization',
    reason: 'the location belongs to another organization',
    rows: 'SELECT "row" FROM wanted WHERE location_organization_id IS NOT NULL AND location_organization_id IS DISTINCT FROM organization_id',
  },
  {
    code: 'location_of_another_organization',
    reason: 'the file gives the location to two organizations',
    rows: among(
      'location_id',
      'min(organization_key::text) OVER w <> max(organization_key::text) OVER w',
      'location_id IS NOT NULL',
    ),
  },
  {
    code: 'holder_erased',
    reason: 'the person has been erased',
    rows: 'SELECT "row" FROM wanted WHERE erased_at IS NOT NULL',
  },
  {
    code: 'holder_twice',
    reason: 'the holder stands in two answers, and each would be the whole truth about it',
    rows: among('kind, holder_key', 'min(answer) OVER w <> max(answer) OVER w', 'holder_key IS NOT NULL'),
  },
  {
    code: 'two_locations',
    reason: 'the workspace would be in two locations',
    rows: `${among(
      'holder_key',
      'min(location_id::text) OVER w <> max(location_id::text) OVER w',
      `kind = 'workspace'`,
    )} UNION ALL ${against('a.workspace_id = w.holder_id AND a.location_id <> w.location_id')}`,
  },
  {
    code: 'two_routing_prefixes',
    reason: 'the file gives the location two routing prefixes',
    rows: among(
      'location_id',
      'min(routing_prefix) OVER w <> max(routing_prefix) OVER w',
      'routing_prefix IS NOT NULL',
    ),
  },
  {
    code: 'routing_prefix_in_use',
    reason: 'another location of the organization has the routing prefix',
    rows: `${among(
      'organization_key, routing_prefix',
      'min(location_id::text) OVER w <> max(location_id::text) OVER w',
      'routing_prefix IS NOT NULL',
    )} UNION ALL
      SELECT w."row" FROM wanted w JOIN locations l ON l.organization_id = w.organization_id
         AND l.routing_prefix = w.routing_prefix AND l.removed_at IS NULL AND l.id <> w.location_id`,
  },
  {
    code: 'number_of_another_organization',
    reason: 'the number belongs to another organization',
    rows: `SELECT "row" FROM wanted
            WHERE number_organization_id IS NOT NULL AND number_organization_id IS DISTINCT FROM organization_id
            UNION ALL ${among(
              'e164',
              'min(organization_key::text) OVER w <> max(organization_key::text) OVER w',
              'e164 IS NOT NULL',
            )}`,
  },
  {
    code: 'number_twice',
    reason: 'the holder has the number twice',
    rows: `${among('kind, holder_key, provider, e164', 'count(*) OVER w > 1', 'e164 IS NOT NULL')} UNION ALL ${against(
      'a.phone_number_id = w.phone_number_id AND a.holder_id = w.holder_id AND a.provider IS NOT DISTINCT FROM w.provider',
    )}`,
  },
  {
    code: 'second_inbound_holder',
    reason: 'the number already receives its calls for somebody',
    rows: `${among('e164', 'count(*) OVER w > 1', 'e164 IS NOT NULL AND receives_calls')} UNION ALL ${against(
      'a.phone_number_id = w.phone_number_id AND a.receives_calls AND w.receives_calls',
    )}`,
  },
  {
    code: 'main_number',
    reason: 'the number is the main number of another location',
    rows: `SELECT w."row" FROM wanted w JOIN locations l ON l.id = w.number_location_id
            WHERE l.main_phone_number_id = w.phone_number_id AND l.id <> w.location_id`,
  },
  {
    code: 'second_default',
    reason: 'the user has two default numbers of this provider',
    rows: `${among('holder_key, provider', 'count(*) OVER w > 1', 'is_default')} UNION ALL ${against(
      'a.user_id = w.holder_id AND a.provider = w.provider AND a.is_default AND w.is_default',
    )}`,
  },
  {
    code: 'second_primary',
    reason: 'the workspace has two primary lines',
    rows: `${among('kind, holder_key', 'count(*) OVER w > 1', `line = 'primary'`)} UNION ALL ${against(
      `a.holder_id = w.holder_id AND a.line = 'primary' AND w.line = 'primary'`,
    )}`,
  },
  {
    code: 'extension_in_use',
    reason: 'the location has the extension on another line',
    rows: `${among('location_id, extension', 'count(*) OVER w > 1', 'extension IS NOT NULL')} UNION ALL ${against(
      'a.location_id = w.location_id AND a.extension = w.extension',
    )}`,
  },
  {
    code: 'bad_held_since',
    reason: 'held_since is in the future',
    rows: 'SELECT "row" FROM wanted WHERE held_since > clock_timestamp()',
  },
  {
    code: 'held_since_before_release',
    reason: 'the number was released after held_since',
    // An edit closes too, but its holder keeps the number: he has a row from the same instant on.
    rows: `SELECT w."row" FROM wanted w JOIN number_assignments a ON a.phone_number_id = w.phone_number_id
            WHERE w.held_since IS NOT NULL AND a.valid_to > w.held_since AND NOT EXISTS (
              SELECT FROM number_assignments n WHERE n.phone_number_id = a.phone_number_id
                 AND n.holder_id = a.holder_id AND n.valid_from = a.valid_to)`,
  },
];

/** The rows of `wanted` that break a rule, with the number of the rule in RULES: "row" and "rule". */
export const BROKEN_RULES = RULES.map(({ rows }, i) => `SELECT "row", ${i} AS rule FROM (${rows}) r${i}`).join(
  ' UNION ALL ',
);
