import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyServer, type LocalServer } from '../auth/local-servers.js';
import { goodRsa, keys, signatureOf, compact } from '../auth/token-kit.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { claimsFor, foreignToken, TEST_AUDIENCE, TEST_ISSUER, TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

const ACME = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const OBJECT_ID = 'ec7aa30564b5c6b51f2f4ebb';
const NAMES = 'https://names.example';
const GOOD = { organization: ACME, roles: ['full_admin', 'other'], scopes: ['spark-admin:workspaces_read', 'x'] };

let database: RecordDatabase;
let keySet: LocalServer;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  keySet = await keyServer({ '/keys': { keys: [goodRsa] } });
  folder = mkdtempSync(join(tmpdir(), 'linebook-explain-'));
  const named = { issuer: NAMES, keySet: `${keySet.url}/keys`, audience: TEST_AUDIENCE };
  const away = { ...named, issuer: 'https://away.example', keySet: 'http://127.0.0.1:9/keys' };
  const issuers = [{ ...named, organization: { claim: 'org_id', is: 'alias' } }, away];
  writeFileSync(join(folder, 'issuers.json'), JSON.stringify(issuers));
  await run(['organizations', 'add', '--uuid', ACME, '--name', 'Acme']);
});
afterAll(async () => {
  await database.drop();
  await keySet.stop();
  rmSync(folder, { recursive: true });
});

const run = (args: string[], input = '') =>
  linebook(args, {
    env: { DATABASE_URL: database.url, ...TOKEN_ENVIRONMENT, AUTH_ISSUERS_FILE: join(folder, 'issuers.json') },
    input,
  });

/** What is said of a token, which is never said itself. */
async function explained(token: string, how: 'argument' | 'input' = 'argument') {
  const { code, stdout, stderr } = await (how === 'input'
    ? run(['token', 'explain', '-'], `Bearer ${token}\n`)
    : run(['token', 'explain', token]));
  for (const segment of token.split('.').filter((text) => text.length > 8))
    expect(stdout + stderr).not.toContain(segment);
  return { code, lines: stdout.trimEnd().split('\n'), stderr };
}

const byKeySet = (claims: object, header: object = { typ: 'JWT' }): string =>
  compact({ alg: 'RS256', kid: 'k1', ...header }, claims, (text) => signatureOf('RS256', text, keys.rsa.privateKey));
const named = (more: object = {}): object => ({ ...claimsFor(GOOD), iss: NAMES, org_id: 'org_acme', ...more });

it.each(['argument', 'input'] as const)('says what a token lets its caller do, read as %s', async (how) => {
  expect(await explained(tokenFor(GOOD), how)).toEqual({
    code: 0,
    lines: [
      `issuer: ${TEST_ISSUER}`,
      'signature: valid, HS256',
      `organization: ${OBJECT_ID} Acme`,
      'roles: full_admin',
      'scopes: spark-admin:workspaces_read x',
      expect.stringMatching(/^expires: \d{4}-\S+Z$/),
    ],
    stderr: '',
  });
});

it('says what does not count, and what would make it', async () => {
  const { lines } = await explained(tokenFor({ organization: ACME, roles: ['SUPERADMIN'] }));
  expect(lines.slice(3, 6)).toEqual([
    'roles: none; see roles in docs/identity-providers.md',
    '  SUPERADMIN does not count: superadminOrganizations, or AUTH_SUPERADMIN_ORGANIZATIONS',
    'scopes: none; see scopes in docs/identity-providers.md',
  ]);
});

it('knows aliases, and says how to add one', async () => {
  const before = await explained(byKeySet(named()));
  expect([before.code, ...before.lines.slice(-2)]).toEqual([
    1,
    'refused: The organization of the token is no alias of an organization',
    `setting: linebook organizations alias ORGANIZATION --issuer ${NAMES} --id NAME`,
  ]);
  await run(['organizations', 'alias', ACME, '--issuer', NAMES, '--id', 'org_acme']);
  const { code, lines } = await explained(byKeySet(named()));
  expect([code, lines[1], lines[2]]).toEqual([
    0,
    'signature: valid, RS256',
    `organization: ${OBJECT_ID} Acme, by the alias org_acme`,
  ]);
});

const IN_FILE = 'of the issuer in the file of AUTH_ISSUERS_FILE (docs/identity-providers.md)';
it.each([
  [
    'of another issuer',
    () => tokenFor({ ...GOOD, iss: 'https://other.example' }),
    'issuer',
    'AUTH_ISSUER, or an issuer more in the file of AUTH_ISSUERS_FILE',
  ],
  ['for another audience', () => tokenFor({ ...GOOD, aud: 'x' }), 'audience', 'AUTH_AUDIENCE'],
  [
    'that is too long good',
    () => tokenFor({ ...GOOD, exp: Math.floor(Date.now() / 1000) + 90_000 }),
    'lifetime',
    'AUTH_MAX_TOKEN_AGE_SECONDS',
  ],
  ['of another key', () => foreignToken(GOOD), 'signature', 'AUTH_JWKS_URL or AUTH_HS256_SECRET'],
  ['without a type', () => byKeySet(named(), { typ: undefined }), 'type', `types ${IN_FILE}`],
  ['without an organization', () => byKeySet(named({ org_id: undefined })), 'claim org_id', `organization ${IN_FILE}`],
  ['with an unknown key', () => byKeySet(named(), { typ: 'JWT', kid: 'k9' }), 'unknown key', `keySet ${IN_FILE}`],
  [
    'that has expired',
    () => tokenFor({ ...GOOD, iat: 1, exp: 2 }),
    'expired',
    'none changes that; the issuer has to send another token',
  ],
  [
    'that is none',
    () => 'eyJhbGciOiJub25lIn0',
    'three segments',
    'none changes that; the issuer has to send another token',
  ],
])('1: a token %s, and which setting would help', async (_what, token, fault, setting) => {
  const { code, lines, stderr } = await explained(token());
  expect({ code, refused: lines.at(-2), setting: lines.at(-1), stderr }).toEqual({
    code: 1,
    refused: expect.stringMatching(new RegExp(`^refused: The .*${fault}`)),
    setting: `setting: ${setting}`,
    stderr: '',
  });
});

it('2: says that the keys could not be fetched, and why', async () => {
  const { code, stderr } = await explained(byKeySet({ ...claimsFor(GOOD), iss: 'https://away.example' }));
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/Tokens cannot be checked at the moment \(keys_unavailable\)/),
  ]);
});

it('explains a token of an organization that the record does not know', async () => {
  const organization = '5f0c6f0e-6f5b-4d25-9c8e-0b8f3c8f3a11';
  const { code, lines } = await explained(tokenFor({ ...GOOD, organization }));
  expect([code, lines[2]]).toEqual([0, `organization: ${organization}, which the record does not know`]);
});

it('explains the demo’s own tokens without any setting', async () => {
  const data = join(folder, 'demo');
  const env = { LINEBOOK_DATA: data };
  const token = (await linebook(['token', '--role', 'readonly_admin'], { env })).stdout.trim();
  const { code, stdout } = await linebook(['token', 'explain', token], { env });
  expect([code, stdout.split('\n').slice(0, 4)]).toEqual([
    0,
    [
      'issuer: linebook-demo',
      'signature: valid, HS256',
      'organization: 00000000-0000-4000-8000-000000000001, which the record does not know',
      'roles: readonly_admin',
    ],
  ]);
});
