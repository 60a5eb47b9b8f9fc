import { execFileSync, spawnSync } from 'node:child_process';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { linebook } from './linebook.js';

// What verbs that list print: --json, --csv, and a table on a terminal.

jest.setTimeout(60_000);

const SAM = '5f7b1c2e8a1d4e0012c3b4a6';
const ACME = '5f7b1c2e8a1d4e0012c3b400';
let database: RecordDatabase;
let acme: TestOrganization;
const run = (...args: string[]) => linebook(args, { env: { DATABASE_URL: database.url } });

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  acme = await rows.organization({ object_id: ACME, name: '=Acme' });
  const sam = await rows.user(acme, { object_id: SAM, full_name: 'Sam "S" Patel', email: 'sam@acme.example' });
  await rows.providerLine(acme, sam, { number: '+14165550100', held_since: new Date(Date.UTC(2026, 0, 2)) });
});
afterAll(() => database.drop());

it.each([
  [
    ['organizations', 'list'],
    () => `name,may_add_numbers,number_rest_days,id,uuid\n'=Acme,none,0,${ACME},${acme.uuid}\n`,
  ],
  [['organizations', 'alias', 'list'], () => 'organization,issuer,name_there,since,organization_id\n'],
  [['partners', 'list'], () => 'customer,partner,access,since,until,customer_id,partner_id\n'],
  [
    ['users', 'list'],
    () =>
      'name,email,id,removed_at,erased_at,organization_id\n' + `"Sam ""S"" Patel",sam@acme.example,${SAM},,,${ACME}\n`,
  ],
  [
    ['numbers', 'list'],
    () =>
      'number,holder,since,location,extension,state,provider,rests_until,holder_id,organization_id\n' +
      `+14165550100,"Sam ""S"" Patel",2026-01-02T00:00:00.000Z,,,ACTIVE,twilio,,${SAM},${ACME}\n`,
  ],
  [['numbers', 'free', '--organization', ACME], () => 'number,location,state,organization_id\n'],
])('%j --csv', async (args, expected) => {
  expect(await run(...args, '--csv')).toEqual({ code: 0, stdout: expected(), stderr: '' });
});

it('numbers show and history, and changes, as CSV', async () => {
  const shown = (await run('numbers', 'show', '+14165550100', '--csv')).stdout.split('\n');
  expect(shown).toEqual([
    'number,holder,since,location,organization,state,provider,rests_until,holder_id,organization_id',
    `+14165550100,"Sam ""S"" Patel",2026-01-02T00:00:00.000Z,,'=Acme,ACTIVE,twilio,,${SAM},${ACME}`,
    '',
  ]);
  const history = (await run('numbers', 'history', '+14165550100', '--csv')).stdout.split('\n');
  expect(history[0]).toBe('holder,since,to,provider,opened_by,closed_by,from,holder_id');
  expect(history).toHaveLength(3);
  const [header, ...changes] = (await run('changes', '--csv')).stdout.trimEnd().split('\n');
  expect(header).toBe('id,at,action,way,subject,details,organization_id,tracking_id');
  expect(changes.length).toBeGreaterThan(0);
});

it('--json is lines of JSON for each', async () => {
  const organization = (await run('organizations', 'list', '--json')).stdout;
  expect(JSON.parse(organization)).toEqual({
    ...{ id: ACME, uuid: acme.uuid, name: '=Acme', mayAddNumbers: 'none', numberRestDays: 0 },
  });
  expect(await run('users', 'list', '--json')).toEqual(await run('users', 'list'));
  expect(await run('numbers', 'show', '+14165550100', '--json')).toEqual(await run('numbers', 'show', '+14165550100'));
  expect(await run('users', 'list', '--json', '--csv')).toMatchObject({
    ...{ code: 2, stdout: '', stderr: expect.stringContaining('cannot be used with') },
  });
});

const canScript = spawnSync('script', ['--version']).status === 0;
if (!canScript) console.warn('skipped: a real terminal, because there is no `script`');

(canScript ? describe : describe.skip)('on a terminal', () => {
  const onTerminal = (command: string, env: Record<string, string> = {}): string =>
    execFileSync('script', ['-qec', `stty cols 78; ${process.execPath} bin/linebook.mjs ${command}`, '/dev/null'], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, ...env },
    })
      .toString()
      .replaceAll('\r\n', '\n');

  it('is a table with a header, bold without NO_COLOR', () => {
    const plain = onTerminal('users list', { NO_COLOR: '1' });
    expect(plain).toMatch(/^NAME +EMAIL +ID +REMOVED AT\n/);
    expect(plain).toMatch(new RegExp(`\nSam "S" Patel +sam@acme.example +${SAM}\n$`));
    expect(plain).not.toContain('\u001b');
    expect(onTerminal('users list')).toMatch(/^\u001b\[1mNAME.*\u001b\[22m\n/);
    expect(onTerminal('partners list')).toBe('(no partners)\n');
  });
});

it('numbers list finds by a part of a number, a name and an extension, lines without a number too', async () => {
  const rows = new RecordFixtures(database);
  const location = await rows.location(acme);
  const ida = await rows.user(acme, { full_name: 'Ida Roth' });
  await rows.personLine(acme, ida, location, { number: undefined, extension: '2150' });
  const found = async (...args: string[]) => {
    const { stdout } = await run('numbers', 'list', ...args);
    const lines = stdout.split('\n').filter(Boolean);
    return lines.map((line) => (JSON.parse(line) as { holder: { name: string } }).holder.name);
  };
  expect(await found('--extension', '2150')).toEqual(['Ida Roth']);
  expect(await found('--extension', '215')).toEqual([]);
  expect(await found('--search', '555 0100')).toEqual(['Sam "S" Patel']);
  expect(await found('--search', 'ROTH')).toEqual(['Ida Roth']);
  expect(await found('--search', '+1 416')).toEqual(['Sam "S" Patel']);
  expect(await run('numbers', 'list', '--search', ' ')).toMatchObject({ code: 2, stdout: '' });
  expect(await run('numbers', 'list', '--search', 'x'.repeat(256))).toMatchObject({ code: 2, stdout: '' });
  expect(await run('numbers', 'list', '--extension', '1x')).toMatchObject({ code: 2, stdout: '' });
});
