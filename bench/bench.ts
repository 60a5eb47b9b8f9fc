import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, BenchCase, Outcome } from './bench-case.js';
import { CASES } from './cases/cases.js';
import { CLIENT_CORE, pin, pinDatabase, startMeasured, type MeasuredServer } from './measured-server.js';
import { Records, type RecordCopy } from './record/open-records.js';
import { planOf, type RecordName } from './record/record-plan.js';
import { document, printRows, writeResults, type CaseResult, type Results } from './results.js';
import { inTurn } from './rounds.js';

const ROUNDS = 5;

/** Measures every case, or those named by --only, and prints and keeps the table. Answers whether all of them ran. */
export async function run(args: string[]): Promise<boolean> {
  const options = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      rows: { type: 'string' },
      rounds: { type: 'string', default: String(ROUNDS) },
      seconds: { type: 'string' },
    },
  }).values;
  const { quick, only } = options;
  const cases = only ? only.split(',').map(caseNamed) : CASES;
  const startedAt = Date.now();
  const folder = await mkdtemp(join(tmpdir(), 'linebook-bench-'));
  const records = await Records.open();
  const results: CaseResult[] = [];
  const postmaster = await records.postmasterPid();
  const seconds = Number(options.seconds ?? (quick ? 0.8 : 2.5));
  const runner = new Runner(records, folder, {
    quick,
    postmaster,
    rounds: Number(options.rounds),
    seconds,
    importRows: Number(options.rows ?? (quick ? 50_000 : 1_000_000)),
  });
  try {
    await runner.prepare();
    pin(process.pid, CLIENT_CORE);
    pinDatabase(postmaster, CLIENT_CORE);
    for (const one of cases) results.push(await runner.measured(one));
  } finally {
    await runner.end();
    await records.close();
    await rm(folder, { recursive: true, force: true });
  }
  const took = Math.round((Date.now() - startedAt) / 1_000);
  const all: Results = { quick, commit: commit(), seconds: took, results };
  await writeResults(all);
  if (!quick && !only) await document(all);
  return results.every(({ failure }) => !failure);
}

function caseNamed(name: string): BenchCase {
  const found = CASES.find((one) => one.name === name);
  if (!found) throw new Error(`--only: expected some of ${CASES.map((one) => one.name).join(', ')}`);
  return found;
}

function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'package-lock.json')
    ? ' and changes'
    : '';
  return `${git('rev-parse', '--short=12', 'HEAD')}${changed}`;
}

interface RunnerOptions {
  quick: boolean;
  postmaster: number;
  rounds: number;
  seconds: number;
  importRows: number;
}

/** Keeps what cases share: the copies of records, and the servers on them. */
class Runner {
  private readonly copies = new Map<RecordName, Promise<RecordCopy>>();
  private readonly servers = new Map<string, Promise<MeasuredServer>>();
  private readonly started: MeasuredServer[] = [];
  private readonly bench: Bench;

  constructor(
    private readonly records: Records,
    private readonly folder: string,
    { quick, postmaster, rounds, seconds, importRows }: RunnerOptions,
  ) {
    const main = quick ? 'small' : 'large';
    this.bench = {
      ...{ quick, rounds, importRows, records, main, plan: planOf(main), postmaster, folder },
      copyOf: (record) => this.copyOf(record),
      server: (which, record = main) => this.shared(which, record),
      start: async (which, starting) => {
        const database = await this.copyOf(main);
        const server = await startMeasured(which, { database, folder: this.folder, ...starting });
        this.started.push(server);
        return server;
      },
      inTurn: (variants, lasting = seconds) => inTurn(variants, { rounds, seconds: lasting, postmaster }),
    };
  }

  /** On all cores, before anything is pinned. */
  async prepare(): Promise<void> {
    await this.copyOf(this.bench.main);
  }

  /** A case that fails leaves the others theirs. */
  async measured({ name, run: measure }: BenchCase): Promise<CaseResult> {
    const startedAt = Date.now();
    console.log(`\n${name} …`);
    let outcome: Outcome & { failure?: string };
    try {
      outcome = await measure(this.bench);
    } catch (error) {
      console.error(error);
      const failure = (error as Error).message;
      outcome = { failure, rows: [{ what: name, target: '', figure: 'failed', note: failure.slice(0, 200) }] };
    }
    const seconds = Math.round((Date.now() - startedAt) / 1_000);
    printRows(outcome);
    console.log(`${name}: ${seconds} s`);
    return { name, seconds, ...outcome };
  }

  async end(): Promise<void> {
    for (const server of this.started) await server.stop();
    for (const copy of this.copies.values()) await (await copy).drop();
  }

  private copyOf(record: RecordName): Promise<RecordCopy> {
    if (!this.copies.has(record)) this.copies.set(record, this.records.copy(record));
    return this.copies.get(record)!;
  }

  private async shared(which: MeasuredServer['which'], record: RecordName): Promise<MeasuredServer> {
    const key = `${which} ${record}`;
    if (!this.servers.has(key)) {
      const database = await this.copyOf(record);
      this.servers.set(key, startMeasured(which, { database, folder: this.folder }));
      this.started.push(await this.servers.get(key)!);
    }
    return this.servers.get(key)!;
  }
}
