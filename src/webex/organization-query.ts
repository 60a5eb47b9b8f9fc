import { Injectable, type PipeTransform } from '@nestjs/common';
import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';
import { ID_FORM } from '../ids/webex-id.js';
import { InvalidParameter } from '../http/invalid-parameter.js';

// One of the vendor's clients spells it with an underscore (workspaces contract, 1.1).
const SPELLINGS = ['orgId', 'org_id'];
// `orgId[]=…` names an organization, too: read as absent, it would be answered for another one than was asked for.
const BRACKETED = /^org_?id\[/i;

/**
 * The organization that a query asks for, under either name; undefined if it names none.
 * Throws InvalidParameter if it is empty, repeated, no id, or if the two names differ.
 */
export function organizationFromQuery(query: Record<string, unknown>): OrganizationId | undefined {
  if (Object.keys(query).some((name) => BRACKETED.test(name))) throw new InvalidParameter('orgId', 'one value');
  const [first, second] = SPELLINGS.map((name) => query[name])
    .filter((value) => value !== undefined)
    .map(idFrom);
  if (first && second && !isSame(first, second)) throw new InvalidParameter('orgId', 'the same value as in org_id');
  return first;
}

function idFrom(value: unknown): OrganizationId {
  if (typeof value !== 'string') throw new InvalidParameter('orgId', 'one value');
  const id = organizationIdFrom(value);
  if (!id) throw new InvalidParameter('orgId', 'the id of an organization');
  return id;
}

const isSame = (a: OrganizationId, b: OrganizationId): boolean => a.uuid === b.uuid && a.objectId === b.objectId;

/**
 * The organization of a request that may name it in its body as well, where it is an id. Throws InvalidParameter if the
 * two differ.
 */
export function sameOrganization(
  target: OrganizationId | undefined,
  sent: string | null | undefined,
): OrganizationId | undefined {
  const inBody = sent == null ? undefined : organizationIdFrom(sent);
  if (target && inBody && !isSame(target, inBody)) throw new InvalidParameter('orgId', 'the same value as in the body');
  return target ?? inBody;
}

/** `@Query(OrganizationQueryPipe)`: the organization that the request asks for. */
@Injectable()
export class OrganizationQueryPipe implements PipeTransform<Record<string, unknown>, OrganizationId | undefined> {
  transform(query: Record<string, unknown>): OrganizationId | undefined {
    return organizationFromQuery(query);
  }
}

/** The parameter, for the document. */
export const ORG_ID = {
  name: 'orgId',
  schema: { type: 'string', ...ID_FORM },
  required: false,
  description:
    "Id of the organization that is meant, where that is not the caller's own: one that has made theirs its partner. " +
    '`org_id` is read as well.',
} as const;
