import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canBeRunBy, EmbeddedProcess, installWithoutLibraryLinks, postmasterPid, rowsOf } from './embedded-process.js';

jest.setTimeout(60_000);

const isRoot = process.getuid!() === 0;
const asRootOnly = isRoot ? it : it.skip;
const NAMELESS_UID = 12_345;

let home: string;
let data: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'linebook-embedded-'));
  chmodSync(home, 0o755);
  data = join(home, 'data');
});

afterEach(async () => {
  await EmbeddedProcess.endAll();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
});

describe('opening a data directory', () => {
  it('makes the database, lets the application in as no superuser, and stops without a trace of the process', async () => {
    const verb = await EmbeddedProcess.open(data);
    expect(verb.major).toBe(18);
    const settings = `current_user AS role, current_database() AS database,
      (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super,
      current_setting('listen_addresses') AS tcp, current_setting('fsync') AS fsync,
      current_setting('data_checksums') AS checksums, current_setting('server_encoding') AS encoding`;
    const same = { database: 'linebook', tcp: '', fsync: 'on', checksums: 'on', encoding: 'UTF8' };
    expect(await rowsOf(verb.url, `SELECT ${settings}`)).toEqual([{ ...same, role: 'linebook', super: false }]);
    expect(await rowsOf(verb.ownerUrl, `SELECT ${settings}`)).toEqual([
      { ...same, role: 'linebook_owner', super: true },
    ]);
    expect(await verb.release()).toBe(0);
    expect(postmasterPid(data)).toBeUndefined();
    expect(readdirSync(join(data, 'users'))).toEqual([]);
    expect(readdirSync(join(data, 'run'))).toEqual([]);
  });

  it('lets five starters at once share one server', async () => {
    const starters = await Promise.all([1, 2, 3, 4, 5].map(() => EmbeddedProcess.open(data)));
    const started = readFileSync(join(data, 'postgres.log'), 'utf8').match(/starting PostgreSQL/g);
    expect(started).toHaveLength(1);
    await Promise.all(starters.map((starter) => starter.release()));
    expect(postmasterPid(data)).toBeUndefined();
  });

  it('lets verbs and a server share, whoever came first; the last one out stops it', async () => {
    const first = await EmbeddedProcess.open(data);
    const pid = postmasterPid(data);
    const server = await EmbeddedProcess.open(data, { kind: 'server' });
    expect(await first.release()).toBe(0);
    const second = await EmbeddedProcess.open(data);
    expect(postmasterPid(data)).toBe(pid);
    expect(await server.release()).toBe(0);
    expect(await rowsOf(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await second.release()).toBe(0);
    expect(postmasterPid(data)).toBeUndefined();
  });

  it('data_directory_in_use: refuses a second server until the first is gone, be it by kill -9', async () => {
    const first = await EmbeddedProcess.open(data, { kind: 'server' });
    const second = EmbeddedProcess.start(data, { kind: 'server' });
    expect((await second.heard(({ refused }) => refused)).refused).toBe('data_directory_in_use');
    await first.killHard();
    const third = await EmbeddedProcess.open(data, { kind: 'server' });
    expect(await third.release()).toBe(0);
  });

  it("data_directory_not_ours: refuses a directory with somebody else's files and leaves it alone", async () => {
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(join(data, 'thesis.txt'), 'mine');
    const before = statSync(data);
    for (const kind of ['verb', 'server'] as const) {
      const refused = await EmbeddedProcess.start(data, { kind }).heard((line) => line.refused);
      expect(refused).toMatchObject({ refused: 'data_directory_not_ours', details: expect.stringContaining('--data') });
    }
    expect(readdirSync(data)).toEqual(['thesis.txt']);
    const { uid, mode, mtimeMs } = statSync(data);
    expect({ uid, mode, mtimeMs }).toEqual({ uid: before.uid, mode: before.mode, mtimeMs: before.mtimeMs });
  });

  it('data_directory_major: refuses a cluster of another major and says what to do', async () => {
    await (await EmbeddedProcess.open(data)).release();
    writeFileSync(join(data, 'postgres/PG_VERSION'), '17\n');
    const refused = await EmbeddedProcess.start(data).heard((line) => line.refused);
    expect(refused).toMatchObject({ refused: 'data_directory_major', details: expect.stringContaining('export') });
  });

  it('listens in a short folder where the path is too long for a socket', async () => {
    const verb = await EmbeddedProcess.open(join(data, 'a'.repeat(100)));
    expect(await rowsOf(verb.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const folder = new URL(verb.url).searchParams.get('host')!;
    expect(folder.startsWith(tmpdir())).toBe(true);
    expect(await verb.release()).toBe(0);
    rmSync(folder, { recursive: true });
  });
});

describe('who may run it', () => {
  it('works after `npm ci --ignore-scripts`', async () => {
    const verb = await EmbeddedProcess.open(data, { dist: installWithoutLibraryLinks(join(home, 'app')) });
    expect(await rowsOf(verb.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await verb.release()).toBe(0);
  });

  asRootOnly('works as an ordinary user, even one without a name, and then as root in their directory', async () => {
    if (!canBeRunBy(NAMELESS_UID)) return console.warn('skipped: other users may not enter this checkout');
    mkdirSync(data, { mode: 0o700 });
    chownSync(data, NAMELESS_UID, NAMELESS_UID);
    for (const uid of [NAMELESS_UID, 0, NAMELESS_UID]) {
      const verb = await EmbeddedProcess.open(data, { uid, kind: 'server' });
      expect(statSync(`/proc/${postmasterPid(data)}`).uid).toBe(NAMELESS_UID);
      expect(await verb.release()).toBe(0);
    }
  });

  asRootOnly('works from a checkout and with a data directory in a home that only root may enter', async () => {
    const { status } = spawnSync('unshare', ['--user', '--map-user=1', 'true']);
    if (status !== 0) return console.warn('skipped: this system allows no user namespace');
    chmodSync(home, 0o700);
    const dist = installWithoutLibraryLinks(join(home, 'app'));
    for (let round = 0; round < 2; round += 1) {
      const verb = await EmbeddedProcess.open(data, { dist });
      expect(await rowsOf(verb.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await verb.release()).toBe(0);
    }
  });

  asRootOnly("runs the server as a user of its own and leaves the package's files root's", async () => {
    const verb = await EmbeddedProcess.open(data);
    const { uid } = statSync(`/proc/${postmasterPid(data)}`);
    expect([0, 65_534]).not.toContain(uid);
    const [version] = readdirSync(join(data, 'native'));
    expect(statSync(join(data, 'native', version!, 'bin/postgres')).uid).not.toBe(uid);
    expect(await verb.release()).toBe(0);
  });
});
