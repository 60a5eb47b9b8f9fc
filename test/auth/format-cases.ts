import { tokenCase, type Case } from './corpus.js';
import type { TokenKit } from './token-kit.js';
import { encoded } from '../tokens.js';

/** Group F: how the token is written. */
export function formatCases(kit: TokenKit): Case[] {
  return [
    ...segments(kit),
    ...serialisations(kit),
    ...contents(kit),
    ...encodings(kit),
    ...depths(kit),
    ...repetitions(kit),
    ...wrappings(kit),
  ];
}

function segments(kit: TokenKit): Case[] {
  const [header, claims, signature] = kit.good().split('.') as [string, string, string];
  const jwe = (protectedHeader: object): string => [encoded(protectedHeader), 'AAAA', 'AAAA', 'AAAA', 'AAAA'].join('.');
  return [
    tokenCase('jF01', 'one segment', header),
    tokenCase('jF02', 'two segments', `${header}.${claims}`),
    tokenCase('jF03', 'four segments', `${header}.${claims}.${signature}.${signature}`),
    tokenCase('jF04', 'JWE dir', jwe({ alg: 'dir', enc: 'A256GCM' })),
    tokenCase('jF04', 'JWE RSA-OAEP', jwe({ alg: 'RSA-OAEP', enc: 'A256GCM' })),
    tokenCase('jF04', 'JWE PBES2', jwe({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM', p2c: 1e9, p2s: 'AAAA' })),
    tokenCase('jF05', 'no header', `.${claims}.${signature}`),
    tokenCase('jF05', 'no payload', `${header}..${signature}`),
    tokenCase('jF05', 'no signature', `${header}.${claims}.`),
    tokenCase('jF05', 'only dots', '..'),
    tokenCase('jF05', 'dots around', `.${header}.${claims}.${signature}.`),
  ];
}

function serialisations(kit: TokenKit): Case[] {
  const [header, claims, signature] = kit.good().split('.');
  const flattened = { protected: header, payload: claims, signature };
  return [
    tokenCase('jF06', 'flattened', JSON.stringify(flattened)),
    tokenCase('jF06', 'general', JSON.stringify({ payload: claims, signatures: [{ protected: header, signature }] })),
    tokenCase('jF06', 'polyglot', `{"a":"${header}.${claims}.","payload":"${claims}","signature":"${signature}"}`),
  ];
}

function contents(kit: TokenKit): Case[] {
  const notObjects = ['', 'x', '{a', '[1]', '["HS256"]', 'null', '"x"', '1', 'true', '{}', '{} {}'];
  return [
    ...notObjects.map((text) => tokenCase('jF07', `header ${text || 'empty'}`, kit.signed(text))),
    ...notObjects.map((text) => tokenCase('jF08', `payload ${text || 'empty'}`, kit.signed(kit.header, text))),
  ];
}

function encodings(kit: TokenKit): Case[] {
  const json = JSON.stringify(kit.claims());
  const good = kit.good();
  const [header, claims, signature] = good.split('.') as [string, string, string];
  const bytes = Buffer.from(JSON.stringify(kit.claims({ sub: 'X' })));
  const withByte = Buffer.from(bytes.map((byte) => (byte === 0x58 ? 0xff : byte)));
  const cesu = Buffer.concat([
    Buffer.from(json.slice(0, -1)),
    Buffer.from(',"x":"'),
    Buffer.from('eda080', 'hex'),
    Buffer.from('"}'),
  ]);
  return [
    tokenCase('jF09', 'BOM before the payload', kit.signed(kit.header, `\ufeff${json}`)),
    tokenCase('jF09', 'BOM before the header', kit.signed(`\ufeff${JSON.stringify(kit.header)}`)),
    tokenCase('jF09', 'UTF-16', kit.signed(kit.header, Buffer.from(json, 'utf16le'))),
    tokenCase('jF09', 'invalid UTF-8', kit.signed(kit.header, withByte)),
    tokenCase('jF09', 'surrogate as bytes', kit.signed(kit.header, cesu)),
    tokenCase('jF09', 'lone surrogate escaped', kit.signed(kit.header, kit.claimsText('"x":"\\ud800"'))),
    tokenCase('jF09', 'lone surrogate in a key', kit.signed(kit.header, kit.claimsText('"\\udc00":1'))),
    tokenCase('jF10', 'padded', `${header}.${claims}.${signature}=`),
    tokenCase('jF10', 'plain base64 alphabet', plainAlphabet(kit)),
    tokenCase('jF10', 'space inside', `${header}.${claims.slice(0, 4)} ${claims.slice(4)}.${signature}`),
    tokenCase('jF10', 'tab inside', `${header}.${claims.slice(0, 4)}\t${claims.slice(4)}.${signature}`),
    tokenCase('jF10', 'marks behind', `${good}!!`),
    tokenCase('jF11', 'other last character', otherLastCharacter(good)),
    tokenCase('jF11', 'one character more', `${good}A`),
  ];
}

/** The same token with `+` and `/`, which lenient decoders take for `-` and `_`. */
function plainAlphabet(kit: TokenKit): string {
  for (let n = 0; n < 1000; n++) {
    const token = kit.good({ jti: `j${n}` });
    if (/[-_]/.test(token)) return token.replaceAll('-', '+').replaceAll('_', '/');
  }
  throw new Error('no token with - or _');
}

/** Another text for the same bytes: the unused low bits of the last character set. */
function otherLastCharacter(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return token.slice(0, -1) + alphabet[alphabet.indexOf(token.at(-1)!) + 1];
}

function depths(kit: TokenKit): Case[] {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  return [
    tokenCase('jF12', 'payload of six levels', kit.signed(kit.header, kit.claimsText(`"x":${nested(5)}`)), 'accepted'),
    ...[6, 2000, 5000].map((levels) =>
      tokenCase('jF12', `payload, ${levels} arrays`, kit.signed(kit.header, kit.claimsText(`"x":${nested(levels)}`))),
    ),
    ...[6, 2000, 5000].map((levels) =>
      tokenCase('jF12', `header, ${levels} arrays`, kit.signed(kit.headerText(`"x5t":${nested(levels)}`))),
    ),
    { ...tokenCase('jF13', 'payload of 1 MB', kit.good({ x: 'x'.repeat(1_000_000) })), expect: 431 },
  ];
}

function repetitions(kit: TokenKit): Case[] {
  const now = Math.floor(Date.now() / 1000);
  const { exp: _, ...claims } = kit.claims();
  const expTwice = `${JSON.stringify(claims).slice(0, -1)},"exp":${now - 600},"exp":${now + 300}}`;
  const { alg: __, ...header } = kit.header;
  const rest = JSON.stringify(header).slice(1);
  const poisons = ['__proto__', 'constructor', 'prototype'];
  return [
    tokenCase('jF14', 'sub twice', kit.signed(kit.header, kit.claimsText('"sub":"admin"'))),
    tokenCase('jF14', 'sub twice, once escaped', kit.signed(kit.header, kit.claimsText('"s\\u0075b":"admin"'))),
    tokenCase('jF15', 'exp twice', kit.signed(kit.header, expTwice)),
    ...['scope', 'org_id', 'roles'].map((name) =>
      tokenCase(
        'jF15',
        `${name} twice`,
        kit.signed(kit.header, kit.claimsText(`"${name}":${JSON.stringify(kit.claims()[name])}`)),
      ),
    ),
    tokenCase('jF15', 'a key twice in an inner object', kit.signed(kit.header, kit.claimsText('"x":[{"a":1,"a":1}]'))),
    tokenCase('jF16', 'alg none, then the right one', kit.signed(`{"alg":"none","alg":"${kit.algorithm}",${rest}`)),
    tokenCase('jF16', 'alg the right one, then none', kit.signed(`{"alg":"${kit.algorithm}","alg":"none",${rest}`)),
    ...poisons.flatMap((key) => [
      tokenCase(
        'jF17',
        `${key} in the payload`,
        kit.signed(kit.header, kit.claimsText(`"${key}":{"roles":["SUPERADMIN"]}`)),
      ),
      tokenCase('jF17', `${key} in the header`, kit.signed(kit.headerText(`"${key}":{"alg":"none"}`))),
      tokenCase('jF17', `${key} inside`, kit.signed(kit.header, kit.claimsText(`"x":{"${key}":{"a":1}}`))),
    ]),
  ];
}

function wrappings(kit: TokenKit): Case[] {
  return [
    tokenCase('jF18', 'zip', kit.headed({ zip: 'DEF' })),
    tokenCase('jF19', 'cty JWT', kit.headed({ cty: 'JWT' })),
    tokenCase('jF19', 'a token as payload', kit.signed({ ...kit.header, cty: 'JWT' }, kit.good())),
    tokenCase('jF19', 'a token as payload, unsaid', kit.signed(kit.header, kit.good())),
  ];
}
