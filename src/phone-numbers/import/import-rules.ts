import { alone, differing, RULES, type Rule } from '../assignments/rules.js';

// What an import asks beside the rules of lines (assignments/rules.ts), of the same relations: of the ids of its
// organizations, and of the rows of an inventory, which have a number and no holder.

/** In the order in which they count. */
export const IMPORT_RULES: readonly Rule[] = [
  {
    code: 'organization_ids_differ',
    reason: 'the record has these ids as two organizations; `linebook organizations link` makes them one',
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
