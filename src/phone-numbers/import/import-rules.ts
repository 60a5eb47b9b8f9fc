import { alone, differing, RULES, type Rule } from '../assignments/rules.js';

// What an import asks beside the rules of lines (assignments/rules.ts), of the same relations: of the ids of its
// organizations, and of the rows of an inventory, which have a number and no holder.

const keyRules = (kind: string, ambiguous: string, taken: string): Rule[] => [
  { code: 'ambiguous_key', reason: ambiguous, rows: alone(`wanted w WHERE key_fault = 'ambiguous ${kind}'`) },
  { code: 'key_taken', reason: taken, rows: alone(`wanted w WHERE key_fault = 'taken ${kind}'`) },
];

/** In the order in which they count. */
export const IMPORT_RULES: readonly Rule[] = [
  ...keyRules(
    'location',
    'two locations have this name; say which one with location_id',
    'the location that was made from this name has another name now; name it by that, or by location_id',
  ),
  ...keyRules(
    'user',
    'two people have this e-mail; say which one with user_id',
    'the person who was made from this e-mail has another e-mail or organization now; name them by that, or by user_id',
  ),
  ...keyRules(
    'workspace',
    'two workspaces of the location have this name; say which one with workspace_id',
    'the workspace that was made from this name has another name or location now; name it by that, or by workspace_id',
  ),
  {
    code: 'organization_ids_differ',
    reason: 'the record does not know these ids as those of one organization; see `linebook organizations link`',
    rows: alone('wanted w WHERE w.is_torn'),
  },
  {
    code: 'organization_ids_differ',
    reason: 'the files give the organization another id beside this one',
    rows: `${differing('organization_key', 'stated_object_id', 'true')} UNION ALL
      ${differing('stated_object_id', 'organization_key::text', 'stated_object_id IS NOT NULL')}`,
  },
  ...RULES,
  {
    code: 'location_missing',
    reason: 'neither the files nor the record say where the person is, so they can have no line of their own',
    rows: alone(`wanted w WHERE kind = 'user' AND line IS NOT NULL AND location_id IS NULL`),
  },
  {
    code: 'alternate_without_number',
    reason: 'the person has a primary line, and an extension without number can be no other one',
    rows: alone(`wanted w WHERE kind = 'user' AND line = 'alternate' AND e164 IS NULL`),
  },
  {
    code: 'two_locations',
    reason: 'the number would be in two locations',
    rows: `${differing('e164', 'location_id::text', 'e164 IS NOT NULL')} UNION ALL ${alone(
      `wanted w JOIN number_assignments a ON a.phone_number_id = w.phone_number_id AND a.location_id <> w.location_id
        WHERE w.kind = 'number' AND a.valid_to IS NULL AND NOT EXISTS (SELECT FROM replaced r WHERE r.id = a.id)`,
    )}`,
  },
  {
    code: 'second_main_number',
    reason: 'the location would have two main numbers',
    rows: differing('location_id', 'e164', 'is_main_number'),
  },
  {
    code: 'main_number',
    reason: 'the number is said to be a main number, and to be none',
    rows: differing('e164', 'is_main_number::int', "kind = 'number'"),
  },
];

const isLineOf = (
  row: string,
): string => `${row}.holder_id = a.holder_id AND ${row}.provider IS NOT DISTINCT FROM a.provider
  AND coalesce('n' || ${row}.phone_number_id, 'x' || ${row}.extension) = coalesce('n' || a.phone_number_id, 'x' || a.extension)`;

// Rows that are contradicted by a line of the record which another row, wherever it stands, leaves as it is: without
// that row the line would stay all the same.
const againstKept = (contradiction: string, kept: string): string =>
  alone(`wanted w JOIN number_assignments a ON ${contradiction} JOIN wanted k ON ${isLineOf('k')} AND ${kept}
    WHERE a.valid_to IS NULL AND (${isLineOf('w')}) IS NOT TRUE`);

const AGAINST_KEPT: Record<string, string | undefined> = {
  second_inbound_holder: againstKept(
    'a.phone_number_id = w.phone_number_id AND a.receives_calls AND w.receives_calls',
    'k.receives_calls',
  ),
  second_default: againstKept(
    'a.user_id = w.holder_id AND a.provider = w.provider AND a.is_default AND w.is_default',
    'k.is_default',
  ),
  second_primary: againstKept(
    `a.holder_id = w.holder_id AND a.line = 'primary' AND w.line = 'primary'`,
    `k.line = 'primary'`,
  ),
  extension_in_use: againstKept(
    'a.location_id = w.location_id AND a.extension = w.extension',
    'k.location_id = a.location_id AND k.extension = a.extension',
  ),
};

/** The same where the first row in the files' order wins: it does not over what the record has, and keeps. */
export const PARTIAL_RULES: readonly Rule[] = IMPORT_RULES.map(({ rows, ...rule }) => {
  const kept = AGAINST_KEPT[rule.code];
  return { ...rule, rows: kept ? `${rows} UNION ALL ${kept}` : rows };
});
