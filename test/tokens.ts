import { createHmac } from 'node:crypto';

// Plain node:crypto, so that bad tokens can be made as easily as good ones.

export const TEST_ISSUER = 'https://issuer.test';
export const TEST_AUDIENCE = 'linebook';
export const TEST_SECRET = 'a secret for tests only, longer than 32 bytes';
/** The organization of a token that names none itself; its tokens may carry SUPERADMIN. */
export const TEST_ORGANIZATION = '6f0e6b0c-9d1e-4c43-8e1c-0f6f0a1b2c3d';

/** What a server under test needs in its environment to believe the tokens made here. */
export const TOKEN_ENVIRONMENT = {
  AUTH_HS256_SECRET: TEST_SECRET,
  AUTH_ISSUER: TEST_ISSUER,
  AUTH_AUDIENCE: TEST_AUDIENCE,
  AUTH_SUPERADMIN_ORGANIZATIONS: TEST_ORGANIZATION,
};

/** What a token says. Any further member is a claim of its own; undefined leaves a claim out. */
export interface TokenOptions {
  roles?: readonly string[];
  scopes?: readonly string[];
  organization?: string;
  locations?: readonly string[];
  subject?: string;
  [claim: string]: unknown;
}

/** The claims of a good token: five minutes long, issued now. */
export function claimsFor(options: TokenOptions = {}): Record<string, unknown> {
  const { roles, scopes, organization = TEST_ORGANIZATION, locations, subject = 'tester', ...claims } = options;
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: TEST_ISSUER,
    aud: TEST_AUDIENCE,
    sub: subject,
    iat: now,
    exp: now + 300,
    org_id: organization,
    roles,
    scope: scopes?.join(' '),
    locations,
    ...claims,
  };
}

/** A good token. */
export function tokenFor(options: TokenOptions = {}): string {
  return hs256Token(claimsFor(options), TEST_SECRET);
}

/** A token that was good until an hour ago. */
export function expiredToken(options: TokenOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return tokenFor({ iat: now - 7200, exp: now - 3600, ...options });
}

/** A token that somebody else's key has signed. */
export function foreignToken(options: TokenOptions = {}): string {
  return hs256Token(claimsFor(options), 'the secret of somebody else, also long enough');
}

/** A good token whose claims were changed after signing. */
export function tamperedToken(options: TokenOptions = {}): string {
  const [header, , signature] = tokenFor(options).split('.');
  return [header, encoded(claimsFor({ ...options, subject: 'somebody else' })), signature].join('.');
}

function hs256Token(claims: object, secret: string): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** One segment: an object as JSON, text and bytes as they are. */
export function encoded(part: object | string | Buffer): string {
  const bytes = typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part);
  return Buffer.from(bytes as string).toString('base64url');
}
