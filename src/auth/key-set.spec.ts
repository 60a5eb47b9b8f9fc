import { createPublicKey, generateKeyPairSync, verify, type JsonWebKey } from 'node:crypto';
import { isSameKeySet, verificationKeys } from './key-set.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const good = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k1' };
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
const ec = (namedCurve: string): JsonWebKey =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });

const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });

const SMALL_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
];

const kinds = (...keys: unknown[]): string[] =>
  verificationKeys({ keys }).map(({ kid, algorithm }) => `${kid} ${algorithm}`);

describe('verificationKeys', () => {
  it('takes keys for signatures, each for one algorithm', () => {
    expect(kinds(good, { ...good, kid: 'k2', use: 'sig', alg: 'RS256', key_ops: ['verify'] })).toEqual([
      'k1 RS256',
      'k2 RS256',
    ]);
    expect(kinds({ ...ec('P-256'), kid: 'k3' })).toEqual(['k3 ES256']);
    expect(kinds(ec('P-256'))).toEqual(['undefined ES256']);
    expect(kinds(ec('P-384'), { ...ed25519, kid: 'k4' })).toEqual(['undefined ES384', 'k4 EdDSA']);
  });

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])('takes an RSA key for %s when it says so', (alg) => {
    expect(kinds({ ...good, alg })).toEqual([`k1 ${alg}`]);
  });

  it.each([
    ['ES256', ec('P-256')],
    ['ES384', ec('P-384')],
    ['EdDSA', ed25519],
  ])('takes a key that says %s, and one of its kind that says nothing', (alg, key) => {
    expect(kinds({ ...key, kid: 'k1', alg }, { ...key, kid: 'k2' })).toEqual([`k1 ${alg}`, `k2 ${alg}`]);
  });

  it.each([
    ['for encryption', { ...good, use: 'enc' }],
    ['for RSA encryption', { ...good, alg: 'RSA-OAEP' }],
    ['for HS256', { ...good, alg: 'HS256' }],
    ['for no algorithm', { ...good, alg: 'none' }],
    ['with a list of algorithms', { ...good, alg: ['RS256'] }],
    ['of RSA for ES256', { ...good, alg: 'ES256' }],
    ['that may only sign', { ...good, key_ops: ['sign'] }],
    ['with a number as kid', { ...good, kid: 1 }],
    ['with the exponent 1', { ...good, e: 'AQ' }],
    ['with an even exponent', { ...good, e: 'Ag' }],
    [
      'with a modulus of 1024 bits',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
    ],
    ['with a modulus of 16384 bits', { ...good, n: Buffer.alloc(2048, 0xff).toString('base64url') }],
    ['on P-384 for ES256', { ...ec('P-384'), alg: 'ES256' }],
    ['on P-256 for ES384', { ...ec('P-256'), alg: 'ES384' }],
    ['on P-256 for RS256', { ...ec('P-256'), alg: 'RS256' }],
    ['on P-521', ec('P-521')],
    ['on secp256k1', ec('secp256k1')],
    ['on Ed25519 for ES256', { ...ed25519, alg: 'ES256' }],
    ['on Ed448', generateKeyPairSync('ed448').publicKey.export({ format: 'jwk' })],
    ['on X25519', generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' })],
    ['on X25519 for EdDSA', { ...generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }), alg: 'EdDSA' }],
    ['without a modulus', { kty: 'RSA', e: 'AQAB' }],
    ['of an unknown kind', { kty: 'x' }],
    ['that is a text', 'x'],
  ])('passes over a key %s', (_, key) => {
    expect(kinds(good, key)).toEqual(['k1 RS256']);
    expect(() => kinds(key)).toThrow('the key set has no usable key');
  });

  it.each(SMALL_ORDER)('passes over the Ed25519 key %s, which a signature without a private key fits', (y) => {
    for (const sign of [0, 0x80]) {
      const x = Buffer.from(y, 'hex');
      x[31]! |= sign;
      const key = { kty: 'OKP', crv: 'Ed25519', x: x.toString('base64url') };
      expect(kinds(good, key)).toEqual(['k1 RS256']);
    }
    // That it is one: of 200 texts some are signed by nobody.
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(y, 'hex').toString('base64url') },
      format: 'jwk',
    });
    const byNobody = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]);
    const texts = Array.from({ length: 200 }, (_, n) => Buffer.from(`text ${n}`));
    expect(texts.some((text) => verify(null, text, key, byNobody))).toBe(true);
  });

  it('refuses a set that publishes a secret', () => {
    const secret = 'the key set publishes a secret';
    expect(() => kinds(good, { ...rsa.privateKey.export({ format: 'jwk' }) })).toThrow(secret);
    expect(() => kinds(good, { kty: 'oct', k: 'AAAA' })).toThrow(secret);
  });

  it.each([undefined, null, 'x', [], {}, { keys: {} }, { keys: [] }])('refuses %j', (keySet) => {
    expect(() => verificationKeys(keySet)).toThrow(/^the key set has no/);
  });
});

describe('isSameKeySet', () => {
  const set = (...keys: unknown[]) => verificationKeys({ keys });

  it('knows the same keys again', () => {
    expect(isSameKeySet(set(good, ed25519), set({ ...good }, { ...ed25519, use: 'sig' }))).toBe(true);
  });

  it.each([
    ['one more', [good, ed25519]],
    ['another id', [{ ...good, kid: 'k2' }]],
    ['another algorithm', [{ ...good, alg: 'RS512' }]],
    ['another key under the same id', [{ ...ec('P-256'), kid: 'k1' }]],
    ['another key of the same kind', [{ ...otherRsa, kid: 'k1' }]],
  ])('sees %s', (_, keys) => {
    expect(isSameKeySet(set(good), set(...keys))).toBe(false);
  });
});
