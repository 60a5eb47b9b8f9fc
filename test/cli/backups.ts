import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordDatabase } from '../record-database.js';
import { linebook, type Outcome } from './linebook.js';

/** The whole record with its history. */
export async function backupOf({ url }: Pick<RecordDatabase, 'url'>, program?: string): Promise<string> {
  const { code, stdout, stderr } = await linebook(['export', '--all', '--history'], {
    env: { DATABASE_URL: url },
    program,
  });
  if (code !== 0 || stderr) throw new Error(`${code}: ${stderr}`);
  return stdout;
}

export async function restored(
  database: RecordDatabase,
  backup: string | Buffer,
  ...options: string[]
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-backup-'));
  try {
    await writeFile(join(folder, 'backup.ndjson'), backup);
    const outcome = await linebook(['import', join(folder, 'backup.ndjson'), ...options], {
      env: { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl },
    });
    return {
      ...outcome,
      stdout: outcome.stdout.replaceAll(`${folder}/`, ''),
      stderr: outcome.stderr.replaceAll(`${folder}/`, ''),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** All but the first line, which tells when it was written. */
export const rowsOf = (backup: string): string => backup.slice(backup.indexOf('\n') + 1);
