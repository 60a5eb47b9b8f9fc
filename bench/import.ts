import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createDatabase, type RecordDatabase } from '../test/record-database.js';
import { copyRecord } from './copied-record.js';
import { Neighbour, type Pace } from './neighbour.js';
import { runMeasured, type Measured } from './measured-process.js';
import { writeUsersCsv } from './users-csv.js';

// A large users CSV: how fast, how much memory, against COPY of the same rows into the same tables with the same indexes,
// and what somebody else notices who reads and writes another organization meanwhile.

const IDLE_SECONDS = 15;
// Its peak is what the program needs before the file's size counts.
const FEW_ROWS = 1_000;
const MOST_GROWTH_MIB = 100;
const LOOKED_EVERY_MS = 50;

/** What an import of so many rows took. */
export interface ImportFigures {
  rows: number;
  small: Measured;
  dry: Measured;
  imported: Measured;
  refused: Measured;
  /** Seconds that COPY takes for the same rows. */
  copied: number;
  /** Seconds that the import's transaction held its locks on users. */
  locked: number;
  /** In MiB, above what a small file needs. */
  growth: number;
  idle: Pace;
  busy: Pace;
  /** Whether memory and the neighbour's answers were as they must be. */
  isGood: boolean;
}

/** Prints the figures; answers whether memory and the neighbour's answers were as they must be. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < FEW_ROWS) throw new Error(`--rows: expected a number from ${FEW_ROWS}`);
  return (await measureImport(rows)).isGood;
}

export async function measureImport(rows: number): Promise<ImportFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-bench-'));
  const database = await createDatabase();
  const copy = await createDatabase();
  try {
    const file = (name: string): string => join(folder, name);
    await writeUsersCsv(file('few.csv'), FEW_ROWS, 'few');
    await writeUsersCsv(file('many.csv'), rows, 'many');
    await writeUsersCsv(file('bad.csv'), rows, 'bad');
    console.log(`${rows} rows, ${mib((await stat(file('many.csv'))).size)} MiB`);
    const small = await runMeasured(['import', file('few.csv')], database.url);
    const neighbour = await Neighbour.moveIn(database);
    const idle = await neighbour.during(new Promise((done) => setTimeout(done, IDLE_SECONDS * 1_000)));
    const dry = await runMeasured(['import', file('many.csv'), '--dry-run'], database.url);
    const importing = runMeasured(['import', file('many.csv')], database.url);
    const locking = longestLock(database, importing);
    const busy = await neighbour.during(importing);
    const imported = await importing;
    const locked = await locking;
    await neighbour.moveOut();
    const copied = await copyRecord(database.ownerUrl, copy.ownerUrl, folder);
    const refused = await runMeasured(['import', file('bad.csv'), '--report', file('report.ndjson')], database.url);
    const growth = Math.max(dry.peakMib, imported.peakMib, refused.peakMib) - small.peakMib;
    const codes = [small.code, dry.code, imported.code, refused.code].join(' ');
    const isGood = codes === '0 3 0 1' && growth <= MOST_GROWTH_MIB && idle.faults + busy.faults === 0;
    const figures = { rows, small, dry, imported, refused, copied, locked, growth, idle, busy, isGood };
    printFigures(figures);
    return figures;
  } finally {
    await database.drop();
    await copy.drop();
    await rm(folder, { recursive: true });
  }
}

/** Whoever locks rows of users has this lock on the table until the end of the transaction. */
const LOCKS = `
  SELECT l.virtualtransaction AS transaction FROM pg_locks l JOIN pg_database d ON d.oid = l.database
   WHERE d.datname = current_database() AND l.relation = 'users'::regclass AND l.mode = 'RowShareLock'`;

/** The longest time, in seconds, that one transaction was seen with locks on users while the work ran. */
async function longestLock(database: RecordDatabase, work: Promise<unknown>): Promise<number> {
  const seen = new Map<string, { first: number; last: number }>();
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  while (!isOver) {
    const now = Date.now();
    for (const { transaction } of await database.query<{ transaction: string }>(LOCKS)) {
      seen.set(transaction, { first: seen.get(transaction)?.first ?? now, last: now });
    }
    await sleep(LOOKED_EVERY_MS);
  }
  await over;
  return Math.max(0, ...[...seen.values()].map(({ first, last }) => last - first)) / 1_000;
}

function printFigures({
  rows,
  small,
  dry,
  imported,
  refused,
  copied,
  locked,
  growth,
  idle,
  busy,
}: ImportFigures): void {
  console.log(imported.said);
  print('dry run', rows, dry.seconds, copied);
  print('import', rows, imported.seconds, copied);
  print('COPY of the same rows', rows, copied, copied);
  console.log(`the import held locks on users for ${locked} s`);
  console.log(`memory: ${small.peakMib} MiB for ${FEW_ROWS} rows, and ${growth} MiB more at most`);
  console.log(`${rows} bad rows: ${refused.seconds} s, peak ${refused.peakMib} MiB, exit ${refused.code}`);
  printPace('neighbour, idle server', idle);
  printPace('neighbour, during the import', busy);
  console.log(`neighbour's p99: ${ratio(busy.p99, idle.p99)} times the idle server's`);
}

function print(what: string, rows: number, seconds: number, baseline: number): void {
  console.log(`${what}: ${seconds} s, ${Math.round(rows / seconds)} rows/s, ${ratio(seconds, baseline)} times COPY`);
}

function printPace(who: string, { calls, faults, p50, p99, longest }: Pace): void {
  console.log(`${who}: ${calls} calls, ${faults} faults, p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`);
}

const mib = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const ratio = (value: number, baseline: number): string => (value / baseline).toFixed(1);
