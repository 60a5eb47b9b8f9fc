import { createSecretKey, type KeyObject } from 'node:crypto';
import { objectIdOfUuid, uuidOfObjectId } from '../ids/derived-id.js';
import type { OrganizationId } from '../ids/organization-id.js';
import type { ClaimPath, IssuerSettings, TokenType } from '../settings/issuers/issuers-file.js';
import type { Role } from '../settings/roles.js';
import type { Settings } from '../settings/settings.js';
import { DEMO_ISSUER } from '../settings/token-issuers.js';
import { KEY_SET_ALGORITHMS, type Algorithm } from './algorithms.js';
import type { TokenCaller } from './principal.js';

/** Injection token of the TokenTrust. */
export const TOKEN_TRUST = Symbol('token trust');

export type KeySource = { kind: 'secret'; secret: KeyObject } | { kind: 'key_set'; url: URL };

/** Words that claims hold, and what they mean here. */
export interface WordRule<Word extends string> {
  claims: readonly ClaimPath[];
  /** What several of these claims may do in one token: not be there, say the same, or be taken together. */
  several: 'refused' | 'same' | 'all';
  /** The claims that are words as a text only; others may be lists, too. */
  onlyText?: readonly ClaimPath[];
  /** Which of our words each of theirs is; without it theirs are ours. */
  names?: ReadonlyMap<string, readonly Word[]>;
}

/** Where the claims of one issuer say for whom a token speaks. */
export interface CallerRules {
  organization: { claims: readonly ClaimPath[]; is: 'id' | 'alias' } | { always: OrganizationId };
  roles: WordRule<Role> & { default: readonly Role[] };
  scopes: WordRule<string>;
  locations: ClaimPath;
}

/** An issuer whose tokens are believed, and how far. */
export interface TrustedIssuer {
  issuer: string;
  keySource: KeySource;
  audience: { claim: ClaimPath; accepted: readonly string[] };
  types: readonly TokenType[];
  /** Longest `exp` minus `iat`. */
  maxTokenAgeSeconds: number;
  caller: CallerRules;
  /** The organizations whose tokens may carry SUPERADMIN: every spelling of their ids, or what the issuer calls them. */
  superadminOrganizations: ReadonlySet<string> | 'any';
}

/** Whose tokens are believed. */
export interface TokenTrust {
  issuers: readonly TrustedIssuer[];
}

/** The audience of the demo's own tokens. */
export const DEMO_AUDIENCE = 'linebook';
export const DEMO_MAX_TOKEN_AGE_SECONDS = 3600;

// Access tokens (RFC 9068), and the plain type that many providers issue.
const TYPES: readonly TokenType[] = ['at+jwt', 'application/at+jwt', 'jwt'];

const ORGANIZATION_CLAIMS: readonly ClaimPath[] = [['org_id'], ['orgId'], ['organizationId']];
const SCOPE: ClaimPath = ['scope'];
const CALLER: CallerRules = {
  organization: { claims: ORGANIZATION_CLAIMS, is: 'id' },
  roles: { claims: [['roles'], ['accessRole']], several: 'refused', default: [] },
  // `scope` is a text by RFC 9068; `scp` is what other issuers write, as a text or as a list.
  scopes: { claims: [SCOPE, ['scp']], several: 'same', onlyText: [SCOPE] },
  locations: ['locations'],
};

/** The trust that the environment configures. `readStartSettings` has named missing parts before; here they only throw. */
export function trustFromSettings(settings: Settings): TokenTrust {
  const { authIssuersFile: others = [], authJwksUrl, authHs256Secret } = settings;
  const isSet = !others.length || authJwksUrl || authHs256Secret;
  return {
    issuers: [
      ...(isSet ? [issuerOfVariables(settings)] : []),
      ...others.map((other) => issuerOfFile(other, settings.authMaxTokenAgeSeconds)),
    ],
  };
}

