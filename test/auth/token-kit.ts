import {
  constants,
  createHash,
  createHmac,
  generateKeyPairSync,
  randomBytes,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { claimsFor, encoded, TEST_SECRET, type TokenOptions } from '../tokens.js';

export type Mode = 'secret' | 'key_set';
type Part = object | string | Buffer;

/** A pair of each kind, made once per run; `attacker` is in no key set. */
export const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ec: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  attacker: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  attackerEc: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  rsa1024: generateKeyPairSync('rsa', { modulusLength: 1024 }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  secp256k1: generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  ed25519: generateKeyPairSync('ed25519'),
  attackerEd25519: generateKeyPairSync('ed25519'),
  x25519: generateKeyPairSync('x25519'),
};

const jwk = (key: KeyObject, more: object): JsonWebKey => ({ ...key.export({ format: 'jwk' }), ...more });

export const goodRsa = jwk(keys.rsa.publicKey, { kid: 'k1', alg: 'RS256', use: 'sig' });
export const goodEc = jwk(keys.ec.publicKey, { kid: 'k2', alg: 'ES256', use: 'sig' });

/** Of each algorithm of a key set the published key and who signs with it. One RSA pair is published for six. */
export const signers: Record<string, { kid: string; key: KeyObject }> = {
  RS256: { kid: 'k1', key: keys.rsa.privateKey },
  RS384: { kid: 'rs384', key: keys.rsa.privateKey },
  RS512: { kid: 'rs512', key: keys.rsa.privateKey },
  PS256: { kid: 'ps256', key: keys.rsa.privateKey },
  PS384: { kid: 'ps384', key: keys.rsa.privateKey },
  PS512: { kid: 'ps512', key: keys.rsa.privateKey },
  ES256: { kid: 'k2', key: keys.ec.privateKey },
  ES384: { kid: 'p-384', key: keys.p384.privateKey },
  EdDSA: { kid: 'ed25519', key: keys.ed25519.privateKey },
};

/** Good keys among published ones that must not check a token. */
export const publishedKeys: JsonWebKey[] = [
  goodRsa,
  goodEc,
  ...['RS384', 'RS512', 'PS256', 'PS384', 'PS512'].map((alg) =>
    jwk(keys.rsa.publicKey, { kid: alg.toLowerCase(), alg }),
  ),
  jwk(keys.p384.publicKey, { kid: 'p-384' }),
  jwk(keys.ed25519.publicKey, { kid: 'ed25519', alg: 'EdDSA' }),
  jwk(keys.rsa.publicKey, { kid: 'rsa-without-alg' }),
  jwk(keys.rsa.publicKey, { kid: 'rsa-for-es256', alg: 'ES256' }),
  jwk(keys.ec.publicKey, { kid: 'p-256-for-es384', alg: 'ES384' }),
  jwk(keys.rsa.publicKey, { kid: 'enc', use: 'enc' }),
  jwk(keys.rsa.publicKey, { kid: 'exponent-1', e: 'AQ' }),
  jwk(keys.rsa1024.publicKey, { kid: 'rsa-1024' }),
  { kty: 'RSA', kid: 'rsa-16384', e: 'AQAB', n: oddNumber(2048).toString('base64url') },
  jwk(keys.p521.publicKey, { kid: 'p-521' }),
  jwk(keys.secp256k1.publicKey, { kid: 'secp256k1' }),
  jwk(keys.x25519.publicKey, { kid: 'x25519', alg: 'EdDSA' }),
  // The neutral point: one signature of zeros fits every text.
  {
    kty: 'OKP',
    crv: 'Ed25519',
    kid: 'small-order',
    x: Buffer.from([1, ...Array<number>(31).fill(0)]).toString('base64url'),
  },
];

function oddNumber(length: number): Buffer {
  const bytes = randomBytes(length);
  bytes[0]! |= 0x80;
  bytes[length - 1]! |= 1;
  return bytes;
}

/** Signs as JWA names it (RFC 7518). */
export function signatureOf(algorithm: string, text: string, key: KeyObject | string | Buffer): Buffer {
  const digest = `sha${algorithm.slice(2, 5)}`;
  if (algorithm.startsWith('HS')) return createHmac(digest, key).update(text).digest();
  const padding = algorithm.startsWith('PS') ? constants.RSA_PKCS1_PSS_PADDING : undefined;
  const saltLength = padding && constants.RSA_PSS_SALTLEN_DIGEST;
  const bytes = Buffer.from(text);
  if (algorithm === 'EdDSA') return sign(null, bytes, key);
  return sign(digest, bytes, { key: key as KeyObject, padding, saltLength, dsaEncoding: 'ieee-p1363' });
}

/** With the exponent 1 the padded digest is its own signature (RFC 8017, section 9.2). */
export function signatureForExponentOne(text: string): Buffer {
  const info = Buffer.from('3031300d060960864801650304020105000420', 'hex');
  const digest = Buffer.concat([info, createHash('sha256').update(text).digest()]);
  const filling = Buffer.alloc(256 - digest.length - 3, 0xff);
  return Buffer.concat([Buffer.from([0, 1]), filling, Buffer.from([0]), digest]);
}

/** A compact token of any parts; the signature is whatever `signer` makes of the text. */
export function compact(header: Part, claims: Part, signer: (text: string) => Buffer): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signer(text).toString('base64url')}`;
}

/** Tokens of one key mode: what is good there, and how to sign with the right key. */
export class TokenKit {
  readonly algorithm: string;
  readonly header: Record<string, unknown>;
  private readonly key: KeyObject | string;

  constructor(
    readonly mode: Mode,
    /** Where the listener is that nobody may ever connect to. */
    readonly trap: string,
  ) {
    const secret = mode === 'secret';
    this.algorithm = secret ? 'HS256' : 'RS256';
    this.key = secret ? TEST_SECRET : keys.rsa.privateKey;
    this.header = { alg: this.algorithm, typ: 'at+jwt', ...(secret ? {} : { kid: 'k1' }) };
  }

  /** Claims that open the route of the corpus. */
  claims(changed: TokenOptions = {}): Record<string, unknown> {
    return claimsFor({
      roles: ['full_admin'],
      scopes: ['spark-admin:workspaces_read'],
      jti: 'j1',
      client_id: 'c1',
      ...changed,
    });
  }

  /** Signed with the right key, whatever the header says. */
  signed(header: Part, claims: Part = this.claims(), algorithm = this.algorithm): string {
    return compact(header, claims, (text) => signatureOf(algorithm, text, this.key));
  }

  good(changed: TokenOptions = {}): string {
    return this.signed(this.header, this.claims(changed));
  }

  /** A good token but for its header. */
  headed(changed: object): string {
    return this.signed({ ...this.header, ...changed });
  }

  /** JSON that JSON.stringify would not write, in the place of the last brace. */
  claimsText(ending: string): string {
    return `${JSON.stringify(this.claims()).slice(0, -1)},${ending}}`;
  }

  headerText(ending: string): string {
    return `${JSON.stringify(this.header).slice(0, -1)},${ending}}`;
  }
}
