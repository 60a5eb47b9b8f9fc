import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { trustFromSettings } from './auth/trust.js';
import { openServedDatabase, type ServedDatabase } from './database/served-database.js';
import { inForeground } from './foreground.js';
import { readStartSettings, type Settings } from './settings/settings.js';
import { startServer } from './start.js';

await inForeground(serve);

/** `npm start`: from the environment until a signal. */
async function serve(toldToStop: Promise<void>): Promise<void> {
  const { embedded } = parseArgs({ options: { embedded: { type: 'boolean', default: false } } }).values;
  const settings = readStartSettings(process.env, embedded);
  const database = await databaseFor(settings, embedded);
  try {
    const server = await startServer({ settings, trust: trustFromSettings(settings), databaseUrl: database.url });
    await toldToStop;
    await server.stop();
  } finally {
    await database.close();
  }
}

function databaseFor(settings: Settings, embedded: boolean): Promise<ServedDatabase> {
  if (embedded) return openServedDatabase(settings.dataDirectory);
  // Somebody else's database: neither started nor migrated here, and it stays when we go.
  return Promise.resolve({ url: settings.databaseUrl!, close: () => Promise.resolve() });
}
