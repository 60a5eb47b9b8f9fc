/** Predicates without which every request is answered the same: another one says it, too, or the schema does. */
export const EQUIVALENT: {
  /** Below src. */
  file: string;
  text: string;
  /** Which one of those that read the same, from 0; absent: all. */
  nth?: number;
  reason: string;
}[] = [
  {
    file: 'phone-numbers/assignments/assignments.queries.ts',
    text: 'n.organization_id = a.organization_id',
    reason: 'the number is found by its key, and fk_number_assignments_number_tenant says whose it is; for the index',
  },
  {
    file: 'phone-numbers/assignments/assignments.queries.ts',
    text: 'a.organization_id = w.organization_id',
    reason: 'the holder is found by its key, and its lines are of its organization; for the index',
  },
  {
    file: 'phone-numbers/assignments/assignments.queries.ts',
    text: 'v.organization_id = r.id',
    reason: 'only the entity tag is made of it (test/workspaces/entity-tag)',
  },
  {
    file: 'phone-numbers/assignments/carry-out.ts',
    text: 'p.organization_id = a.organization_id',
    reason: 'no call moves a holder to another organization (test/operators)',
  },
  {
    file: 'phone-numbers/assignments/carry-out.ts',
    text: 'p.location_id IS NOT DISTINCT FROM a.location_id',
    reason: 'no call moves a line to another location (test/operators)',
  },
  {
    file: 'phone-numbers/assignments/carry-out.ts',
    text: 'o.location_id IS NOT DISTINCT FROM a.location_id',
    reason: 'no call moves a line to another location (test/operators)',
  },
  {
    file: 'phone-numbers/assignments/lines-at.queries.ts',
    text: 'a.organization_id = o.id',
    nth: 0,
    reason: 'of a user of the organization, whose current lines are of it',
  },
  {
    file: 'phone-numbers/assignments/lines-at.queries.ts',
    text: 'u.organization_id = o.id',
    nth: 1,
    reason: 'the line beside it is of the organization; for the index',
  },
  {
    file: 'phone-numbers/assignments/organization-list.queries.ts',
    text: 'organization_id = ${organization}',
    reason: 'the line beside it is of the organization; for the index',
  },
  {
    file: 'phone-numbers/assignments/organization-list.queries.ts',
    text: 'a.organization_id = ${organization}',
    reason: 'of a user of the organization, whose current lines are of it',
  },
  {
    file: 'phone-numbers/assignments/organization-list.queries.ts',
    text: 'v.organization_id = o.id',
    reason: 'only the entity tag is made of it (test/organizations/entity-tag)',
  },
  {
    file: 'phone-numbers/assignments/organization-list.queries.ts',
    text: 'organization_id = o.id',
    reason: 'only decides how the list is read',
  },
  {
    file: 'phone-numbers/assignments/person-lines.queries.ts',
    text: 'a.organization_id = u.organization_id',
    reason: 'of a user of the organization, whose current lines are of it; for the index',
  },
  {
    file: 'phone-numbers/assignments/rules.ts',
    text: 'holder_organization_id IS NOT NULL AND holder_organization_id IS DISTINCT FROM organization_id',
    reason: 'only an import is asked (test/cli)',
  },
  {
    file: 'phone-numbers/assignments/rules.ts',
    text: 'location_organization_id IS NOT NULL AND location_organization_id IS DISTINCT FROM organization_id',
    reason: 'only an import is asked (test/cli)',
  },
  {
    file: 'phone-numbers/assignments/rules.ts',
    text: 'l.organization_id = w.organization_id',
    reason: 'only an import is asked (test/cli)',
  },
  {
    file: 'phone-numbers/assignments/rules.ts',
    text: 'number_organization_id IS NOT NULL AND number_organization_id IS DISTINCT FROM organization_id',
    reason: 'fk_number_assignments_number_tenant stands behind it and is answered the same',
  },
  {
    file: 'phone-numbers/assignments/reached-workspace.ts',
    text: 'l.organization_id = w.organization_id',
    reason: 'the location is found by its key, and fk_workspaces_location says whose it is; for the index',
  },
  {
    file: 'phone-numbers/inventory/next-number.queries.ts',
    text: 'n.location_id = $3::uuid',
    reason: 'what is given away is told by test/directory/next-number, which fails without it',
  },
  {
    file: 'phone-numbers/inventory/next-number.queries.ts',
    text: 'n.organization_id = $1::uuid',
    reason: 'what is given away is told by test/directory/next-number, which fails without it',
  },
  {
    file: 'phone-numbers/lookup/lookup.queries.ts',
    text: 'l.organization_id = $6::uuid',
    reason: "the location of a holder that the caller has reached, in the holder's organization",
  },
  {
    file: 'phone-numbers/lookup/lookup.queries.ts',
    text: "${readsLocation('l.id')}",
    reason: 'the location of a holder that the caller has reached',
  },
  {
    file: 'phone-numbers/lookup/lookup.queries.ts',
    text: "${readsOrganization('$6::uuid')}",
    reason: 'the organization that the caller has written to',
  },
  {
    file: 'phone-numbers/people/people.queries.ts',
    text: 'l.organization_id = p.organization_id',
    reason: 'the location is found by its key, and fk_users_location says whose it is; for the index',
  },
  {
    file: 'phone-numbers/people/people.queries.ts',
    text: 'n.organization_id = a.organization_id',
    reason: 'the number is found by its key, and fk_number_assignments_number_tenant says whose it is; for the index',
  },
  {
    file: 'phone-numbers/people/people.queries.ts',
    text: 'a.organization_id = p.organization_id',
    reason: 'of a person of the organization, whose current lines are of it; for the index',
  },
];
