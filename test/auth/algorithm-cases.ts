import { constants, randomBytes, sign, type KeyObject } from 'node:crypto';
import { tokenCase, type Case, type Expected } from './corpus.js';
import {
  compact,
  goodRsa,
  keys,
  publishedKeys,
  signatureForExponentOne,
  signatureOf,
  signers,
  type TokenKit,
} from './token-kit.js';
import { TEST_SECRET } from '../tokens.js';

const NONE = ['none', 'None', 'NONE', 'nOnE', 'none ', ''];
// The orders of P-256 and P-384: the largest r and s are one less.
const ORDERS: Record<string, Buffer> = {
  ES256: Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex'),
  ES384: Buffer.from(`${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`, 'hex'),
};

/** Group A: the algorithm, and what a header may say beside it. */
export function algorithmCases(kit: TokenKit): Case[] {
  const ofMode =
    kit.mode === 'secret'
      ? secretCases(kit)
      : [confusions, pinnedCases, unusableKeyCases, formCases].flatMap((cases) => cases(kit));
  return [...nones(kit), ...shapes(kit), ...ofMode, ...critical(kit)];
}

function nones(kit: TokenKit): Case[] {
  const unsigned = (alg: string): string => compact({ ...kit.header, alg }, kit.claims(), () => Buffer.alloc(0));
  const [, , signature] = kit.good().split('.') as [string, string, string];
  return [
    ...NONE.map((alg, i) => tokenCase(`jA0${i + 1}`, `alg "${alg}", unsigned`, unsigned(alg))),
    ...NONE.map((alg, i) =>
      tokenCase(`jA${String(i + 7).padStart(2, '0')}`, `alg "${alg}", signed`, kit.headed({ alg })),
    ),
    tokenCase('jA07', 'alg none with the signature of another token', unsigned('none') + signature),
  ];
}

function shapes(kit: TokenKit): Case[] {
  const algorithms = [undefined, null, 256, true, [kit.algorithm], { name: kit.algorithm }, 'x'.repeat(10_000)];
  const spellings = ['hs256', 'Hs256', 'RS256 ', 'rs256', ` ${kit.algorithm}`];
  return [
    ...algorithms.map((alg) => tokenCase('jA13', `alg ${JSON.stringify(alg)?.slice(0, 20)}`, kit.headed({ alg }))),
    ...spellings.map((alg) => tokenCase('jA14', `alg "${alg}"`, kit.headed({ alg }))),
  ];
}

function secretCases(kit: TokenKit): Case[] {
  const by = (alg: string, key: KeyObject | string): string =>
    compact({ ...kit.header, alg }, kit.claims(), (text) => signatureOf(alg, text, key));
  return [
    tokenCase('jA16', 'RS256 by a stranger', by('RS256', keys.attacker.privateKey)),
    tokenCase('jA16', 'ES256 by a stranger', by('ES256', keys.attackerEc.privateKey)),
    tokenCase('jA17', 'HS384, right secret', by('HS384', TEST_SECRET)),
    tokenCase('jA17', 'HS512, right secret', by('HS512', TEST_SECRET)),
    tokenCase('jA17', 'HS256 with a secret of no bytes', by('HS256', '')),
    tokenCase('jA20', 'EdDSA', by('EdDSA', keys.ed25519.privateKey)),
  ];
}

/** A public key is no secret: what everybody can read must never check an HMAC. */
function confusions(kit: TokenKit): Case[] {
  const pem = keys.rsa.publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const der = keys.rsa.publicKey.export({ type: 'spki', format: 'der' });
  const certificate = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const secrets: Record<string, string | Buffer> = {
    PEM: pem,
    'trimmed PEM': pem.trim(),
    'PEM after a line feed': `\n${pem}`,
    'PEM after a space': ` ${pem}`,
    'PEM after a BOM': `\ufeff${pem}`,
    'PEM after other text': `x\n${pem}`,
    'PEM with CRLF': pem.replaceAll('\n', '\r\n'),
    'PKCS#1 PEM': keys.rsa.publicKey.export({ type: 'pkcs1', format: 'pem' }),
    DER: der,
    JWK: JSON.stringify(goodRsa),
    'key set': JSON.stringify({ keys: publishedKeys }),
    'PEM of the P-256 key': keys.ec.publicKey.export({ type: 'spki', format: 'pem' }),
    'bytes of the Ed25519 key': Buffer.from(keys.ed25519.publicKey.export({ format: 'jwk' }).x!, 'base64url'),
    modulus: Buffer.from(goodRsa.n!, 'base64url'),
    'modulus as text': goodRsa.n!,
    certificate,
    nothing: '',
  };
  return Object.entries(secrets).map(([what, secret]) =>
    tokenCase(
      'jA15',
      `HS256 with ${what}`,
      compact({ ...kit.header, alg: 'HS256' }, kit.claims(), (text) => signatureOf('HS256', text, secret)),
    ),
  );
}

