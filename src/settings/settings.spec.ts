import { readSettings, SettingsFaults, VARIABLES } from './settings.js';
import { readStartSettings } from './start-settings.js';

const SECRET = 'a secret for tests only, longer than 32 bytes';
const GOOD = {
  DATABASE_URL: 'postgresql://linebook@localhost/linebook',
  AUTH_HS256_SECRET: SECRET,
  AUTH_ISSUER: 'https://issuer.test',
  AUTH_AUDIENCE: 'linebook',
};
const KEY_SET = { ...GOOD, AUTH_HS256_SECRET: '', AUTH_JWKS_URL: 'https://issuer.test/keys' };

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SettingsFaults) return error.faults;
    throw error;
  }
  return [];
}

const started = (environment: NodeJS.ProcessEnv, embedded = false): readonly string[] =>
  faultsOf(() => readStartSettings(environment, embedded));

describe('a variable', () => {
  it('has its default where it is not set, or empty', () => {
    for (const environment of [{}, { PORT: '', LOG_LEVEL: '' }]) {
      expect(readSettings(environment)).toMatchObject({ port: 2212, host: '127.0.0.1', logLevel: 'info', docs: 'off' });
    }
  });

  it('has a name of its own, a sentence, and a default that it can read', () => {
    const variables = Object.values(VARIABLES);
    expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
    for (const { name, sentence } of variables) {
      expect([name, sentence]).toEqual([
        expect.stringMatching(/^[A-Z][A-Z0-9_]+$/),
        expect.stringMatching(/^[A-Z].+\.$/s),
      ]);
    }
    expect(faultsOf(() => readSettings({}))).toEqual([]);
  });

  it.each([
    ['PORT', ['0', '65535'], ['-1', '65536', '80.5', '0x50', 'http', ' 80']],
    [
      'PUBLIC_URL',
      ['https://numbers.example', 'http://numbers.example:8080/', 'http://[::1]:2212'],
      [
        'numbers.example',
        'ftp://numbers.example',
        'https://numbers.example/api',
        'https://a@numbers.example',
        'https:',
        '/',
      ],
    ],
    [
      'TRUSTED_PROXIES',
      ['', '127.0.0.1', '10.0.0.0/8, 192.0.2.7', '::1,2001:db8::/32', '::ffff:10.0.0.1'],
      [
        'loopback',
        'proxy.example',
        'true',
        '1',
        '0.0.0.0/0',
        '::/0',
        '10.0.0.0/33',
        '10.0.0.0/',
        '10.0.0/8',
        'fe80::1%eth0',
      ],
    ],
    ['OPERATIONS_PORT', ['0', '9464', '65535'], ['-1', '65536']],
    ['DATABASE_URL', ['postgres://h/d', 'postgresql:///d?host=/run'], ['mysql://h/d', 'h/d', 'Postgresql//h']],
    ['DATABASE_POOL_SIZE', ['1', '500'], ['0', '501']],
    ['AUTH_JWKS_URL', ['https://issuer.test/keys'], ['/keys', 'keys']],
    [
      'AUTH_SUPERADMIN_ORGANIZATIONS',
      ['', '65f0c0ffee65f0c0ffee65f0, 6f0e6b0c-9d1e-4c43-8e1c-0f6f0a1b2c3d'],
      ['Acme', '1,2'],
    ],
    ['AUTH_MAX_TOKEN_AGE_SECONDS', ['60', '31536000'], ['59', '31536001']],
    ['BODY_LIMIT_BYTES', ['1024', '104857600'], ['1023', '104857601', '1e6', '256k']],
    ['REQUEST_TIMEOUT_SECONDS', ['1', '300'], ['0', '301']],
    ['SHUTDOWN_GRACE_SECONDS', ['0', '600'], ['601']],
    ['DOCS', ['on', 'off'], ['ON', 'true', '1']],
    ['LOG_LEVEL', ['fatal', 'silent'], ['trace', 'INFO']],
  ])('%s takes %j and refuses %j', (name, good, bad) => {
    for (const value of good) expect(faultsOf(() => readSettings({ [name]: value }))).toEqual([]);
    for (const value of bad) {
      expect(faultsOf(() => readSettings({ [name]: value }))).toEqual([expect.stringMatching(`^${name}: expected `)]);
    }
  });
});