function issuerOfVariables(settings: Settings): TrustedIssuer {
  const { authIssuer, authAudience, authMaxTokenAgeSeconds } = settings;
  if (!authIssuer || !authAudience) throw new Error('AUTH_ISSUER and AUTH_AUDIENCE are not set');
  return {
    issuer: authIssuer,
    keySource: keySourceFrom(settings),
    audience: { claim: ['aud'], accepted: [authAudience] },
    types: TYPES,
    maxTokenAgeSeconds: authMaxTokenAgeSeconds,
    caller: CALLER,
    superadminOrganizations: new Set(settings.authSuperadminOrganizations.flatMap(spellingsOf)),
  };
}

function keySourceFrom({ authJwksUrl, authHs256Secret }: Settings): KeySource {
  if (authJwksUrl && !authHs256Secret) return { kind: 'key_set', url: authJwksUrl };
  if (!authHs256Secret || authJwksUrl)
    throw new Error('Exactly one of AUTH_JWKS_URL and AUTH_HS256_SECRET must be set');
  if (Buffer.byteLength(authHs256Secret) < 32) throw new Error('AUTH_HS256_SECRET is shorter than 32 bytes');
  return { kind: 'secret', secret: createSecretKey(authHs256Secret, 'utf8') };
}

function issuerOfFile(given: IssuerSettings, maxTokenAgeSeconds: number): TrustedIssuer {
  return {
    issuer: given.issuer,
    keySource: { kind: 'key_set', url: given.keySet },
    audience: { claim: given.audienceClaim ?? ['aud'], accepted: given.audience },
    types: given.types ?? TYPES,
    maxTokenAgeSeconds: given.longestAgeSeconds ?? maxTokenAgeSeconds,
    caller: callerRulesOf(given),
    superadminOrganizations: new Set((given.superadminOrganizations ?? []).flatMap(namesOf)),
  };
}

/** Several claims that the file lists are meant together; those that are looked at unasked may contradict each other. */
function callerRulesOf({ organization, roles, scopes, locations }: IssuerSettings): CallerRules {
  const several = 'all';
  return {
    organization: organization?.always
      ? { always: organization.always }
      : { claims: organization?.claim ? [organization.claim] : ORGANIZATION_CLAIMS, is: organization?.is ?? 'id' },
    roles: {
      ...(roles?.claims ? { claims: roles.claims, several } : CALLER.roles),
      names: roles?.names,
      default: roles?.default ?? [],
    },
    scopes: { ...(scopes?.claims ? { claims: scopes.claims, several } : CALLER.scopes), names: scopes?.names },
    locations: locations?.claim ?? CALLER.locations,
  };
}

/** The demo trusts its own key only; whoever can read that key owns the demo's record anyway. */
export function demoTrust(demoKey: KeyObject): TokenTrust {
  const demo: TrustedIssuer = {
    issuer: DEMO_ISSUER,
    keySource: { kind: 'secret', secret: demoKey },
    audience: { claim: ['aud'], accepted: [DEMO_AUDIENCE] },
    types: TYPES,
    maxTokenAgeSeconds: DEMO_MAX_TOKEN_AGE_SECONDS,
    caller: CALLER,
    superadminOrganizations: 'any',
  };
  return { issuers: [demo] };
}

const SECRET_ALGORITHMS: readonly Algorithm[] = ['HS256'];

/** Never both kinds at once: a public key must not be taken for an HMAC secret. */
export function algorithmsOf({ keySource }: TrustedIssuer): readonly Algorithm[] {
  return keySource.kind === 'secret' ? SECRET_ALGORITHMS : KEY_SET_ALGORITHMS;
}

/** Whether a token of this organization may carry SUPERADMIN, by whichever of its ids either side names it. */
export function mayCarrySuperadmin(
  { superadminOrganizations }: TrustedIssuer,
  organization: TokenCaller['organization'],
): boolean {
  if (superadminOrganizations === 'any') return true;
  return namesOf('externalId' in organization ? organization.externalId : organization).some((spelling) =>
    superadminOrganizations.has(spelling),
  );
}

/** An issuer's own name counts as it is. */
const namesOf = (organization: OrganizationId | string): string[] =>
  typeof organization === 'string' ? [organization] : spellingsOf(organization);

/** The id as given and the one derived from it: the same organization, until an operator links another id. */
function spellingsOf({ uuid, objectId }: OrganizationId): string[] {
  return uuid !== undefined ? [uuid, objectIdOfUuid(uuid)] : [objectId, uuidOfObjectId(objectId)];
}
