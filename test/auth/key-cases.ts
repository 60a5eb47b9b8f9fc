import { tokenCase, type Case, type Expected } from './corpus.js';
import { compact, keys, signatureOf, type TokenKit } from './token-kit.js';

/** Group K: which key, and that nobody but us says where it is. */
export function keyCases(kit: TokenKit): Case[] {
  return [...embedded(kit), ...urls(kit), ...chains(kit), ...keyIds(kit)];
}

/** Signed by the stranger whose key the header points to. */
function byStranger(kit: TokenKit, header: object): string {
  if (kit.mode === 'secret')
    return compact({ ...kit.header, ...header }, kit.claims(), (text) => signatureOf('HS256', text, 'x'.repeat(32)));
  return compact({ ...kit.header, ...header }, kit.claims(), (text) =>
    signatureOf('RS256', text, keys.attacker.privateKey),
  );
}

function strangersJwk(kit: TokenKit): object {
  if (kit.mode === 'secret') return { kty: 'oct', k: Buffer.from('x'.repeat(32)).toString('base64url') };
  return keys.attacker.publicKey.export({ format: 'jwk' });
}

function embedded(kit: TokenKit): Case[] {
  const jwk = strangersJwk(kit);
  return [
    tokenCase('jK01', 'embedded jwk', byStranger(kit, { jwk })),
    tokenCase('jK01', 'embedded jwk, no kid', byStranger(kit, { jwk, kid: undefined })),
    tokenCase('jK04', 'good signature and a jwk', kit.headed({ jwk })),
  ];
}

function urls(kit: TokenKit): Case[] {
  const port = new URL(kit.trap).port;
  const places = [
    `${kit.trap}/keys.json`,
    `https://127.0.0.1:${port}/keys.json`,
    `http://localhost:${port}/keys.json`,
    `http://[::1]:${port}/keys.json`,
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    `https://issuer.test@127.0.0.1:${port}/keys.json`,
    `${kit.trap}#https://issuer.test/keys.json`,
    `${kit.trap}/redirect?to=https://issuer.test/keys.json`,
  ];
  return ['jku', 'x5u'].flatMap((field) => [
    ...places.map((place) =>
      tokenCase(field === 'jku' ? 'jK02' : 'jK03', `${field} ${place}`, byStranger(kit, { [field]: place })),
    ),
    tokenCase('jK04', `good signature and a ${field}`, kit.headed({ [field]: kit.trap })),
  ]);
}

function chains(kit: TokenKit): Case[] {
  const der = keys.attacker.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return [
    tokenCase('jK03', 'x5c', byStranger(kit, { x5c: [der] })),
    tokenCase('jK04', 'good signature and an x5c', kit.headed({ x5c: [der] })),
    tokenCase('jK03', 'x5t of another key', byStranger(kit, { x5t: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA' })),
    tokenCase('jK03', 'x5t that is no thumbprint', kit.headed({ x5t: '../k1' })),
    tokenCase('jK03', 'x5t#S256 that is no text', kit.headed({ 'x5t#S256': ['k1'] })),
  ];
}

function keyIds(kit: TokenKit): Case[] {
  const texts = [
    '../../../../dev/null',
    '/etc/passwd',
    'file:///etc/passwd',
    "' UNION SELECT 'x'--",
    '$(sleep 5)',
    '| curl http://127.0.0.1',
    'k1\0',
    'K1',
    'k1 ',
    '__proto__',
    'constructor',
    'toString',
    'k'.repeat(8000),
    // A Cyrillic letter that looks like the Latin one.
    '\u043a1',
    '',
  ];
  const others = [1, 0, { kid: 'k1' }, ['k1'], null, true, false];
  const [first, second] = kit.mode === 'secret' ? ['k1', 'k2'] : ['k9', 'k10'];
  const unknown = (kid: string): Expected =>
    kit.mode === 'key_set' && /^[\x21-\x7e]{1,256}$/.test(kid) ? 'unknown_key' : 'invalid';
  return [
    ...texts.map((kid) =>
      tokenCase('jK05', `kid ${JSON.stringify(kid).slice(0, 30)}`, kit.headed({ kid }), unknown(kid)),
    ),
    ...others.map((kid) => tokenCase('jK06', `kid ${JSON.stringify(kid)}`, kit.headed({ kid }))),
    tokenCase('jK07', 'unknown kid, right key', kit.headed({ kid: first }), unknown('k9')),
    tokenCase('jK07', 'another unknown kid', kit.headed({ kid: second }), unknown('k10')),
    ...(kit.mode === 'secret'
      ? []
      : [
          tokenCase('jK08', 'no kid and more than one key', kit.headed({ kid: undefined })),
          tokenCase('jK09', 'kid of a key, signed by another', kit.headed({ kid: 'k2', alg: 'RS256' })),
          tokenCase('jK09', 'right kid, key of a stranger', byStranger(kit, {})),
        ]),
  ];
}