describe('a production start', () => {
  it.each([
    ['a shared secret', GOOD, false],
    ['a key set', KEY_SET, false],
    ['a key set of this machine', { ...KEY_SET, AUTH_JWKS_URL: 'http://127.0.0.1:8080/keys' }, false],
    ['the embedded database', { ...GOOD, DATABASE_URL: '' }, true],
  ])('takes %s', (_what, environment, embedded) => {
    expect(started(environment, embedded)).toEqual([]);
  });

  it.each([
    ['no database', { ...GOOD, DATABASE_URL: '' }, ['DATABASE_URL: set it, or say --embedded']],
    [
      'no key source',
      { ...GOOD, AUTH_HS256_SECRET: '' },
      ['AUTH_JWKS_URL or AUTH_HS256_SECRET: set one of them, or AUTH_ISSUERS_FILE'],
    ],
    [
      'both key sources',
      { ...KEY_SET, AUTH_HS256_SECRET: SECRET },
      ['AUTH_JWKS_URL and AUTH_HS256_SECRET: set one of them, not both'],
    ],
    [
      'a short secret',
      { ...GOOD, AUTH_HS256_SECRET: 'x'.repeat(31) },
      ['AUTH_HS256_SECRET: expected 32 bytes or more'],
    ],
    ...['x'.repeat(40), ' '.repeat(40), `${' '.repeat(20)}${'x'.repeat(20)}`].map(
      (secret): [string, Record<string, string>, string[]] => [
        `the secret ${JSON.stringify(secret)}`,
        { ...GOOD, AUTH_HS256_SECRET: secret },
        ['AUTH_HS256_SECRET: expected a random text, not blanks or one character repeated'],
      ],
    ),
    [
      'a key set with a password in its URL',
      { ...KEY_SET, AUTH_JWKS_URL: 'https://user:secret@keys.example/jwks' },
      ['AUTH_JWKS_URL: expected no user name or password in the URL, because logs and proxies show it'],
    ],
    ['no issuer', { ...GOOD, AUTH_ISSUER: '' }, ['AUTH_ISSUER: set it']],
    [
      "the demo's issuer",
      { ...GOOD, AUTH_ISSUER: 'linebook-demo' },
      ["AUTH_ISSUER: linebook-demo is the demo's own issuer"],
    ],
    ['one port for both', { ...GOOD, OPERATIONS_PORT: '2212' }, ['OPERATIONS_PORT: expected another one than PORT']],
    ['no audience', { ...GOOD, AUTH_AUDIENCE: '' }, ['AUTH_AUDIENCE: set it']],
  ])('refuses %s', (_what, environment, faults) => {
    expect(started(environment)).toEqual(faults);
  });

  it.each([
    'http://issuer.test/keys',
    'http://127.0.0.1.evil.test/keys',
    'http://localhost.evil.test',
    'file:///keys',
    'ftp://localhost/keys',
  ])('refuses the key server %s', (url) => {
    const faults = ['AUTH_JWKS_URL: expected https, or an address of this machine'];
    expect(started({ ...KEY_SET, AUTH_JWKS_URL: url })).toEqual(faults);
  });

  it('says of what it cannot read no more than that', () => {
    expect(started({ ...GOOD, DATABASE_URL: 'x' })).toEqual([expect.stringContaining('DATABASE_URL: expected')]);
    expect(started({ ...KEY_SET, AUTH_JWKS_URL: 'x' })).toEqual(['AUTH_JWKS_URL: expected a URL']);
  });

  it('refuses two databases', () => {
    expect(started(GOOD, true)).toEqual(['--embedded: not together with DATABASE_URL']);
  });

  it('names every fault at once', () => {
    expect(started({ PORT: 'x', DOCS: 'maybe', AUTH_HS256_SECRET: 'short' })).toEqual([
      'PORT: expected a whole number from 0 to 65535',
      'DOCS: expected one of on, off',
      'DATABASE_URL: set it, or say --embedded',
      'AUTH_HS256_SECRET: expected 32 bytes or more',
      'AUTH_ISSUER: set it',
      'AUTH_AUDIENCE: set it',
    ]);
  });

  it('never repeats a value: it may be a secret in the wrong place', () => {
    const environment = Object.fromEntries(Object.values(VARIABLES).map(({ name }) => [name, SECRET]));
    expect(started(environment).join()).not.toContain(SECRET);
  });
});
