import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { trustFromSettings } from './auth/trust.js';
import { openServedDatabase, type ServedDatabase } from './database/served-database.js';
import { DomainError } from './errors/domain.error.js';
import { loggedError } from './http/logged-error.js';
import { readStartSettings, SettingsFaults, type Settings } from './settings/settings.js';
import { startServer } from './start.js';

// From the first moment: whoever stops a server that is still starting gets it stopped as well.
const toldToStop = new Promise<void>((resolve) => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
});

// A bug. Node would print all of the error, and a driver's error carries what somebody sent.
process.on('uncaughtException', (error) => {
  const line = { level: 'fatal', time: new Date().toISOString(), err: loggedError(error), msg: 'uncaught' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
});

try {
  await serve();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${refusal(error)}\n`);
  process.exit(2);
}

/** `npm start`: from the environment until a signal. */
async function serve(): Promise<void> {
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

/** What the operator reads when the server does not start: no stack where the text says what to do. */
function refusal(error: unknown): string {
  if (error instanceof SettingsFaults) return error.message;
  if (error instanceof DomainError) return [error.message, error.details].filter(Boolean).join('\n');
  if (!(error instanceof Error)) return String(error);
  const isUnknownOption = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  return isUnknownOption ? error.message : (error.stack ?? error.message);
}
