import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';
import { uuidFrom } from '../ids/webex-id.js';
import type { ClaimPath } from '../settings/issuers/issuers-file.js';
import { ROLES, type Role } from '../settings/roles.js';
import { Unauthenticated } from './auth.errors.js';
import { claimAt, claimName, isIdentifier, wordsOf, type Claims } from './claims.js';
import type { ExternalOrganization, TokenCaller } from './principal.js';
import { mayCarrySuperadmin, type CallerRules, type TrustedIssuer, type WordRule } from './trust.js';

/** A claim that a token has. */
interface Present {
  path: ClaimPath;
  value: unknown;
}

/** Who calls, from the claims of a token that the gate and the signature check let through. Throws Unauthenticated. */
export function callerFrom(claims: Claims, issuer: TrustedIssuer): TokenCaller {
  const { caller } = issuer;
  const organization = organizationOf(claims, caller.organization);
  return {
    subject: claims.sub as string,
    issuer: claims.iss as string,
    tokenId: claims.jti as string | undefined,
    organization,
    roles: rolesOf(claims, organization, issuer),
    scopes: new Set(wordsIn(claims, caller.scopes)),
    locations: locationsOf(claims, caller.locations),
  };
}

function organizationOf(claims: Claims, rule: CallerRules['organization']): TokenCaller['organization'] {
  if ('always' in rule) return rule.always;
  const [first, ...others] = presentIn(claims, rule.claims);
  if (!first) {
    const names = rule.claims.map(claimName).join(' or ');
    throw new Unauthenticated(`The token names no organization: it has no claim ${names}`, 'organization');
  }
  return rule.is === 'alias' ? externalOrganization(claims, first) : theOneId(first, others);
}

function theOneId(first: Present, others: readonly Present[]): OrganizationId {
  const id = organizationIdIn(first);
  for (const other of others.map(organizationIdIn)) {
    if (other.uuid !== id.uuid || other.objectId !== id.objectId) {
      throw new Unauthenticated('The token names more than one organization', 'organization');
    }
  }
  return id;
}

function organizationIdIn({ path, value }: Present): OrganizationId {
  const id = typeof value === 'string' ? organizationIdFrom(value) : undefined;
  if (!id) throw new Unauthenticated(`The claim ${claimName(path)} is not an organization id`, 'organization');
  return id;
}

/** What the issuer calls it: a text, or a list of one. */
function externalOrganization({ iss }: Claims, { path, value }: Present): ExternalOrganization {
  const [name, ...others] = Array.isArray(value) ? (value as unknown[]) : [value];
  if (others.length) throw new Unauthenticated('The token names more than one organization', 'organization');
  if (!isIdentifier(name))
    throw new Unauthenticated(`The claim ${claimName(path)} does not name an organization`, 'organization');
  return { issuer: iss as string, externalId: name };
}

/** Known roles, compared exactly. SUPERADMIN crosses tenants, so most organizations' tokens cannot carry it. */
function rolesOf(claims: Claims, organization: TokenCaller['organization'], issuer: TrustedIssuer): Set<Role> {
  const rule = issuer.caller.roles;
  const named = new Set<string>(wordsIn(claims, rule));
  if (named.has('SUPERADMIN') && !mayCarrySuperadmin(issuer, organization)) named.delete('SUPERADMIN');
  const roles = ROLES.filter((role) => named.has(role));
  return new Set(roles.length ? roles : rule.default);
}

/** The words of a rule's claims, by the names that we have for them. */
function wordsIn<Word extends string>(claims: Claims, rule: WordRule<Word>): string[] {
  const present = presentIn(claims, rule.claims);
  if (present.length > 1 && rule.several === 'refused')
    throw new Unauthenticated('The token states its roles twice', 'roles');
  const sets = present.map(({ path, value }) =>
    typeof value !== 'string' && rule.onlyText?.includes(path) ? [] : [...new Set(wordsOf(value))],
  );
  const [first = [], ...others] = sets;
  if (rule.several === 'same' && !others.every((other) => isSameSet(first, other))) {
    throw new Unauthenticated(
      `The claims ${present.map(({ path }) => claimName(path)).join(' and ')} differ`,
      'scopes',
    );
  }
  const { names } = rule;
  // Where theirs have names, only these count: a word that is ours by chance was not meant.
  return names ? sets.flat().flatMap((word) => names.get(word) ?? []) : sets.flat();
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const ofA = new Set(a);
  return a.length === b.length && b.every((word) => ofA.has(word));
}

function presentIn(claims: Claims, paths: readonly ClaimPath[]): Present[] {
  return paths.map((path) => ({ path, value: claimAt(claims, path) })).filter(({ value }) => value !== undefined);
}

function locationsOf(claims: Claims, path: ClaimPath): string[] {
  const locations = claimAt(claims, path);
  if (locations === undefined) return [];
  if (!Array.isArray(locations)) throw new Unauthenticated(`The claim ${claimName(path)} is not an array`, 'locations');
  const uuids = locations.map((id) => (typeof id === 'string' ? uuidFrom(id, ['LOCATION']) : undefined));
  if (!uuids.every((uuid) => uuid !== undefined)) {
    throw new Unauthenticated(`The claim ${claimName(path)} has an entry that is not a location id`, 'locations');
  }
  return [...new Set(uuids)];
}
