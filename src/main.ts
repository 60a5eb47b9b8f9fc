import 'reflect-metadata';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { trustFromSettings } from './auth/trust.js';
import { lastBackup } from './database/last-backup.js';
import { openServedDatabase, type ServedDatabase } from './database/served-database.js';
import { inForeground } from './foreground.js';
import { readStartSettings, type Settings } from './settings/settings.js';
import { startServer, type RunningServer } from './start.js';

const HOUR_MS = 3_600_000;
/** Older than this a backup is one that somebody has forgotten. */
const BACKUP_DAYS = 7;

await inForeground(serve);

/** `npm start`: from the environment until a signal. */
async function serve(toldToStop: Promise<void>): Promise<void> {
  const { embedded } = parseArgs({ options: { embedded: { type: 'boolean', default: false } } }).values;
  const settings = readStartSettings(process.env, embedded);
  const database = await databaseFor(settings, embedded);
  try {
    const server = await startServer({ settings, trust: trustFromSettings(settings), databaseUrl: database.url });
    if (embedded) await sayHowOldBackupIs(server.log, settings.dataDirectory);
    await toldToStop;
    await server.stop();
  } finally {
    await database.close();
  }
}

/** Of somebody else's database he knows himself. */
async function sayHowOldBackupIs(log: RunningServer['log'], dataDirectory: string): Promise<void> {
  const backup = await lastBackup(dataDirectory);
  const ageHours = backup && (Date.now() - backup.getTime()) / HOUR_MS;
  log.info(
    { dataDirectory: resolve(dataDirectory), lastBackup: backup, ageHours: ageHours && Math.round(ageHours) },
    'the record is in the data directory',
  );
  if (ageHours !== undefined && ageHours <= 24 * BACKUP_DAYS) return;
  log.warn(`no backup of the record for ${BACKUP_DAYS} days: linebook export --all --history (docs/backup.md)`);
}

function databaseFor(settings: Settings, embedded: boolean): Promise<ServedDatabase> {
  if (embedded) return openServedDatabase(settings.dataDirectory);
  // Somebody else's database: neither started nor migrated here, and it stays when we go.
  return Promise.resolve({ url: settings.databaseUrl!, close: () => Promise.resolve() });
}
