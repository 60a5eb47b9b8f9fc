import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';
import { uuidFrom } from '../ids/webex-id.js';
import { Unauthenticated } from './auth.errors.js';
import { ROLES, type Principal, type Role } from './principal.js';
import { mayCarrySuperadmin, type TokenTrust } from './trust.js';

const ORGANIZATION_CLAIMS = ['org_id', 'orgId', 'organizationId'];
const WORDS_WITH_SINGLE_SPACES = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

type Claims = Record<string, unknown>;

/** Who calls, from the claims of a token that the gate and the signature check let through. Throws Unauthenticated. */
export function principalFrom(claims: Claims, trust: TokenTrust): Principal {
  const organization = organizationOf(claims);
  return {
    subject: claims.sub as string,
    issuer: claims.iss as string,
    tokenId: claims.jti as string | undefined,
    organization,
    roles: rolesOf(claims, organization, trust),
    scopes: scopesOf(claims),
    locations: locationsOf(claims),
  };
}

function organizationOf(claims: Claims): OrganizationId {
  const ids = ORGANIZATION_CLAIMS.filter((name) => name in claims).map((name) => {
    const text = claims[name];
    const id = typeof text === 'string' ? organizationIdFrom(text) : undefined;
    if (!id) throw new Unauthenticated(`The claim ${name} is not an organization id`);
    return id;
  });
  const [first, ...others] = ids;
  if (!first) throw new Unauthenticated('The token names no organization');
  if (others.some((other) => other.uuid !== first.uuid || other.objectId !== first.objectId)) {
    throw new Unauthenticated('The token names more than one organization');
  }
  return first;
}

/** Known roles, compared exactly. SUPERADMIN crosses tenants, so most organizations' tokens cannot carry it. */
function rolesOf(claims: Claims, organization: OrganizationId, trust: TokenTrust): Set<Role> {
  if ('roles' in claims && 'accessRole' in claims) throw new Unauthenticated('The token states its roles twice');
  const named = new Set(words(claims.roles ?? claims.accessRole));
  if (named.has('SUPERADMIN') && !mayCarrySuperadmin(trust, organization)) named.delete('SUPERADMIN');
  return new Set(ROLES.filter((role) => named.has(role)));
}

function scopesOf(claims: Claims): Set<string> {
  // `scope` is a text by RFC 9068; `scp` is what other issuers write, as a text or as an array.
  const scopes = new Set(typeof claims.scope === 'string' ? words(claims.scope) : []);
  if (!('scp' in claims)) return scopes;
  const others = new Set(words(claims.scp));
  if ('scope' in claims && !(scopes.size === others.size && [...scopes].every((scope) => others.has(scope)))) {
    throw new Unauthenticated('The claims scope and scp differ');
  }
  return others;
}

/** An array of texts as it is, a text by its single spaces. Anything else names nothing, so it gives nothing. */
function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value : [];
  return typeof value === 'string' && WORDS_WITH_SINGLE_SPACES.test(value) ? value.split(' ') : [];
}

function locationsOf({ locations }: Claims): string[] {
  if (locations === undefined) return [];
  if (!Array.isArray(locations)) throw new Unauthenticated('The claim locations is not an array');
  const uuids = locations.map((id) => (typeof id === 'string' ? uuidFrom(id, ['LOCATION']) : undefined));
  if (!uuids.every((uuid) => uuid !== undefined)) {
    throw new Unauthenticated('The claim locations has an entry that is not a location id');
  }
  return [...new Set(uuids)];
}
