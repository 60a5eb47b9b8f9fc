import { randomBytes, type KeyObject } from 'node:crypto';
import { tokenCase, type Case } from './corpus.js';
import {
  compact,
  goodRsa,
  keys,
  publishedKeys,
  signatureForExponentOne,
  signatureOf,
  type TokenKit,
} from './token-kit.js';
import { TEST_SECRET } from '../tokens.js';

const NONE = ['none', 'None', 'NONE', 'nOnE', 'none ', ''];
// The order of P-256: the largest r and s are one less.
const ORDER = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');

/** Group A: the algorithm, and what a header may say beside it. */
export function algorithmCases(kit: TokenKit): Case[] {
  const ofMode =
    kit.mode === 'secret' ? secretCases(kit) : [...confusions(kit), ...keySetCases(kit), ...curveCases(kit)];
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

function keySetCases(kit: TokenKit): Case[] {
  const header = (alg: string, kid: string): object => ({ alg, typ: 'at+jwt', kid });
  const by = (alg: string, kid: string, key: KeyObject): string =>
    compact(header(alg, kid), kit.claims(), (text) => signatureOf(alg, text, key));
  const neutralPoint = Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]);
  return [
    ...['RS384', 'RS512', 'PS256'].map((alg) =>
      tokenCase('jA18', `${alg}, right key`, by(alg, 'k1', keys.rsa.privateKey)),
    ),
    tokenCase('jA20', 'EdDSA, published key', by('EdDSA', 'ed25519', keys.ed25519.privateKey)),
    tokenCase(
      'jA20',
      'EdDSA, small-order key',
      compact(header('EdDSA', 'small-order'), kit.claims(), () => neutralPoint),
    ),
    tokenCase('jA21', 'RS256 by a key for RS512', by('RS256', 'rs512', keys.rsa.privateKey)),
    tokenCase('jA21', 'RS512 by a key for RS512', by('RS512', 'rs512', keys.rsa.privateKey)),
    tokenCase('jA21', 'RS256 by a key for encryption', by('RS256', 'enc', keys.rsa.privateKey)),
    tokenCase('jA22', 'RSA-1024', by('RS256', 'rsa-1024', keys.rsa1024.privateKey)),
    tokenCase(
      'jA22',
      'RSA with the exponent 1',
      compact(header('RS256', 'exponent-1'), kit.claims(), signatureForExponentOne),
    ),
    tokenCase(
      'jA22',
      'RSA-16384',
      compact(header('RS256', 'rsa-16384'), kit.claims(), () => randomBytes(2048)),
    ),
  ];
}

function curveCases(kit: TokenKit): Case[] {
  const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k2' };
  const by = (alg: string, kid: string, key: KeyObject, digestOf = alg): string =>
    compact({ alg, typ: 'at+jwt', kid }, kit.claims(), (text) => signatureOf(digestOf, text, key));
  const altered = (alter: (signature: Buffer) => Buffer): string =>
    compact(header, kit.claims(), (text) => alter(signatureOf('ES256', text, keys.ec.privateKey)));
  const zero = Buffer.alloc(32);
  const parts: Record<string, (signature: Buffer) => Buffer> = {
    'r = s = 0': () => Buffer.alloc(64),
    'r = 0': (signature) => Buffer.concat([zero, signature.subarray(32)]),
    's = 0': (signature) => Buffer.concat([signature.subarray(0, 32), zero]),
    'r = n': (signature) => Buffer.concat([ORDER, signature.subarray(32)]),
    's = n': (signature) => Buffer.concat([signature.subarray(0, 32), ORDER]),
    '63 bytes': (signature) => signature.subarray(0, 63),
    '65 bytes': (signature) => Buffer.concat([signature, Buffer.alloc(1)]),
    DER: derOf,
  };
  return [
    ...Object.entries(parts).map(([what, alter]) => tokenCase('jA19', `ES256, ${what}`, altered(alter))),
    tokenCase('jA19', 'ES256K', by('ES256K', 'secp256k1', keys.secp256k1.privateKey)),
    tokenCase('jA19', 'secp256k1 key as ES256', by('ES256', 'secp256k1', keys.secp256k1.privateKey)),
    tokenCase('jA19', 'P-384 key as ES256', by('ES256', 'p-384', keys.p384.privateKey)),
    tokenCase('jA19', 'ES384', by('ES384', 'p-384', keys.p384.privateKey)),
    tokenCase('jA19', 'ES256 under the RSA key', by('ES256', 'k1', keys.ec.privateKey)),
  ];
}

/** The form that OpenSSL writes: a sequence of two integers. */
function derOf(signature: Buffer): Buffer {
  const integer = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([2, 33, 0]), bytes]);
  const both = Buffer.concat([integer(signature.subarray(0, 32)), integer(signature.subarray(32))]);
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
