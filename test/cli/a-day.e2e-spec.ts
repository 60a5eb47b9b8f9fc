import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { commandsOf, onTerminal, withoutTimes } from './page-commands.js';

// docs/a-day.md: three exports of other systems come in, questions are answered, somebody leaves, a mistake is undone.

const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.warn('skipped: docs/a-day.md, because there is no `script`');

(hasTerminal ? describe : describe.skip)('docs/a-day.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linebook-day-'));
  cpSync('examples/a-day', folder, { recursive: true });
  let database: RecordDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true });
  });
  // The database of the tests instead of the page's folder, which each command would have to start anew.
  const env = () => ({ DATABASE_URL: database.url, KESTREL_BAY: '2f6c1f6e-0d53-4c1b-9a55-3f0b7f0c9a10' });

  it.each(commandsOf('docs/a-day.md'))(
    '$command',
    ({ command, output }) => {
      expect(withoutTimes(onTerminal(command, folder, env()))).toBe(withoutTimes(output));
    },
    60_000,
  );
});
