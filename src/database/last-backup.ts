import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

const noteIn = (dataDirectory: string): string => join(dataDirectory, 'last-backup');

/** Leaves a note in a data directory that its record was written with its history, as it was at this instant. */
export async function noteBackup(dataDirectory: string, at: Date): Promise<void> {
  const note = noteIn(dataDirectory);
  // Under another name first: the note may be root's from the last time, and nobody shall read half of one.
  const draft = `${note}.${randomUUID()}`;
  await writeFile(draft, `${at.toISOString()}\n`, { flag: 'wx' });
  await rename(draft, note);
}

/** The instant of the last one; undefined if there was none, or the note is not ours. */
export async function lastBackup(dataDirectory: string): Promise<Date | undefined> {
  const text = await readFile(noteIn(dataDirectory), 'utf8').catch(() => '');
  const at = new Date(text.trim());
  return Number.isNaN(at.getTime()) ? undefined : at;
}
