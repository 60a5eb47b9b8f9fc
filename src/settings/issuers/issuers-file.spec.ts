import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsFaults } from '../settings.js';
import { readStartSettings } from '../start-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'linebook-issuers-'));
const path = join(folder, 'issuers.json');
afterAll(() => rmSync(folder, { recursive: true }));

const ISSUER = { issuer: 'https://id.example', keySet: 'https://id.example/keys', audience: 'linebook' };

const MEMBERS = [
  ...['issuer', 'keySet', 'audience', 'audienceClaim', 'organization', 'roles', 'scopes', 'locations', 'types'],
  ...['longestAgeSeconds', 'superadminOrganizations'],
].join(', ');

/** What a start says of the file. */
function faultsOf(content: string | Buffer | object, environment = {}): readonly string[] {
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  try {
    readStartSettings({ DATABASE_URL: 'postgresql://h/d', AUTH_ISSUERS_FILE: path, ...environment }, false);
    return [];
  } catch (error) {
    if (error instanceof SettingsFaults) return error.faults;
    throw error;
  }
}

it('is enough without the variables of one issuer', () => {
  expect(faultsOf([ISSUER])).toEqual([]);
});

it('takes every member', () => {
  const whole = {
    ...ISSUER,
    keySet: 'http://127.0.0.1:8080/keys',
    audience: ['linebook', 'portal'],
    audienceClaim: 'client_id',
    organization: { claim: ['organization', '*', 'id'] },
    roles: {
      claims: [['realm_access', 'roles'], 'https://x.example/roles'],
      names: { a: 'SUPERADMIN', b: ['full_admin'] },
    },
    scopes: { claims: ['scp'], names: { 'x/read': ['spark-admin:workspaces_read', 'other'] } },
    locations: { claim: 'places' },
    types: ['AT+JWT', 'JWT', 'none'],
    longestAgeSeconds: 600,
    superadminOrganizations: ['65f0c0ffee65f0c0ffee65f0'],
  };
  const always = {
    ...ISSUER,
    issuer: 'b',
    organization: { always: '65f0c0ffee65f0c0ffee65f0' },
    roles: { default: 'readonly_admin' },
  };
  expect(faultsOf([whole, always])).toEqual([]);
});

it('names every fault at once, by the line, beside those of the variables', () => {
  const text = `[
  {
    "issuer": "linebook-demo",
    "keySet": "http://id.example/keys",
    "audience": [],
    "audiences": "linebook",
    "organization": { "claim": "org", "always": "65f0c0ffee65f0c0ffee65f0" },
    "roles": {
      "claims": "roles",
      "names": {
        "a": "admin",
        "b": ["full_admin", "boss"]
      },
      "default": "SUPERADMIN"
    },
    "scopes": { "claims": [["a", 1]] },
    "types": ["jwt", "jose"],
    "longestAgeSeconds": 59,
    "superadminOrganizations": ["Acme"]
  },
  { "issuer": "" }
]`;
  const role = 'one of SUPERADMIN, full_admin, readonly_admin, location_admin';
  expect(faultsOf(text, { PORT: 'x' })).toEqual([
    'PORT: expected a whole number from 0 to 65535',
    ...[
      "line 3, issuer: linebook-demo is the demo's own issuer",
      'line 4, keySet: expected https, or an address of this machine',
      'line 5, audience: expected a list of 1 to 10',
      `line 6, unknown member; known are ${MEMBERS}`,
      'line 7, organization: expected either claim or always',
      'line 9, roles.claims: expected a list of 1 to 10',
      `line 11, roles.names: expected ${role}`,
      `line 12, roles.names: expected ${role}`,
      'line 14, roles.default: expected a role other than SUPERADMIN',
      'line 16, scopes.claims: expected the name of a claim, in printable ASCII',
      'line 17, types: expected one of at+jwt, application/at+jwt, JWT, none',
      'line 18, longestAgeSeconds: expected a whole number from 60 to 31536000',
      'line 19, superadminOrganizations: expected an organization id, in any spelling',
      'line 21, keySet: set it',
      'line 21, audience: set it',
      'line 21, issuer: expected a text of 1 to 255 characters',
    ].map((fault) => `AUTH_ISSUERS_FILE: ${fault}`),
  ]);
});

it.each([
  ['', 'line 1, expected a value'],
  ['[\n\n{"issuer" "x"}]', 'line 3, expected a colon'],
  ['[{"a": 1,\n}]', 'line 2, expected the name of a member, in double quotes'],
  ['[{"a": 1,\n"a": 2}]', 'line 2, this member is there twice'],
  ['[1 2]', 'line 1, expected a comma or a closing bracket'],
  ['[{"a": 1 "b": 2}]', 'line 1, expected a comma or a closing brace'],
  ['[\n01]', 'line 2, expected valid JSON'],
  ['[\n"\\x"]', 'line 2, expected valid JSON'],
  ["['x']", 'line 1, expected valid JSON'],
  ['[]\n]', 'line 2, expected the end of the file'],
  ['[[[[[[[[[[]]]]]]]]]]', 'line 1, expected at most 8 levels'],
  ['{}', 'line 1, expected a list of 1 to 1000'],
  ['[]', 'line 1, expected a list of 1 to 1000'],
  [Buffer.from([0x5b, 0xff, 0x5d]), 'expected a file in UTF-8'],
  [' '.repeat(1024 * 1024 + 1), 'expected a file of at most 1048576 bytes'],
])('refuses %j', (content, fault) => {
  expect(faultsOf(content)).toEqual([`AUTH_ISSUERS_FILE: ${fault}`]);
});

it('refuses an issuer that is there twice, in the file or in the variables', () => {
  expect(faultsOf(`[${JSON.stringify(ISSUER)},\n${JSON.stringify(ISSUER)}]`)).toEqual([
    'AUTH_ISSUERS_FILE: line 2, issuer: this one is in the file already',
  ]);
  const variables = { AUTH_JWKS_URL: 'https://id.example/keys', AUTH_ISSUER: ISSUER.issuer, AUTH_AUDIENCE: 'linebook' };
  expect(faultsOf([ISSUER], variables)).toEqual([
    'AUTH_ISSUER: expected one that is not in the file of AUTH_ISSUERS_FILE',
  ]);
});

it('wants the variables of one issuer whole where one of them is set', () => {
  expect(faultsOf([ISSUER], { AUTH_ISSUER: 'https://other.example' })).toEqual([
    'AUTH_JWKS_URL or AUTH_HS256_SECRET: set one of them',
    'AUTH_AUDIENCE: set it',
  ]);
});

it('says that there is no such file, and nothing of variables that it may stand in for', () => {
  expect(faultsOf([ISSUER], { AUTH_ISSUERS_FILE: join(folder, 'none') })).toEqual([
    'AUTH_ISSUERS_FILE: expected a file that can be read (ENOENT)',
  ]);
});
