import { spawnSync } from 'node:child_process';
import { linebook, type Outcome } from '../cli/linebook.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';

// Users named by their e-mail, and what is asked before they are changed.

jest.setTimeout(60_000);

const ZOE = '5f7b1c2e8a1d4e0012c3b4a6';
const OTHER_ZOE = '5f7b1c2e8a1d4e0012c3b4a7';
let database: RecordDatabase;
let acme: TestOrganization;
let globex: TestOrganization;

beforeEach(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  acme = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b400', name: 'Acme' });
  globex = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b401', name: 'Globex' });
  const zoe = await rows.user(acme, { object_id: ZOE, full_name: 'Zoe Quill', email: 'Zoe@quill.example' });
  await rows.providerLine(acme, zoe, { number: '+12125550100', label: 'at work' });
});
afterEach(() => database.drop());

const run = (...args: string[]): Promise<Outcome> => linebook(args, { env: { DATABASE_URL: database.url } });
const done = (line: string): Outcome => ({ code: 0, stdout: `${line}\n`, stderr: '' });

it('remove, move and erase take an e-mail in any case, and in a pipe only erase needs --yes', async () => {
  expect(await run('users', 'move', 'zoe@QUILL.example', '--to', globex.uuid)).toEqual(
    done('moved, with assignments: 1'),
  );
  expect(await run('users', 'remove', 'zoe@quill.example')).toEqual(done('removed; assignments ended: 1'));
  const before = await everyRow(database);
  expect(await run('users', 'erase', 'zoe@quill.example')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'Erasing a user cannot be undone, and there is no terminal to ask at (confirmation_needed)\nAdd --yes to confirm it.\n',
  });
  expect(await everyRow(database)).toBe(before);
  expect(await run('users', 'erase', 'zoe@quill.example', '--yes')).toEqual(done('erased'));
  expect(await run('users', 'remove', 'zoe@quill.example')).toEqual({
    ...{ code: 2, stdout: '', stderr: 'No user has this e-mail (user_not_found)\n' },
  });
});

it('an e-mail of several users lists them and changes nothing; --organization or an id chooses one', async () => {
  await new RecordFixtures(database).user(globex, {
    ...{ object_id: OTHER_ZOE, full_name: 'Zoe \u001b[31mQuill', email: 'zoe@quill.example' },
  });
  const before = await everyRow(database);
  const { code, stdout, stderr } = await run('users', 'remove', 'zoe@quill.example');
  expect({ code, stdout, lines: stderr.split('\n') }).toEqual({
    code: 2,
    stdout: '',
    lines: [
      '2 users have this e-mail: give --organization, or the id of one of them',
      `  ${ZOE}  Zoe Quill <Zoe@quill.example> of Acme`,
      `  ${OTHER_ZOE}  Zoe \uFFFD[31mQuill <zoe@quill.example> of Globex (wrong_usage)`,
      '',
    ],
  });
  expect(await everyRow(database)).toBe(before);
  expect(await run('users', 'remove', 'zoe@quill.example', '--organization', globex.uuid)).toEqual(
    done('removed; assignments ended: 0'),
  );
  expect(await run('users', 'remove', ZOE)).toEqual(done('removed; assignments ended: 1'));
});

it.each([['Zoe Quill'], ['@'], [`${'z'.repeat(320)}@quill.example`]])('%s names no user', async (text) => {
  expect(await run('users', 'remove', text)).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('(wrong_usage)'),
  });
});

const canScript = spawnSync('script', ['--version']).status === 0;
if (!canScript) console.warn('skipped: a real terminal, because there is no `script`');

(canScript ? describe : describe.skip)('on a terminal', () => {
  function onTerminal(command: string, typed: string): { status: number | null; screen: string } {
    const { status, stdout } = spawnSync(
      'script',
      ['-qec', `${process.execPath} bin/linebook.mjs ${command}`, '/dev/null'],
      { env: { PATH: process.env.PATH, DATABASE_URL: database.url }, input: typed, encoding: 'utf8' },
    );
    return { status, screen: stdout.replaceAll('\r\n', '\n') };
  }

  it('says who it is and which numbers they have, and changes nothing without yes', async () => {
    const before = await everyRow(database);
    for (const typed of ['n\n', '\n', '']) {
      const { status, screen } = onTerminal('users remove zoe@quill.example', typed);
      expect(screen).toContain(`Zoe Quill <Zoe@quill.example> of Acme, id ${ZOE}\nNumbers: +12125550100\n`);
      expect(screen).toContain('Remove them and release these numbers? [y/N]');
      expect([status, screen]).toEqual([1, expect.stringContaining('(not_confirmed)')]);
    }
    expect(await everyRow(database)).toBe(before);
  });

  it('does it after yes, and with --yes without asking; erase names the numbers that they had', () => {
    const removed = onTerminal(`users remove ${ZOE}`, 'y\n');
    expect([removed.status, removed.screen]).toEqual([0, expect.stringContaining('removed; assignments ended: 1\n')]);
    const erased = onTerminal('users erase zoe@quill.example --yes', '');
    expect(erased.screen).toMatch(/Numbers: \+12125550100\nerased\n/);
    expect(erased.screen).not.toContain('[y/N]');
  });
});
