import { crc32 } from 'node:zlib';
import type { FileHandle } from 'node:fs/promises';
import { fromFdPromise, type Entry, type ZipFile } from 'yauzl';
import { Refusal } from '../refusal.js';
import { BadWorkbook, WorkbookTooLarge } from './workbook.errors.js';

const MOST_ENTRIES = 10_000;
export const MiB = 1024 * 1024;

/** The files in a ZIP archive. What is declared smaller than it is, is not read on: archives may be made to burst. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws BadWorkbook, WorkbookTooLarge. The caller closes the file. */
  static async of(file: FileHandle): Promise<Archive> {
    return asWorkbook(async () => {
      const zip = await fromFdPromise(file.fd, { lazyEntries: true, autoClose: false });
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size >= MOST_ENTRIES) throw new WorkbookTooLarge('the workbook has more than 10,000 parts');
        entries.set(entry.fileName, entry);
      }
      return new Archive(zip, entries);
    });
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The content of a file that has at most so many bytes; nothing where there is none. Throws BadWorkbook, WorkbookTooLarge. */
  async *chunksOf(name: string, mostBytes: number): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) return;
    if (entry.isEncrypted()) throw new BadWorkbook('the workbook has a password; save it without one');
    if (entry.uncompressedSize > mostBytes) {
      throw new WorkbookTooLarge(`${name} is larger than ${mostBytes / MiB} MiB`);
    }
    // Ends it with an error where it is not as long as it is declared to be.
    const stream = await asWorkbook(() => this.zip.openReadStreamPromise(entry));
    let sum = 0;
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
    } catch (error) {
      throw asRefusal(error);
    }
    if (sum !== entry.crc32) throw new BadWorkbook(BROKEN);
  }
}

const BROKEN = 'the file is broken: it is not what was written; copy or save it again';

async function asWorkbook<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error);
  }
}

/** What fails on the archive is its fault, but for what the operating system says. */
function asRefusal(error: unknown): unknown {
  const isFault = error instanceof Refusal || (error as NodeJS.ErrnoException).syscall !== undefined;
  return isFault ? error : new BadWorkbook(BROKEN);
}
