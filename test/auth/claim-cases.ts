import { TEST_AUDIENCE, TEST_ISSUER } from '../tokens.js';
import { tokenCase, type Case, type Expected } from './corpus.js';
import { compact, keys, signatureOf, type TokenKit } from './token-kit.js';

type Changes = Record<string, unknown>;

/** Groups C and P: what a well signed token says, and the tokens that must be let in. */
export function claimCases(kit: TokenKit): Case[] {
  const made = (row: string, what: string, changes: Changes, expect: Expected = 'invalid'): Case =>
    tokenCase(row, what, kit.good(changes), expect);
  return [...times(kit, made), ...parties(made), ...types(kit, made), ...positives(kit, made)];
}

type Made = (row: string, what: string, changes: Changes, expect?: Expected) => Case;

function times(kit: TokenKit, made: Made): Case[] {
  const now = Math.floor(Date.now() / 1000);
  const notNumbers = [String(now + 300), null, [now + 300], true, {}];
  const withExp = (exp: string): string => {
    const { exp: _, ...claims } = kit.claims();
    return kit.signed(kit.header, `${JSON.stringify(claims).slice(0, -1)},"exp":${exp}}`);
  };
  return [
    made('jC01', 'exp 31 s ago', { iat: now - 300, exp: now - 31 }),
    made('jC01', 'exp 30 s ago', { iat: now - 300, exp: now - 30 }),
    made('jC01', 'exp now', { iat: now - 300, exp: now }, 'accepted'),
    made('jC01', 'no exp', { exp: undefined }),
    ...[...notNumbers, 0, -1].map((exp) => made('jC02', `exp ${JSON.stringify(exp)}`, { exp })),
    tokenCase('jC03', 'exp 1e999', withExp('1e999')),
    tokenCase('jC03', 'exp -1e999', withExp('-1e999')),
    made('jC03', 'exp in the year 9999', { exp: 253_402_300_799 }),
    made('jC03', 'exp in milliseconds', { exp: (now + 300) * 1000 }),
    made('jC03', 'lifetime above 24 h', { iat: now, exp: now + 86_401 }),
    made('jC03', 'lifetime of 24 h', { iat: now, exp: now + 86_400 }, 'accepted'),
    made('jC04', 'exp with a fraction', { exp: now + 1.5 }, 'accepted'),
    made('jC05', 'nbf in an hour', { nbf: now + 3600 }),
    ...notNumbers.map((nbf) => made('jC05', `nbf ${JSON.stringify(nbf)}`, { nbf })),
    made('jC05', 'nbf within the skew', { nbf: now + 20 }, 'accepted'),
    made('jC06', 'iat in an hour', { iat: now + 3600, exp: now + 7200 }),
    ...notNumbers.map((iat) => made('jC06', `iat ${JSON.stringify(iat)}`, { iat })),
    made('jC06', 'no iat', { iat: undefined }),
    made('jC06', 'iat negative', { iat: -1 }),
    made('jC06', 'iat after exp', { iat: now + 20, exp: now + 10 }),
  ];
}

function parties(made: Made): Case[] {
  const issuers: Changes = {
    wrong: 'https://other.test',
    missing: undefined,
    array: [TEST_ISSUER],
    'array of two': [TEST_ISSUER, 'https://evil.test'],
    'trailing slash': `${TEST_ISSUER}/`,
    'upper case': TEST_ISSUER.toUpperCase(),
    prefix: `${TEST_ISSUER}.evil.com`,
    http: TEST_ISSUER.replace('https', 'http'),
    'unicode host': TEST_ISSUER.replace('i', '\u0456'),
    number: 1,
  };
  const audiences: Changes = {
    wrong: 'other',
    missing: undefined,
    'empty array': [],
    object: { [TEST_AUDIENCE]: TEST_AUDIENCE },
    'nested array': [[TEST_AUDIENCE]],
    'longer text': `x${TEST_AUDIENCE}x`,
    prefix: TEST_AUDIENCE.slice(0, 4),
    number: 1,
    'upper case': TEST_AUDIENCE.toUpperCase(),
    'client id': 'c1',
    'ours and a number': [TEST_AUDIENCE, 1],
    'eleven with ours': [TEST_AUDIENCE, ...'abcdefghij'],
  };
  const subjects: Changes = {
    missing: undefined,
    empty: '',
    number: 1,
    object: { $ne: 1 },
    array: ['tester'],
    null: null,
    '4 kB': 'x'.repeat(4000),
    'with NUL': 'tester\0',
    'with a line end': 'tester\n',
  };
  return [
    ...Object.entries(issuers).map(([what, iss]) => made('jC07', `iss ${what}`, { iss })),
    ...Object.entries(audiences).map(([what, aud]) => made('jC08', `aud ${what}`, { aud })),
    made('jC09', 'aud array with ours', { aud: ['other', TEST_AUDIENCE] }, 'accepted'),
    ...Object.entries(subjects).map(([what, sub]) => made('jC10', `sub ${what}`, { sub })),
    made('frame', 'no jti', { jti: undefined }, 'accepted'),
    ...['', 1, null, ['j1']].map((jti) => made('frame', `jti ${JSON.stringify(jti)}`, { jti })),
  ];
}

function types(kit: TokenKit, made: Made): Case[] {
  const typed = (typ: unknown, expect?: Expected, row = 'jC12'): Case =>
    tokenCase(row, `typ ${JSON.stringify(typ)}`, kit.headed({ typ }), expect);
  const others = [
    undefined,
    'logout+jwt',
    'dpop+jwt',
    'secevent+jwt',
    'id+jwt',
    'at+jwt ',
    'JWE',
    '',
    1,
    null,
    ['at+jwt'],
  ];
  return [
    ...others.map((typ) => typed(typ)),
    ...['AT+JWT', 'application/at+jwt', 'APPLICATION/AT+JWT'].map((typ) => typed(typ, 'accepted', 'jC13')),
    ...['JWT', 'jwt'].map((typ) => typed(typ, 'accepted')),
    ...['nonce', 'at_hash', 'c_hash'].map((name) => made('jC14', `id token with ${name}`, { [name]: 'x' })),
    made('jC15', 'refresh token', { typ: 'Refresh' }),
    made('jC15', 'id token by its claim', { token_use: 'id' }),
    made('jC15', 'logout token', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }),
    made('jC15', 'client assertion', { iss: 'c1', sub: 'c1' }),
    made('jC15', 'typ claim that is no text', { typ: { toString: 1 } }),
    made('jC15', 'access token by its claim', { typ: 'Bearer', token_use: 'access' }, 'accepted'),
    made('jC16', 'bound to a key', { cnf: { jkt: 'x' } }),
  ];
}

function positives(kit: TokenKit, made: Made): Case[] {
  const rows = [made('P', `${kit.algorithm}`, {}, 'accepted')];
  if (kit.mode === 'secret') return rows;
  const ec = compact({ alg: 'ES256', typ: 'at+jwt', kid: 'k2' }, kit.claims(), (text) =>
    signatureOf('ES256', text, keys.ec.privateKey),
  );
  return [
    ...rows,
    tokenCase('P', 'ES256', ec, 'accepted'),
    tokenCase('P', 'thumbprints', kit.headed({ x5t: 'A'.repeat(27), 'x5t#S256': 'A'.repeat(43) }), 'accepted'),
  ];
}
