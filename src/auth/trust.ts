import { createSecretKey, type KeyObject } from 'node:crypto';
import { objectIdOfUuid, uuidOfObjectId } from '../ids/derived-id.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { DEMO_ISSUER, type Settings } from '../settings/settings.js';
import { KEY_SET_ALGORITHMS, type Algorithm } from './algorithms.js';

/** Injection token of the TokenTrust. */
export const TOKEN_TRUST = Symbol('token trust');

export type KeySource = { kind: 'secret'; secret: KeyObject } | { kind: 'key_set'; url: URL };

/** Whose tokens are believed, and how far. */
export interface TokenTrust {
  issuer: string;
  audience: string;
  keySource: KeySource;
  /** Every spelling of the organizations whose tokens may carry SUPERADMIN. */
  superadminOrganizations: ReadonlySet<string> | 'any';
  /** Longest `exp` minus `iat`. */
  maxTokenAgeSeconds: number;
}

/** The audience of the demo's own tokens. */
export const DEMO_AUDIENCE = 'linebook';
export const DEMO_MAX_TOKEN_AGE_SECONDS = 3600;

/** The trust that the environment configures. `readStartSettings` has named missing parts before; here they only throw. */
export function trustFromSettings(settings: Settings): TokenTrust {
  const { authIssuer, authAudience, authMaxTokenAgeSeconds } = settings;
  if (!authIssuer || !authAudience) throw new Error('AUTH_ISSUER and AUTH_AUDIENCE are not set');
  return {
    issuer: authIssuer,
    audience: authAudience,
    keySource: keySourceFrom(settings),
    superadminOrganizations: new Set(settings.authSuperadminOrganizations.flatMap(spellingsOf)),
    maxTokenAgeSeconds: authMaxTokenAgeSeconds,
  };
}

function keySourceFrom({ authJwksUrl, authHs256Secret }: Settings): KeySource {
  if (authJwksUrl && !authHs256Secret) return { kind: 'key_set', url: authJwksUrl };
  if (!authHs256Secret || authJwksUrl)
    throw new Error('Exactly one of AUTH_JWKS_URL and AUTH_HS256_SECRET must be set');
  if (Buffer.byteLength(authHs256Secret) < 32) throw new Error('AUTH_HS256_SECRET is shorter than 32 bytes');
  return { kind: 'secret', secret: createSecretKey(authHs256Secret, 'utf8') };
}

/** The demo trusts its own key only; whoever can read that key owns the demo's record anyway. */
export function demoTrust(demoKey: KeyObject): TokenTrust {
  return {
    issuer: DEMO_ISSUER,
    audience: DEMO_AUDIENCE,
    keySource: { kind: 'secret', secret: demoKey },
    superadminOrganizations: 'any',
    maxTokenAgeSeconds: DEMO_MAX_TOKEN_AGE_SECONDS,
  };
}

const SECRET_ALGORITHMS: readonly Algorithm[] = ['HS256'];

/** Never both kinds at once: a public key must not be taken for an HMAC secret. */
export function algorithmsOf({ keySource }: TokenTrust): readonly Algorithm[] {
  return keySource.kind === 'secret' ? SECRET_ALGORITHMS : KEY_SET_ALGORITHMS;
}

/** Whether a token of this organization may carry SUPERADMIN, by whichever of its ids either side names it. */
export function mayCarrySuperadmin({ superadminOrganizations }: TokenTrust, organization: OrganizationId): boolean {
  if (superadminOrganizations === 'any') return true;
  return spellingsOf(organization).some((spelling) => superadminOrganizations.has(spelling));
}

/** The id as given and the one derived from it: the same organization, until an operator links another id. */
function spellingsOf({ uuid, objectId }: OrganizationId): string[] {
  return uuid !== undefined ? [uuid, objectIdOfUuid(uuid)] : [objectId, uuidOfObjectId(objectId)];
}