type Made = (alg: string, kid: string, key: KeyObject, expect?: Expected) => Case;

/** A token of this algorithm under this key id; the key signs as the algorithm says. */
const makerFor =
  (kit: TokenKit, row: string): Made =>
  (alg, kid, key, expect) => {
    const token = compact({ alg, typ: 'at+jwt', kid }, kit.claims(), (text) => signatureOf(alg, text, key));
    return tokenCase(row, `${alg} under ${kid}`, token, expect);
  };

/** The key says for which algorithm it is: the same pair signs well for one, and in vain for all others. */
function pinnedCases(kit: TokenKit): Case[] {
  const good = makerFor(kit, 'jA18');
  const other = makerFor(kit, 'jA21');
  const rsa = Object.entries(signers).filter(([alg]) => /^[RP]S/.test(alg));
  return [
    ...Object.entries(signers).map(([alg, { kid, key }]) => good(alg, kid, key, 'accepted')),
    good('RS256', 'rsa-without-alg', keys.rsa.privateKey, 'accepted'),
    ...rsa.flatMap(([alg, { key }]) => rsa.filter(([name]) => name !== alg).map(([, { kid }]) => other(alg, kid, key))),
    ...rsa.slice(1).map(([alg, { key }]) => other(alg, 'rsa-without-alg', key)),
    other('ES256', 'p-384', keys.p384.privateKey),
    other('ES256', 'p-384', keys.ec.privateKey),
    other('ES384', 'k2', keys.p384.privateKey),
    other('ES256', 'k1', keys.ec.privateKey),
    other('RS256', 'k2', keys.rsa.privateKey),
    other('EdDSA', 'k2', keys.ed25519.privateKey),
    other('ES256', 'ed25519', keys.ec.privateKey),
    other('EdDSA', 'ed25519', keys.attackerEd25519.privateKey),
    other('RS256', 'rsa-for-es256', keys.rsa.privateKey, 'unknown_key'),
    other('ES256', 'rsa-for-es256', keys.ec.privateKey, 'unknown_key'),
    other('ES256', 'p-256-for-es384', keys.ec.privateKey, 'unknown_key'),
  ];
}

type Signer = (text: string) => Buffer;

/** Keys that are published and may check nothing. */
function unusableKeyCases(kit: TokenKit): Case[] {
  const made = (what: string, alg: string, kid: string, signer: Signer, expect: Expected = 'unknown_key'): Case =>
    tokenCase('jA22', what, compact({ alg, typ: 'at+jwt', kid }, kit.claims(), signer), expect);
  const by = (alg: string, key: KeyObject) => (text: string) => signatureOf(alg, text, key);
  const byNobody = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]);
  return [
    made('RSA key for encryption', 'RS256', 'enc', by('RS256', keys.rsa.privateKey)),
    made('RSA-1024', 'RS256', 'rsa-1024', by('RS256', keys.rsa1024.privateKey), 'invalid'),
    made('RSA-1024, a longer signature', 'RS256', 'rsa-1024', by('RS256', keys.rsa.privateKey)),
    made('RSA with the exponent 1', 'RS256', 'exponent-1', signatureForExponentOne),
    made('RSA-16384', 'RS256', 'rsa-16384', () => randomBytes(1024)),
    made('secp256k1 as ES256', 'ES256', 'secp256k1', by('ES256', keys.secp256k1.privateKey)),
    made('P-521 as ES384', 'ES384', 'p-521', () => randomBytes(96)),
    made('X25519 as EdDSA', 'EdDSA', 'x25519', by('EdDSA', keys.ed25519.privateKey)),
    made('EdDSA, small-order key', 'EdDSA', 'small-order', () => byNobody),
  ];
}

