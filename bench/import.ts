import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase } from '../test/record-database.js';
import { copyRecord } from './copied-record.js';
import { Neighbour, type Pace } from './neighbour.js';
import { runMeasured } from './measured-process.js';
import { writeUsersCsv } from './users-csv.js';

// A large users CSV: how fast, how much memory, against COPY of the same rows into the same tables with the same indexes,
// and what somebody else notices who reads and writes another organization meanwhile.

const IDLE_SECONDS = 15;
// Its peak is what the program needs before the file's size counts.
const FEW_ROWS = 1_000;
const MOST_GROWTH_MIB = 100;

/** Prints the figures; answers whether memory and the neighbour's answers were as they must be. */
export async function run(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options: { rows: { type: 'string', default: '100000' } } });
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < FEW_ROWS) throw new Error(`--rows: expected a number from ${FEW_ROWS}`);
  const folder = await mkdtemp(join(tmpdir(), 'linebook-bench-'));
  const database = await createDatabase();
  const copy = await createDatabase();
  try {
    const [few, many, bad] = ['few.csv', 'many.csv', 'bad.csv'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeUsersCsv(few, FEW_ROWS, 'few');
    await writeUsersCsv(many, rows, 'many');
    await writeUsersCsv(bad, rows, 'bad');
    console.log(`${rows} rows, ${mib((await stat(many)).size)} MiB`);
    const small = await runMeasured(['import', few], database.url);
    const neighbour = await Neighbour.moveIn(database);
    const idle = await neighbour.during(new Promise((done) => setTimeout(done, IDLE_SECONDS * 1_000)));
    const dry = await runMeasured(['import', many, '--dry-run'], database.url);
    const importing = runMeasured(['import', many], database.url);
    const busy = await neighbour.during(importing);
    const imported = await importing;
    await neighbour.moveOut();
    const copied = await copyRecord(database.ownerUrl, copy.ownerUrl, folder);
    const refused = await runMeasured(['import', bad, '--report', join(folder, 'report.ndjson')], database.url);
    const growth = Math.max(dry.peakMib, imported.peakMib, refused.peakMib) - small.peakMib;
    console.log(imported.said);
    print('dry run', rows, dry.seconds, copied);
    print('import', rows, imported.seconds, copied);
    print('COPY of the same rows', rows, copied, copied);
    console.log(`memory: ${small.peakMib} MiB for ${FEW_ROWS} rows, and ${growth} MiB more at most`);
    console.log(`${rows} bad rows: ${refused.seconds} s, peak ${refused.peakMib} MiB, exit ${refused.code}`);
    printPace('neighbour, idle server', idle);
    printPace('neighbour, during the import', busy);
    console.log(`neighbour's p99: ${ratio(busy.p99, idle.p99)} times the idle server's`);
    const codes = [small.code, dry.code, imported.code, refused.code].join(' ');
    return codes === '0 3 0 1' && growth <= MOST_GROWTH_MIB && idle.faults + busy.faults === 0;
  } finally {
    await database.drop();
    await copy.drop();
    await rm(folder, { recursive: true });
  }
}

function print(what: string, rows: number, seconds: number, baseline: number): void {
  console.log(`${what}: ${seconds} s, ${Math.round(rows / seconds)} rows/s, ${ratio(seconds, baseline)} times COPY`);
}

function printPace(who: string, { calls, faults, p50, p99, longest }: Pace): void {
  console.log(`${who}: ${calls} calls, ${faults} faults, p50 ${p50} ms, p99 ${p99} ms, longest ${longest} ms`);
}

const mib = (bytes: number): number => Math.round(bytes / 1024 / 1024);
const ratio = (value: number, baseline: number): string => (value / baseline).toFixed(1);
