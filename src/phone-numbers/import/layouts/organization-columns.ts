import { objectIdFrom } from '../../../ids/object-id.js';
import { organizationIdFrom } from '../../../ids/organization-id.js';
import type { CsvRow } from '../csv-row.js';
import type { StatedOrganization } from '../staged-row.js';

/**
 * The organization of a row: `organization_id` in any spelling or, beside an `organization_object_id`, as a UUID.
 * In a row without one it is the organization that the operator names. Throws Refusal `bad_organization_id`.
 */
export function organizationOf(row: CsvRow): StatedOrganization {
  const given = row.value('organization_id', organizationIdFrom, 'bad_organization_id', 'an organization id');
  const id = given ?? row.organization;
  if (!id) throw row.refusal('organization_id', 'bad_organization_id', 'organization_id is missing');
  const objectId = row.value('organization_object_id', objectIdFrom, 'bad_organization_id', '24 hex digits');
  if (objectId === undefined) return id;
  if (id.uuid !== undefined) return { uuid: id.uuid, objectId };
  const reason = 'organization_id is no UUID, as it must be beside organization_object_id';
  throw row.refusal('organization_id', 'bad_organization_id', reason);
}
