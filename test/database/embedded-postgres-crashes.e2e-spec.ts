import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedProcess, postmasterPid, rowsOf } from './embedded-process.js';

jest.setTimeout(60_000);

let home: string;
let data: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'linebook-crashes-'));
  chmodSync(home, 0o755);
  data = join(home, 'data');
});

afterEach(async () => {
  await EmbeddedProcess.endAll();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
});

async function expectAllRows({ ownerUrl }: { ownerUrl: string }, acknowledged: number): Promise<void> {
  const sql = `SELECT count(*)::int AS n FROM rows WHERE n <= ${acknowledged}`;
  expect(await rowsOf(ownerUrl, sql)).toEqual([{ n: acknowledged }]);
}

it('kill -9 of the process, of the database and of both loses no acknowledged row', async () => {
  const first = await EmbeddedProcess.open(data, { kind: 'server' });
  await first.insert(200);
  const pid = postmasterPid(data)!;
  await first.killHard();

  const second = await EmbeddedProcess.open(data, { kind: 'server' });
  expect(postmasterPid(data)).toBe(pid);
  await expectAllRows(second, first.acknowledged());
  await second.insert(first.acknowledged() + 200);
  process.kill(pid, 'SIGKILL');
  await second.heard(({ inserting }) => inserting === 'ended');

  // Somebody else starts it again, and the first user goes on with the same connection string.
  const verb = await EmbeddedProcess.open(data);
  await expectAllRows(verb, second.acknowledged());
  expect(await verb.release()).toBe(0);
  await second.insert(200);
  process.kill(postmasterPid(data)!, 'SIGKILL');
  await second.killHard();

  const last = await EmbeddedProcess.open(data, { kind: 'server' });
  await expectAllRows(last, second.acknowledged());
  expect(await last.release()).toBe(0);
  expect(postmasterPid(data)).toBeUndefined();
});

it('an initdb that was interrupted leaves nothing half made', async () => {
  const isHalfMade = (name: string) => name.startsWith('postgres.new.');
  const first = EmbeddedProcess.start(data);
  while (!existsSync(data) || !readdirSync(data).some(isHalfMade)) await sleep(5);
  await first.killHard();
  expect(existsSync(join(data, 'postgres'))).toBe(false);

  const second = await EmbeddedProcess.open(data);
  expect(readdirSync(data).filter(isHalfMade)).toEqual([]);
  expect(await second.release()).toBe(0);
});

it('takes neither a stranger nor a zombie with the recorded pid for the database', async () => {
  await (await EmbeddedProcess.open(data)).release();
  // A shell that became `sleep` waits for no child: its first one stays a zombie.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const zombie = await new Promise<string>((resolve) =>
    parent.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  try {
    for (const pid of [String(process.pid), zombie]) {
      writeFileSync(
        join(data, 'postgres/postmaster.pid'),
        `${pid}\n${data}/postgres\n0\n5432\n${data}/run\n\n0 0\nready\n`,
      );
      writeFileSync(join(data, 'run/.s.PGSQL.5432.lock'), `${pid}\n${data}/postgres\n0\n5432\n${data}/run\n`);
      // The registration of a process that died, whose pid another one has now.
      writeFileSync(join(data, `users/${process.pid}.dead`), '1');
      const verb = await EmbeddedProcess.open(data);
      expect(await rowsOf(verb.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await verb.release()).toBe(0);
      expect(postmasterPid(data)).toBeUndefined();
    }
  } finally {
    parent.kill('SIGKILL');
  }
});

it('writes no value of a failing or crashing statement to its log', async () => {
  const number = '+14165550123';
  const verb = await EmbeddedProcess.open(data);
  const failing = [
    `SELECT '${number}x'::int`,
    `CREATE TABLE t (n text CHECK (n <> '${number}')); INSERT INTO t VALUES ('${number}')`,
    `CREATE TABLE u (n text PRIMARY KEY); INSERT INTO u VALUES ('${number}'), ('${number}')`,
    `SELECT * FROM "${number}"`,
    `DO $$ BEGIN RAISE EXCEPTION '${number}'; END $$`,
    `DO $$ BEGIN RAISE WARNING '${number}'; END $$; SELECT 1/0`,
  ];
  for (const sql of failing) await expect(rowsOf(verb.ownerUrl, sql)).rejects.toThrow();
  // A server process that is killed in the middle: PostgreSQL then says what it was running.
  const asleep = rowsOf(verb.ownerUrl, `SELECT pg_sleep(30), '${number}'`).catch(() => {});
  await sleep(200);
  const sleeping = `SELECT pid FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()`;
  const [backend] = await rowsOf<{ pid: number }>(verb.ownerUrl, sleeping);
  process.kill(backend!.pid, 'SIGKILL');
  await asleep;
  const log = () => readFileSync(join(data, 'postgres.log'), 'utf8');
  while (!log().includes('terminated by signal 9')) await sleep(5);
  // In the middle of its recovery, where PostgreSQL 18 hangs in a fast shutdown.
  expect(await verb.release()).toBe(0);
  expect(postmasterPid(data)).toBeUndefined();
  expect(log()).not.toContain(number.slice(1));
});
