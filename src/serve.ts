import { resolve } from 'node:path';
import { trustFromSettings } from './auth/trust.js';
import { lastBackup } from './database/last-backup.js';
import type { ServedDatabase } from './database/served-database.js';
import type { Settings } from './settings/settings.js';
import { readStartSettings } from './settings/start-settings.js';
import type { ListeningServer, StartOptions } from './start.js';
import type { WorkersOptions } from './workers.js';

// What takes long to load is imported where it is needed: bad settings are refused at once, and the primary of several
// workers is small.

const HOUR_MS = 3_600_000;
/** Older than this a backup is one that somebody has forgotten. */
const BACKUP_DAYS = 7;

export interface ServeOptions {
  /** On the embedded database of the data directory, instead of DATABASE_URL. */
  embedded?: boolean;
  /** How many processes share the port; WORKERS if it is not given. */
  workers?: string;
}

/** Serves with the settings of the environment until it is told to stop. Resolves to the exit code. */
export async function serve(options: ServeOptions, toldToStop: Promise<void>): Promise<number> {
  const { embedded = false, workers = process.env.WORKERS } = options;
  const settings = readStartSettings({ ...process.env, WORKERS: workers }, embedded);
  const database = await databaseFor(settings, embedded);
  const whenListening = async (server: ListeningServer): Promise<void> => {
    sayWhereItListens(server, settings);
    if (embedded) await sayHowOldBackupIs(server.log, settings.dataDirectory);
  };
  try {
    if (settings.workers > 1) {
      const { serveByWorkers } = await import('./workers.js');
      return await serveByWorkers({ settings, databaseUrl: database.url, toldToStop, whenListening });
    }
    await serveHere({
      settings,
      databaseUrl: database.url,
      embeddedIn: embedded ? settings.dataDirectory : undefined,
      toldToStop,
      whenListening,
    });
    return 0;
  } finally {
    await database.close();
  }
}

/** One of several: the primary has made the database ready and speaks for all. */
export async function serveAsWorker(toldToStop: Promise<void>): Promise<void> {
  const settings = readStartSettings(process.env, false);
  const { tellPrimary } = await import('./workers.js');
  await serveHere({ settings, databaseUrl: settings.databaseUrl!, toldToStop, whenListening: tellPrimary });
}

async function serveHere(options: WorkersOptions & Pick<StartOptions, 'embeddedIn'>): Promise<void> {
  const { startServer } = await import('./start.js');
  const { settings, databaseUrl, embeddedIn, toldToStop, whenListening } = options;
  const server = await startServer({ settings, trust: trustFromSettings(settings), databaseUrl, embeddedIn });
  await whenListening(server);
  await toldToStop;
  await server.stop();
}

function sayWhereItListens({ url, metricsUrl, log }: ListeningServer, settings: Settings): void {
  log.info({ url, metrics: metricsUrl }, 'listening');
  if (!settings.authHs256Secret) return;
  log.warn('AUTH_HS256_SECRET is set: anybody who knows it can sign tokens. For several tenants use AUTH_JWKS_URL.');
}

/** Only of an embedded database: another one has its own backups. */
async function sayHowOldBackupIs(log: ListeningServer['log'], dataDirectory: string): Promise<void> {
  const backup = await lastBackup(dataDirectory);
  const ageHours = backup && (Date.now() - backup.getTime()) / HOUR_MS;
  log.info(
    { dataDirectory: resolve(dataDirectory), lastBackup: backup, ageHours: ageHours && Math.round(ageHours) },
    'the record is in the data directory',
  );
  if (ageHours !== undefined && ageHours <= 24 * BACKUP_DAYS) return;
  log.warn(`no backup of the record for ${BACKUP_DAYS} days: linebook export --all --history (docs/backup.md)`);
}

async function databaseFor(settings: Settings, embedded: boolean): Promise<ServedDatabase> {
  if (embedded) {
    const { openServedDatabase } = await import('./database/served-database.js');
    return openServedDatabase(settings.dataDirectory);
  }
  // Somebody else's database: neither started nor migrated here, and it stays when we go.
  return { url: settings.databaseUrl!, close: () => Promise.resolve() };
}
