import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../errors/domain.error.js';

/** Writes to a file, or to standard output where none is named; takes the text as fast as that goes. */
export type Output = (text: AsyncIterable<string>) => Promise<void>;

/** Who reads our standard output has had enough: there is nobody to write to, and nothing to say. */
export class ReaderGone extends Error {}

export class CannotWrite extends DomainError {
  /** Says why without the rest of what the file system says, which may name another file. */
  constructor(file: string, cause: string | NodeJS.ErrnoException) {
    const reason = typeof cause === 'string' ? cause : cause.message.split(',')[0]!;
    super({ kind: 'invalid', code: 'cannot_write', message: `${file} cannot be written: ${reason}`, cause });
  }
}

/** Throws ReaderGone; or CannotWrite, and then the file is what it was before. */
export function writeOutput<T>(file: string | undefined, work: (output: Output) => Promise<T>): Promise<T> {
  return untilSignal((signal) =>
    file === undefined ? work((text) => toStandardOutput(text, signal)) : writeFile(file, work, signal),
  );
}

async function writeFile<T>(file: string, work: (output: Output) => Promise<T>, signal: AbortSignal): Promise<T> {
  const target = await targetOf(file);
  const draft = `${target}.${randomUUID()}.part`;
  try {
    const result = await work((text) => toDraft(draft, text, signal));
    await rename(draft, target);
    return result;
  } catch (error) {
    await rm(draft, { force: true });
    throw isOfFile(error) ? new CannotWrite(file, error) : error;
  }
}

async function toStandardOutput(text: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(Readable.from(text), process.stdout, { signal });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ReaderGone();
    throw isOfFile(error) ? new CannotWrite('standard output', error) : error;
  }
}

/** For nobody else's eyes, and on the disk before it gets the file's name. Written anew where an import begins again. */
async function toDraft(draft: string, text: AsyncIterable<string>, signal: AbortSignal): Promise<void> {
  const file = await open(draft, 'w', 0o600);
  try {
    const sink = new Writable({
      write: (chunk: Buffer, _, done) => void file.writeFile(chunk).then(() => done(), done),
    });
    await pipeline(Readable.from(text), sink, { signal });
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A pipe or a device is not to be replaced by a file; a link leads to the file that is. */
async function targetOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return file;
  if (!found.isFile()) throw new CannotWrite(file, 'it is there, and is no file');
  return realpath(file);
}

/** Interrupted, it ends like any other failure, so that no draft is left and the database is closed. */
async function untilSignal<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await work(interruption.signal);
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    throw new DomainError({ kind: 'unavailable', code: 'interrupted', message: 'Interrupted: nothing was written' });
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** What the file system refused; a connection that breaks is no fault of the file. */
export function isOfFile(error: unknown): error is NodeJS.ErrnoException {
  const { syscall = '', code } = error as NodeJS.ErrnoException;
  return ['open', 'write', 'fsync', 'rename'].includes(syscall) && code !== 'EPIPE' && code !== 'ECONNRESET';
}
