import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { verificationKeys } from './key-set.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const good = { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'k1' };
const ec = (namedCurve: string): JsonWebKey =>
  generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });

const kinds = (...keys: unknown[]): string[] =>
  verificationKeys({ keys }).map(({ kid, algorithm }) => `${kid} ${algorithm}`);

describe('verificationKeys', () => {
  it('takes RSA and P-256 keys for signatures', () => {
    expect(kinds(good, { ...good, kid: 'k2', use: 'sig', alg: 'RS256', key_ops: ['verify'] })).toEqual([
      'k1 RS256',
      'k2 RS256',
    ]);
    expect(kinds({ ...ec('P-256'), kid: 'k3' })).toEqual(['k3 ES256']);
    expect(kinds(ec('P-256'))).toEqual(['undefined ES256']);
  });

  it.each([
    ['for encryption', { ...good, use: 'enc' }],
    ['for RS512', { ...good, alg: 'RS512' }],
    ['that may only sign', { ...good, key_ops: ['sign'] }],
    ['with a number as kid', { ...good, kid: 1 }],
    ['with the exponent 1', { ...good, e: 'AQ' }],
    ['with an even exponent', { ...good, e: 'Ag' }],
    [
      'with a modulus of 1024 bits',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
    ],
    ['with a modulus of 16384 bits', { ...good, n: Buffer.alloc(2048, 0xff).toString('base64url') }],
    ['on P-384', ec('P-384')],
    ['on Ed25519', generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })],
    ['without a modulus', { kty: 'RSA', e: 'AQAB' }],
    ['of an unknown kind', { kty: 'x' }],
    ['that is a text', 'x'],
  ])('passes over a key %s', (_, key) => {
    expect(kinds(good, key)).toEqual(['k1 RS256']);
    expect(() => kinds(key)).toThrow('the key set has no usable key');
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
