import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Option } from 'commander';
import type { DataSource } from 'typeorm';
import { connectedDataSource } from '../database/data-source.js';
import { assertRecordIn, openEmbeddedPostgres, type EmbeddedPostgres } from '../database/embedded-postgres.js';
import { migrate } from '../database/migrate.js';
import { assertSafeDatabase, assertSchema } from '../database/readiness.js';
import { RECORD_ENTITIES } from '../phone-numbers/record/entities.js';
import type { ChangedBy } from '../phone-numbers/record/record-change.js';
import { readSettings, type Settings } from '../settings/settings.js';
import { WrongUsage } from './usage.errors.js';

/** Which record a command works on: `--data`, else DATABASE_URL, else LINEBOOK_DATA. */
export interface RecordOptions {
  data?: string;
}

export const dataOption = (): Option =>
  new Option('--data <dir>', 'data directory of the embedded database (LINEBOOK_DATA; .linebook in this folder)');

/**
 * Opens the record, starting the embedded database where it does not run, and closes it afterwards.
 * Throws NoRecord where the data directory has none: a mistyped --data must not look like an empty record.
 */
export async function withRecord<T>(options: RecordOptions, work: (record: DataSource) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDirectory } = settingsFor(options.data);
  if (!databaseUrl) await assertRecordIn(dataDirectory);
  return withNewRecord(options, work);
}

/** The same for what may be the first thing in a record: creates it where there is none. */
export async function withNewRecord<T>({ data }: RecordOptions, work: (record: DataSource) => Promise<T>): Promise<T> {
  const settings = settingsFor(data);
  if (settings.databaseUrl) return withDatabase(settings.databaseUrl, work);
  return withEmbedded(settings.dataDirectory, ({ url }) => withDatabase(url, work));
}

/** Opens the record as the owner of its tables, who alone may restore it: DATABASE_OWNER_URL, or the embedded one's. */
export async function withOwnedRecord<T>(
  { data }: RecordOptions,
  work: (record: DataSource) => Promise<T>,
): Promise<T> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = settingsFor(data);
  if (databaseUrl) {
    if (!databaseOwnerUrl) throw new WrongUsage('DATABASE_OWNER_URL is not set: the application’s role cannot do this');
    return withOwner(databaseOwnerUrl, work);
  }
  return withEmbedded(dataDirectory, ({ ownerUrl }) => withOwner(ownerUrl, work));
}

async function withEmbedded<T>(dataDirectory: string, work: (embedded: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const embedded = await openEmbeddedPostgres(dataDirectory);
  const interruption = releaseOnceInterrupted(embedded);
  try {
    await migrate(embedded.ownerUrl, embedded.url);
    return await work(embedded);
  } catch (error) {
    // What broke because the database stopped is nothing to tell: the process ends.
    if (interruption.isHeard) await new Promise(() => {});
    throw error;
  } finally {
    await embedded.release();
    interruption.ignore();
  }
}

/**
 * Whoever ends a command at the terminal must not leave a database behind: the directory would look unused, and a copy
 * of it would be none. Work that listens by itself ends in order.
 */
function releaseOnceInterrupted(embedded: EmbeddedPostgres) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const interruption = { isHeard: false, ignore: () => signals.forEach((signal) => process.off(signal, interrupt)) };
  const interrupt = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    interruption.isHeard = true;
    void embedded.release().finally(() => {
      interruption.ignore();
      process.kill(process.pid, signal);
    });
  };
  signals.forEach((signal) => process.on(signal, interrupt));
  return interruption;
}

async function withOwner<T>(url: string, work: (record: DataSource) => Promise<T>): Promise<T> {
  const record = await connectedDataSource({ url, poolSize: 1, limits: 'none', entities: [] });
  try {
    await assertSchema(record);
    return await work(record);
  } finally {
    await record.destroy();
  }
}

/** The settings of a command; `--data` says a directory, so it does not go with a DATABASE_URL. */
export function settingsFor(data: string | undefined): Settings {
  const settings = readSettings(data ? { ...process.env, LINEBOOK_DATA: data } : process.env);
  if (data && settings.databaseUrl) throw new WrongUsage('--data does not go together with DATABASE_URL');
  return settings;
}

async function withDatabase<T>(url: string, work: (record: DataSource) => Promise<T>): Promise<T> {
  // A command of the operator waits as long as it takes.
  const record = await connectedDataSource({ url, poolSize: 2, limits: 'none', entities: RECORD_ENTITIES });
  try {
    await assertSafeDatabase(record);
    return await work(record);
  } finally {
    await record.destroy();
  }
}

/** Who works at this terminal, for the rows in `changes`. */
export function operator(): ChangedBy {
  return { way: 'cli', subject: `cli:${userName()}`, trackingId: `CLI_${randomUUID()}` };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a name, as in many containers.
    return String(process.getuid?.());
  }
}
