import type { DataSource } from 'typeorm';
import { noteBackup } from '../database/last-backup.js';
import { BackupService } from '../phone-numbers/backup/backup.service.js';
import { writeOutput } from './output.js';
import { settingsFor, type RecordOptions } from './record.js';

/** Writes the whole record, and where it is embedded leaves a note of it in the data directory, for `npm start`. */
export async function backUp(record: DataSource, { data, output }: RecordOptions & { output?: string }): Promise<void> {
  const at = await writeOutput(output, (write) => new BackupService(record).write(write));
  const { databaseUrl, dataDirectory } = settingsFor(data);
  if (!databaseUrl) await noteBackup(dataDirectory, at);
}
