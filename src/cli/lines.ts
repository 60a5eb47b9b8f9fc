import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CannotWrite, isOfFile } from './output.js';

/** Prints each as a line of JSON (NDJSON), no faster than they are read; whoever stops reading ends it. */
export async function printLines(rows: AsyncIterable<object>): Promise<void> {
  const lines = async function* (): AsyncGenerator<string> {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  };
  try {
    await pipeline(Readable.from(lines()), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw isOfFile(error) ? new CannotWrite('standard output', error) : error;
  }
}
