import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { usersCsv, userRow, type Row } from '../test/cli/csv-files.js';

const ROWS_PER_CHUNK = 500;
// Who each file is about, so that none takes another one's users or numbers.
const FILES = {
  few: { organization: '00000000000000000000f001', firstUser: 0x1000_0000, firstNumber: 1_000_000_000 },
  many: { organization: '00000000000000000000f002', firstUser: 0x2000_0000, firstNumber: 2_000_000_000 },
  bad: { organization: '00000000000000000000f003', firstUser: 0x3000_0000, firstNumber: 2_000_000_000 },
};

/** A users CSV: a user and their line per row. Of `bad` the users want the numbers of `many`. */
export async function writeUsersCsv(path: string, rows: number, which: keyof typeof FILES): Promise<void> {
  const { organization, firstUser, firstNumber } = FILES[which];
  const row = (i: number): Row =>
    userRow(organization, firstUser + i, `+49${firstNumber + i}`, { is_default: 'true', label: `Desk ${i}` });
  function* chunks(): Generator<string> {
    for (let first = 0; first < rows; first += ROWS_PER_CHUNK) {
      const length = Math.min(ROWS_PER_CHUNK, rows - first);
      const text = usersCsv(Array.from({ length }, (_, i) => row(first + i)));
      yield first ? text.slice(text.indexOf('\n') + 1) : text;
    }
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
}
