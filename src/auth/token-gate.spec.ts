import { createHmac } from 'node:crypto';
import { InvalidAuthorization, Unauthenticated } from './auth.errors.js';
import { bearerToken, checkToken } from './token-gate.js';
import { readSettings } from '../settings/settings.js';
import { trustFromSettings, type TokenTrust, type TrustedIssuer } from './trust.js';

// The table of bad tokens is test/auth; here is what it cannot reach over HTTP, and the texts.

const NOW = 1_800_000_000;
const SECRET = 'x'.repeat(32);
const trust = trustFromSettings(
  readSettings({
    AUTH_HS256_SECRET: SECRET,
    AUTH_ISSUER: 'https://issuer.test',
    AUTH_AUDIENCE: 'linebook',
    AUTH_MAX_TOKEN_AGE_SECONDS: '3600',
  }),
);
const changed = (issuer: Partial<TrustedIssuer>): TokenTrust => ({ issuers: [{ ...trust.issuers[0]!, ...issuer }] });
const good = { iss: 'https://issuer.test', aud: 'linebook', sub: 'tester', iat: NOW, exp: NOW + 300 };

function token(claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

const check = (text: string, by = trust): unknown => checkToken(text, by, NOW);

describe('checkToken', () => {
  it('gives the choice of the key', () => {
    expect(check(token(good))).toEqual({ issuer: trust.issuers[0], alg: 'HS256', kid: undefined });
    const keySet = changed({ keySource: { kind: 'key_set', url: new URL('https://issuer.test/keys') } });
    const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
    const signature = Buffer.alloc(64).toString('base64url');
    const text = token(good, header).split('.').slice(0, 2).concat(signature).join('.');
    expect(check(text, keySet)).toEqual({ issuer: keySet.issuers[0], alg: 'ES256', kid: 'k1' });
  });

  it.each([
    [{ ...good, exp: undefined }, 'The claim exp is missing or not a number'],
    [{ ...good, exp: NOW - 30, iat: NOW - 60 }, 'The token has expired'],
    [{ ...good, nbf: NOW + 31 }, 'The token is not valid yet'],
    [{ ...good, exp: NOW + 3601 }, 'The lifetime of the token is too long'],
    [{ ...good, iss: 'https://other.test' }, 'The issuer of the token is missing or not accepted'],
    [{ ...good, aud: ['other'] }, 'The audience of the token is missing or not accepted'],
    [{ ...good, sub: '' }, 'The claim sub is missing or malformed'],
    [{ ...good, nonce: 'x' }, 'The token is not an access token'],
  ])('says what is wrong: %j', (claims, fault) => {
    expect(() => check(token(claims))).toThrow(
      expect.objectContaining({
        code: 'invalid_token',
        details: fault,
        challenge: `Bearer realm="linebook", error="invalid_token", error_description="${fault}"`,
      }),
    );
  });

  it('refuses a megabyte without reading it', () => {
    const text = token({ ...good, x: 'x'.repeat(1_000_000) });
    // The quickest of a few, as below.
    const durations = Array.from({ length: 10 }, () => {
      const started = performance.now();
      expect(() => check(text)).toThrow(Unauthenticated);
      return performance.now() - started;
    });
    expect(Math.min(...durations)).toBeLessThan(5);
  });

  it('takes a long lifetime when the settings allow it', () => {
    expect(() => check(token({ ...good, exp: NOW + 86_400 }), changed({ maxTokenAgeSeconds: 86_400 }))).not.toThrow();
  });
});

describe('bearerToken', () => {
  const from = (query: unknown, ...rawHeaders: string[]): string => bearerToken({ rawHeaders, query });

  it('finds the token behind any spelling of header and scheme', () => {
    expect(from({}, 'Host', 'x', 'AUTHORIZATION', 'bEARER  a.b.c')).toBe('a.b.c');
  });

  it('is not misled by a value that looks like the header', () => {
    expect(() => from({}, 'X-Name', 'Authorization', 'Other', 'Bearer a.b.c')).toThrow(
      expect.objectContaining({ code: 'unauthenticated', challenge: 'Bearer realm="linebook"' }),
    );
  });

  it('refuses two tokens as a bad request', () => {
    expect(() => from({}, 'Authorization', 'Bearer a', 'authorization', 'Bearer a')).toThrow(InvalidAuthorization);
    expect(() => from({ access_token: '' }, 'Authorization', 'Bearer a')).toThrow(InvalidAuthorization);
  });

  it('is quick with sixteen thousand spaces', () => {
    // The quickest of a few: a machine that is busy elsewhere is not the gate's fault.
    const durations = Array.from({ length: 10 }, () => {
      const started = performance.now();
      expect(() => from({}, 'Authorization', `Bearer${' '.repeat(16_000)}\t`)).toThrow(Unauthenticated);
      return performance.now() - started;
    });
    expect(Math.min(...durations)).toBeLessThan(20);
  });
});
