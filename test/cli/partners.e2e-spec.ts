import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

const CUSTOMER = '5f7b1c2e8a1d4e0012c3b400';
const PARTNER = '5f7b1c2e8a1d4e0012c3b401';
const PARTIES = ['--customer', CUSTOMER, '--partner', PARTNER];

let database: RecordDatabase;
const run = (...args: string[]) => linebook(['partners', ...args], { env: { DATABASE_URL: database.url } });

beforeAll(async () => {
  database = await createDatabase();
  for (const id of [CUSTOMER, PARTNER]) {
    await linebook(['organizations', 'add', '--object-id', id, '--name', id], { env: { DATABASE_URL: database.url } });
  }
});
afterAll(() => database.drop());

const rows = () =>
  database.query(
    `SELECT access, expires_at IS NOT NULL AS expires, revoked_at IS NOT NULL AS revoked,
            (SELECT action FROM changes WHERE id = granted_by) AS "grantedBy",
            (SELECT action FROM changes WHERE id = revoked_by) AS "revokedBy" FROM partnerships ORDER BY id`,
  );

it('grants, changes by a new row, grants nothing twice, and revokes', async () => {
  expect(await run('grant', ...PARTIES, '--access', 'read')).toMatchObject({
    code: 0,
    stdout: 'granted: read access\n',
  });
  const again = await run('grant', ...PARTIES, '--access', 'read');
  expect(again.stdout).toBe('granted already: nothing changed\n');
  expect((await run('grant', ...PARTIES, '--until', '2999-01-01T00:00:00+01:00')).stdout).toBe(
    'granted: full access until 2999-01-01T00:00:00+01:00\n',
  );
  const list = await run('list');
  expect(list.stdout).toMatch(
    new RegExp(`^${CUSTOMER}\t${PARTNER}\tfull\tsince \\S+Z\tuntil 2998-12-31T23:00:00.000Z\n$`),
  );
  expect((await run('revoke', ...PARTIES)).stdout).toBe('revoked\n');
  expect((await run('list')).stdout).toBe('');

  const granted = { grantedBy: 'partnership.grant', revoked: true };
  expect(await rows()).toEqual([
    { ...granted, access: 'read', expires: false, revokedBy: 'partnership.grant' },
    { ...granted, access: 'full', expires: true, revokedBy: 'partnership.revoke' },
  ]);
  const changes = await database.query(
    `SELECT c.action, c.details, o.object_id AS organization, p.object_id AS other FROM changes c
       JOIN organizations o ON o.id = c.organization_id JOIN organizations p ON p.id = c.other_organization_id ORDER BY c.id`,
  );
  const both = { organization: CUSTOMER, other: PARTNER };
  expect(changes).toEqual([
    { ...both, action: 'partnership.grant', details: { access: 'read', until: null } },
    { ...both, action: 'partnership.grant', details: { access: 'full', until: '2998-12-31T23:00:00.000Z' } },
    { ...both, action: 'partnership.revoke', details: {} },
  ]);
});

it.each([
  [['revoke', ...PARTIES], 'partnership_not_found'],
  [['grant', '--customer', 'f'.repeat(24), '--partner', PARTNER], 'organization_not_found'],
  [['grant', '--customer', CUSTOMER, '--partner', 'f'.repeat(24)], 'organization_not_found'],
  [['grant', '--customer', CUSTOMER, '--partner', CUSTOMER], 'same_organization'],
  [['grant', ...PARTIES, '--until', '2000-01-01T00:00:00Z'], 'expiry_in_the_past'],
  [['grant', ...PARTIES, '--until', 'tomorrow'], 'wrong_usage'],
  [['grant', ...PARTIES, '--until', '2999-01-01T00:00:00'], 'wrong_usage'],
  [['grant', '--customer', 'x', '--partner', PARTNER], 'wrong_usage'],
  [['grant', ...PARTIES, '--access', 'write'], 'Allowed choices are read, full'],
])('2: %j: %s', async (args, text) => {
  const before = await rows();
  expect(await run(...args)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(text) });
  expect(await rows()).toEqual(before);
});

it('two grants at once leave one live partnership', async () => {
  const outcomes = await Promise.all([1, 2, 3].map(() => run('grant', ...PARTIES)));
  expect(outcomes.map(({ stdout }) => stdout).sort()).toEqual([
    'granted already: nothing changed\n',
    'granted already: nothing changed\n',
    'granted: full access\n',
  ]);
});
