import { closeSync, openSync, writeFileSync } from 'node:fs';
import type {
  ImportReport,
  PlannedChanges,
  RecognizedFile,
  ReportedConflict,
  ReportedRow,
} from '../phone-numbers/import/report.js';
import { shown } from '../phone-numbers/import/shown-cell.js';
import type { ImportProgress } from './import-progress.js';
import { CannotWrite } from './output.js';
import { shownText } from './table.js';

const MOST_LINES = { refused: 100, warning: 10 };
const MOST_TITLES = 20;
const BLOCK_CHARACTERS = 64 * 1024;

type Verdict = 'refused' | 'warning';

/**
 * Says which rows are refused or doubtful: the first ones at the terminal, all of them in the file of `--report`. That
 * is written at once, block by block, so that a million of them wait nowhere.
 */
export class ImportReports implements ImportReport {
  planned?: (changes: PlannedChanges) => Promise<void>;
  private readonly said: Record<Verdict, number> = { refused: 0, warning: 0 };
  private readonly file?: number;
  private block = '';

  /** Throws CannotWrite; so does all that is said. */
  constructor(
    private readonly path: string | undefined,
    private readonly progress: ImportProgress,
  ) {
    if (path !== undefined) this.file = this.onFile(() => openSync(path, 'w'));
  }

  refused(row: ReportedRow): void {
    this.say('refused', row);
  }

  warned(row: ReportedRow): void {
    this.say('warning', row);
  }

  recognized({ file, name, leftOut }: RecognizedFile): void {
    this.progress.clear();
    const titles = leftOut.slice(0, MOST_TITLES).map(shown).join(', ');
    const more = leftOut.length > MOST_TITLES ? ` and ${leftOut.length - MOST_TITLES} more` : '';
    process.stderr.write(`${file}: recognized as ${name}${titles && `; columns not imported: ${titles}${more}`}\n`);
  }

  staged(): void {
    this.progress.row();
  }

  end(): void {
    this.progress.clear();
    for (const verdict of ['refused', 'warning'] as const) {
      const more = this.said[verdict] - MOST_LINES[verdict];
      if (more > 0) process.stderr.write(`and ${more} more ${verdict === 'refused' ? 'refusals' : 'warnings'}\n`);
    }
    this.writeBlock();
    if (this.file !== undefined) closeSync(this.file);
  }

  private say(verdict: Verdict, { file, line, column, code, reason, conflict }: ReportedRow): void {
    if (++this.said[verdict] <= MOST_LINES[verdict]) {
      this.progress.clear();
      const place = [file, line, column].filter((part) => part !== undefined).join(':');
      process.stderr.write(
        `${place ? `${place}: ` : ''}${verdict} ${code}: ${conflict ? conflictText(conflict) : reason}\n`,
      );
    }
    if (this.file === undefined) return;
    this.block += `${JSON.stringify({ verdict, file, line, column, code, reason, ...conflict })}\n`;
    if (this.block.length >= BLOCK_CHARACTERS) this.writeBlock();
  }

  private writeBlock(): void {
    const { file, block } = this;
    this.block = '';
    if (file !== undefined && block) this.onFile(() => writeFileSync(file, block));
  }

  private onFile<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw new CannotWrite(this.path!, error as NodeJS.ErrnoException);
    }
  }
}

function conflictText({ number, holder, since, freeNumbers }: ReportedConflict): string {
  const who = holder.name ?? ('userId' in holder ? `user ${holder.userId}` : `workspace ${holder.workspaceId}`);
  const free = freeNumbers.length ? freeNumbers.join(', ') : 'none';
  return `${number} is assigned to ${shownText(who)} since ${shownText(since)}; free: ${free}`;
}
