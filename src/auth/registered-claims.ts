import { Unauthenticated } from './auth.errors.js';
import { claimAt, claimName, isIdentifier, type Claims } from './claims.js';
import type { TrustedIssuer } from './trust.js';

/** Seconds by which the clocks of the issuer and of this machine may differ. */
export const CLOCK_SKEW_SECONDS = 30;

const MAX_AUDIENCES = 10;
// An id token, a token bound to a key that nobody proves here, a logout token.
const FOREIGN_CLAIMS = ['nonce', 'at_hash', 'c_hash', 'cnf', 'events'];
// Where some issuers say what a token is for, and what an access token says there.
const PURPOSES = { typ: 'bearer', token_use: 'access' };

/** The claims that the clock is compared with. */
export interface TokenTimes {
  exp?: unknown;
  iat?: unknown;
  nbf?: unknown;
}

/** Checks the claims that every token has, whoever it speaks for. Throws Unauthenticated. */
export function checkClaims(claims: Claims, issuer: TrustedIssuer, nowSeconds: number): void {
  checkTimes(claims, issuer.maxTokenAgeSeconds, nowSeconds);
  checkAudience(claims, issuer);
  checkNames(claims);
  checkPurpose(claims, issuer);
}

/** Whether a token is of now. Throws Unauthenticated. */
export function checkTimes({ exp, iat, nbf }: TokenTimes, maxTokenAgeSeconds: number, nowSeconds: number): void {
  // Finite: 1e999 is valid JSON and reads as Infinity, which never expires.
  if (!isInstant(exp)) throw new Unauthenticated('The claim exp is missing or not a number');
  if (!isInstant(iat)) throw new Unauthenticated('The claim iat is missing or not a number');
  if (nbf !== undefined && !isInstant(nbf)) throw new Unauthenticated('The claim nbf is not a number');
  if (nowSeconds >= exp + CLOCK_SKEW_SECONDS) throw new Unauthenticated('The token has expired');
  if (Math.max(iat, nbf ?? iat) > nowSeconds + CLOCK_SKEW_SECONDS)
    throw new Unauthenticated('The token is not valid yet');
  if (iat >= exp) throw new Unauthenticated('The token expires before it is issued');
  if (exp - iat > maxTokenAgeSeconds)
    throw new Unauthenticated('The lifetime of the token is too long', 'longestAgeSeconds');
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function checkAudience(claims: Claims, { audience }: TrustedIssuer): void {
  const value = claimAt(claims, audience.claim);
  const audiences: unknown[] = Array.isArray(value) ? value : [value];
  const isOurs = audiences.length <= MAX_AUDIENCES && audiences.every(isIdentifier);
  if (!isOurs || !audience.accepted.some((accepted) => audiences.includes(accepted))) {
    throw new Unauthenticated('The audience of the token is missing or not accepted', 'audience');
  }
}

function checkNames({ sub, jti }: Claims): void {
  if (!isIdentifier(sub)) throw new Unauthenticated('The claim sub is missing or malformed');
  if (jti !== undefined && !isIdentifier(jti)) throw new Unauthenticated('The claim jti is malformed');
}

/** One issuer signs many kinds of token with one key: only access tokens open this door. */
function checkPurpose(claims: Claims, { audience }: TrustedIssuer): void {
  const foreign = FOREIGN_CLAIMS.some((name) => name in claims);
  const stated = Object.entries(PURPOSES).filter(([name]) => claims[name] !== undefined);
  const isAccess = stated.every(([name, access]) => {
    const purpose = claims[name];
    return typeof purpose === 'string' && purpose.toLowerCase() === access;
  });
  if (foreign || !isAccess) throw new Unauthenticated('The token is not an access token');
  // `aud` of an id token is the client; what stands in for it is the client in both kinds.
  if (!stated.length && claimName(audience.claim) !== 'aud') {
    throw new Unauthenticated('The token does not say that it is an access token', 'audience');
  }
}