/** Signatures that are almost those of their key. */
function formCases(kit: TokenKit): Case[] {
  const altered = (alg: string, what: string, alter: (signature: Buffer, text: string) => Buffer): Case => {
    const { kid, key } = signers[alg]!;
    const signer = (text: string): Buffer => alter(signatureOf(alg, text, key), text);
    return tokenCase('jA19', `${alg}, ${what}`, compact({ alg, typ: 'at+jwt', kid }, kit.claims(), signer));
  };
  const lengths = Object.keys(signers).flatMap((alg) => [
    altered(alg, 'a byte less', (signature) => signature.subarray(0, -1)),
    altered(alg, 'a byte more', (signature) => Buffer.concat([signature, Buffer.alloc(1)])),
    altered(alg, 'a zero in front', (signature) => Buffer.concat([Buffer.alloc(1), signature])),
    altered(alg, 'none', () => Buffer.alloc(0)),
    altered(alg, 'one bit turned', (signature) => {
      signature[signature.length - 1]! ^= 1;
      return signature;
    }),
  ]);
  const salted = (alg: string, saltLength: number): Case =>
    altered(alg, `a salt of ${saltLength}`, (_, text) =>
      sign(`sha${alg.slice(2)}`, Buffer.from(text), {
        key: keys.rsa.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength,
      }),
    );
  return [
    ...lengths,
    ...['ES256', 'ES384'].flatMap((alg) =>
      Object.entries(CURVE_FORMS).map(([what, form]) =>
        altered(alg, what, (signature) => form(signature, ORDERS[alg]!)),
      ),
    ),
    salted('PS256', 0),
    salted('PS256', 20),
    salted('PS512', 32),
    altered('EdDSA', 's above the order', withGreaterS),
    tokenCase('jA19', 'ES256K', kit.headed({ alg: 'ES256K', kid: 'secp256k1' })),
    tokenCase('jA19', 'ES512', kit.headed({ alg: 'ES512', kid: 'p-521' })),
    tokenCase('jA20', 'Ed25519 as the name of the algorithm', kit.headed({ alg: 'Ed25519', kid: 'ed25519' })),
  ];
}

const halves = (signature: Buffer): [Buffer, Buffer] => [
  signature.subarray(0, signature.length / 2),
  signature.subarray(signature.length / 2),
];

// r and s, each as long as the order of the curve.
const CURVE_FORMS: Record<string, (signature: Buffer, order: Buffer) => Buffer> = {
  'r = s = 0': (signature) => Buffer.alloc(signature.length),
  'r = 0': (signature, { length }) => Buffer.concat([Buffer.alloc(length), halves(signature)[1]]),
  's = 0': (signature, { length }) => Buffer.concat([halves(signature)[0], Buffer.alloc(length)]),
  'r = n': (signature, order) => Buffer.concat([order, halves(signature)[1]]),
  's = n': (signature, order) => Buffer.concat([halves(signature)[0], order]),
  's before r': (signature) => Buffer.concat(halves(signature).reverse()),
  'r and s with a zero in front': (signature) =>
    Buffer.concat(halves(signature).flatMap((half) => [Buffer.alloc(1), half])),
  DER: derOf,
};

/** The same s modulo the order of Ed25519: one signature would be written in several ways. */
function withGreaterS(signature: Buffer): Buffer {
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order;
  const greater = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
  return Buffer.concat([signature.subarray(0, 32), greater]);
}

/** The form that OpenSSL writes: a sequence of two integers. */
function derOf(signature: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([2, bytes.length + 1, 0]), bytes]);
  const both = Buffer.concat(halves(signature).map(integer));
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
}

function critical(kit: TokenKit): Case[] {
  const headers: Record<string, object> = {
    'unknown extension': { crit: ['exp2'], exp2: 1 },
    'unencoded payload': { crit: ['b64'], b64: false },
    empty: { crit: [] },
    text: { crit: 'x' },
    'naming alg': { crit: ['alg'] },
    duplicates: { crit: ['exp2', 'exp2'], exp2: 1 },
    'b64 alone': { b64: false },
  };
  return Object.entries(headers).map(([what, header]) => tokenCase('jA23', `crit: ${what}`, kit.headed(header)));
}
