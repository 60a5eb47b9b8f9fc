import { TENANT } from '../settings/issuers/issuers-file.js';
import type { Algorithm } from './algorithms.js';
import { Unauthenticated, InvalidAuthorization } from './auth.errors.js';
import { checkClaims } from './registered-claims.js';
import { strictJsonObject } from './strict-json.js';
import { algorithmsOf, type TokenTrust, type TrustedIssuer } from './trust.js';

// passport-jwt, though pinned to algorithm, issuer and audience, lets many bad tokens in (no exp, crit, a claim twice,
// trailing words). What is refused here never reaches it, so it decides on the signature alone.

const MAX_TOKEN_LENGTH = 8192;
// In any case of letters (RFC 9110, section 11.1), and not the start of another scheme's name.
const BEARER_SCHEME = /^bearer(?![!#$%&'*+.^_`|~\w-])(.*)$/is;
const HEADER_FIELDS = new Set(['alg', 'typ', 'kid', 'x5t', 'x5t#S256']);
const KEY_ID = /^[\x21-\x7e]{1,256}$/;
const TENANT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const THUMBPRINT = /^[A-Za-z0-9_-]{1,128}$/;
// Bytes of a signature, shortest and longest; RSA from 2048 to 8192 bits.
const RSA_LENGTHS = [256, 1024] as const;
const SIGNATURE_LENGTHS: Record<Algorithm, readonly [number, number]> = {
  HS256: [32, 32],
  RS256: RSA_LENGTHS,
  RS384: RSA_LENGTHS,
  RS512: RSA_LENGTHS,
  PS256: RSA_LENGTHS,
  PS384: RSA_LENGTHS,
  PS512: RSA_LENGTHS,
  ES256: [64, 64],
  ES384: [96, 96],
  EdDSA: [64, 64],
};

/** What the gate looks at of a request. */
export interface TokenBearingRequest {
  /** Names and values as received, in turn: `headers` would hide a second Authorization. */
  rawHeaders: readonly string[];
  query: unknown;
}

/** What chooses the key of a token. */
export interface KeyChoice {
  issuer: TrustedIssuer;
  alg: Algorithm;
  kid?: string;
}

/** The token that a request carries. Throws Unauthenticated when there is none, InvalidAuthorization for two. */
export function bearerToken({ rawHeaders, query }: TokenBearingRequest): string {
  const values = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === 'authorization');
  if (values.length > 1) throw new InvalidAuthorization('There is more than one Authorization header');
  const [, rest] = BEARER_SCHEME.exec(values[0] ?? '') ?? [];
  if (!rest?.trim()) throw new Unauthenticated();
  if (typeof query === 'object' && query !== null && 'access_token' in query) {
    throw new InvalidAuthorization('The token belongs in the Authorization header only');
  }
  const token = /^ +([^ ].*)$/s.exec(rest)?.[1];
  if (token === undefined) throw new Unauthenticated('The scheme and the token are separated by spaces');
  return token;
}

/**
 * Everything about a token that can be decided without its key. Throws Unauthenticated.
 * Returns its choice of a key, which is still the claim of a stranger.
 */
export function checkToken(token: string, trust: TokenTrust, nowSeconds: number): KeyChoice {
  if (token.length > MAX_TOKEN_LENGTH) throw new Unauthenticated('The token is too long');
  const segments = token.split('.');
  if (segments.length !== 3) throw new Unauthenticated('The token is not a signed JWT of three segments');
  const [header, payload, signature] = segments.map(bytesOf) as [Buffer, Buffer, Buffer];
  const claims = objectOf(payload, 'payload');
  const issuer = trust.issuers.find((trusted) => hasIssued(trusted, claims));
  if (!issuer) throw new Unauthenticated('The issuer of the token is missing or not accepted', 'issuer');
  const choice = checkHeader(objectOf(header, 'header'), issuer);
  const [shortest, longest] = SIGNATURE_LENGTHS[choice.alg];
  if (signature.length < shortest || signature.length > longest) {
    throw new Unauthenticated('The signature has not the length of its algorithm');
  }
  checkClaims(claims, issuer, nowSeconds);
  return choice;
}

/** Decodes canonical base64url only: several texts for the same bytes would be several tokens for one signature. */
function bytesOf(segment: string): Buffer {
  const bytes = Buffer.from(segment, 'base64url');
  if (bytes.length === 0 || bytes.toString('base64url') !== segment) {
    throw new Unauthenticated('A segment of the token is empty or not base64url');
  }
  return bytes;
}

function objectOf(bytes: Buffer, part: 'header' | 'payload'): Record<string, unknown> {
  try {
    return strictJsonObject(bytes);
  } catch {
    // Without its cause: JSON.parse quotes the text, and no log shows what a token says.
    throw new Unauthenticated(`The ${part} of the token is not a plain JSON object`);
  }
}

function checkHeader(header: Record<string, unknown>, issuer: TrustedIssuer): KeyChoice {
  // An allow-list: crit, b64, zip, cty, jku, jwk, x5u and x5c change how a token is read or whose key is asked.
  if (Object.keys(header).some((field) => !HEADER_FIELDS.has(field))) {
    throw new Unauthenticated('The header of the token has a field that is not accepted');
  }
  const alg = algorithmsOf(issuer).find((allowed) => allowed === header.alg);
  if (!alg) throw new Unauthenticated('The algorithm of the token is not accepted', 'keySet');
  if (!issuer.types.some((type) => type === typeOf(header))) {
    throw new Unauthenticated('The type of the token is not that of an access token', 'types');
  }
  for (const field of ['x5t', 'x5t#S256']) {
    const thumbprint = header[field];
    if (thumbprint !== undefined && !(typeof thumbprint === 'string' && THUMBPRINT.test(thumbprint))) {
      throw new Unauthenticated('The thumbprint in the header of the token is malformed');
    }
  }
  return { issuer, alg, kid: keyIdOf(header, issuer) };
}

/** The text itself; with {tid} that of one tenant, whom the token names in a claim of its own. */
function hasIssued({ issuer }: TrustedIssuer, { iss, tid }: Record<string, unknown>): boolean {
  if (!issuer.includes(TENANT)) return iss === issuer;
  return typeof tid === 'string' && TENANT_ID.test(tid) && iss === issuer.replace(TENANT, tid);
}

/** In lower case, because media types ignore it. Some providers set none. */
function typeOf({ typ }: Record<string, unknown>): string | undefined {
  if (typ === undefined) return 'none';
  return typeof typ === 'string' && typ.toLowerCase() !== 'none' ? typ.toLowerCase() : undefined;
}

function keyIdOf({ kid }: Record<string, unknown>, { keySource }: TrustedIssuer): string | undefined {
  if (kid === undefined) return undefined;
  if (typeof kid !== 'string' || !KEY_ID.test(kid)) throw new Unauthenticated('The key id of the token is malformed');
  // A shared secret has no id: a token that names a key was signed for somebody else.
  if (keySource.kind === 'secret') throw new Unauthenticated('The token is signed by an unknown key', 'keySet');
  return kid;
}
