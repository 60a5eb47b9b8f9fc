import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../record-database.js';
import { TOKEN_ENVIRONMENT } from '../tokens.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'linebook-token-'));
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const partOf = (token: string, part: 0 | 1): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[part]!, 'base64url').toString()) as Record<string, unknown>;

describe('linebook token', () => {
  it('says what it was asked to say, for an hour, with a key that its owner alone can read', async () => {
    const location = '0b6f0b1e-3c55-4b53-9f0e-0d3c5a1b2c3d';
    const args = ['--role', 'location_admin', '--scope', 'spark-admin:workspaces_read', 'x', '--location', location];
    const organization = '5f7b1c2e8a1d4e0012c3b400';
    const { code, stdout } = await linebook(['token', '--data', data, '--organization', organization, ...args]);
    expect(code).toBe(0);
    const claims = partOf(stdout.trim(), 1);
    expect(claims).toEqual({
      iss: 'linebook-demo',
      aud: 'linebook',
      sub: 'demo',
      iat: expect.any(Number),
      exp: (claims.iat as number) + 3600,
      jti: expect.any(String),
      org_id: organization,
      roles: ['location_admin'],
      scope: 'spark-admin:workspaces_read x',
      locations: [location],
    });
    expect(partOf(stdout, 0)).toEqual({ alg: 'HS256', typ: 'at+jwt' });
    expect(statSync(join(data, 'demo-key')).mode & 0o777).toBe(0o600);
  });

  it.each([
    [['--seconds', '3601'], '--seconds is not 1 to 3600'],
    [['--seconds', '0'], '--seconds is not 1 to 3600'],
    [['--organization', 'x'], '--organization is no organization id'],
    [['--location', 'x'], '--location is no location id'],
    [['--role', 'superadmin'], 'Allowed choices are SUPERADMIN'],
  ])('2: %j', async (args, text) => {
    const outcome = await linebook(['token', '--data', data, ...args]);
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(text) });
  });

  it('2: refuses where a key source is configured', async () => {
    const outcome = await linebook(['token', '--data', data], { env: TOKEN_ENVIRONMENT });
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('a key source is configured') });
  });

  it('2: refuses a key that others can read', async () => {
    chmodSync(join(data, 'demo-key'), 0o644);
    const outcome = await linebook(['token', '--data', data]);
    chmodSync(join(data, 'demo-key'), 0o600);
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('can be read by others') });
  });
});

describe('linebook migrate', () => {
  it('makes the schema as the owner, lets the application in, and does nothing the second time', async () => {
    const database = await createDatabase({ migrated: false });
    const env = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
    try {
      expect(await linebook(['organizations', 'list'], { env })).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('schema_behind'),
      });
      const first = await linebook(['migrate'], { env });
      expect(first).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/^applied TheRecord\d+\n(applied \w+\n)+the schema is up to date/),
      });
      const second = await linebook(['migrate'], { env });
      expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^the schema is up to date/) });
      expect(await linebook(['organizations', 'list'], { env })).toEqual({ code: 0, stdout: '', stderr: '' });
      const asOwner = await linebook(['organizations', 'list'], { env: { DATABASE_URL: database.ownerUrl } });
      expect(asOwner).toMatchObject({ code: 2, stderr: expect.stringContaining('unsafe_role') });
    } finally {
      await database.drop();
    }
  });

  it('2: needs DATABASE_OWNER_URL beside DATABASE_URL', async () => {
    const outcome = await linebook(['migrate'], { env: { DATABASE_URL: 'postgresql://localhost/x' } });
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining('DATABASE_OWNER_URL is not set') });
  });
});

describe('linebook', () => {
  it.each([[['--help']], [['import', '--help']], [['partners', 'grant', '--help']]])('0: %j', async (args) => {
    expect(await linebook(args)).toEqual({ code: 0, stdout: expect.stringContaining('Usage: linebook'), stderr: '' });
  });

  it('2: an unknown verb, and a database that cannot be reached', async () => {
    expect(await linebook(['frobnicate'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('unknown command'),
    });
    const env = { DATABASE_URL: 'postgresql://x@127.0.0.1:1/x' };
    const unreachable = await linebook(['organizations', 'list'], { env });
    expect(unreachable).toMatchObject({ code: 2, stderr: expect.stringContaining('(database_unreachable)') });
    expect(unreachable.stderr).not.toMatch(/\n\s+at /);
  });
});
