import type { ImportOutcome, PlannedChange, PlannedChanges } from '../phone-numbers/import/report.js';
import { hasColour } from './listing.js';
import { writeOutput, type Output } from './output.js';
import { Table, type Column } from './table.js';

const MOST_ROWS = 50;
const BLOCK_CHARACTERS = 64 * 1024;
// In a pipe, nothing is shortened.
const PIPE_WIDTH = 10_000;

const COLUMNS: Column<PlannedChange>[] = [
  { name: 'action', of: ({ action }) => action },
  { name: 'number', of: ({ number, extension }) => number ?? extension },
  { name: 'from', of: ({ from }) => nameOf(from), isText: true },
  { name: 'to', of: ({ to }) => nameOf(to), isText: true },
  { name: 'row', of: ({ file, line }) => file && `${file}:${line}`, isText: true },
];

/** Tells what an import changes: the first rows as a table where that is wanted, all of them in the file of `--plan`. */
export class ImportPlan {
  private table = '';

  constructor(
    private readonly file: string | undefined,
    private readonly hasTable: boolean,
  ) {}

  /** Runs the import. The file is what it was before unless the import did, or with a dry run would do, what it says. */
  async around(
    work: (hear?: (changes: PlannedChanges) => Promise<void>) => Promise<ImportOutcome>,
  ): Promise<ImportOutcome> {
    if (this.file === undefined) return work(this.hasTable ? (changes) => this.layOut(changes) : undefined);
    try {
      return await writeOutput(this.file, async (output) => {
        const outcome = await work((changes) => this.write(changes, output));
        if (!outcome.counts) throw new NothingPlanned(outcome);
        return outcome;
      });
    } catch (error) {
      if (error instanceof NothingPlanned) return error.outcome;
      throw error;
    }
  }

  /** After the summary; empty where nothing changes. */
  text(): string {
    return this.table && `\n${this.table.trimEnd()}`;
  }

  private async write(changes: PlannedChanges, output: Output): Promise<void> {
    if (this.hasTable) await this.layOut(changes);
    await output(linesOf(changes.all()));
  }

  private async layOut(changes: PlannedChanges): Promise<void> {
    this.table = '';
    if (!changes.count) return;
    const width = process.stdout.isTTY ? process.stdout.columns || 80 : PIPE_WIDTH;
    this.table = new Table(COLUMNS, { width, hasColour: hasColour() }).page(await changes.first(MOST_ROWS));
    const more = changes.count - MOST_ROWS;
    if (more > 0)
      this.table += `and ${more} more ${more === 1 ? 'change' : 'changes'}; --plan FILE writes all of them\n`;
  }
}

/** Nothing of the import holds, so there is no plan. */
class NothingPlanned extends Error {
  constructor(readonly outcome: ImportOutcome) {
    super('nothing was planned');
  }
}

async function* linesOf(changes: AsyncIterable<PlannedChange>): AsyncGenerator<string> {
  let block = '';
  for await (const change of changes) {
    block += `${JSON.stringify(change)}\n`;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield block;
    block = '';
  }
  yield block;
}

const nameOf = (holder: PlannedChange['from']): string | undefined =>
  holder ? (holder.name ?? ('userId' in holder ? holder.userId : holder.workspaceId)) : undefined;
