import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Option } from 'commander';
import type { DataSource } from 'typeorm';
import { connectedDataSource } from '../database/data-source.js';
import { openEmbeddedPostgres } from '../database/embedded-postgres.js';
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

/** Opens the record, starting the embedded database where it does not run, and closes it afterwards. */
export async function withRecord<T>({ data }: RecordOptions, work: (record: DataSource) => Promise<T>): Promise<T> {
  const settings = settingsFor(data);
  if (settings.databaseUrl) return withDatabase(settings.databaseUrl, work);
  const embedded = await openEmbeddedPostgres(settings.dataDirectory);
  try {
    await migrate(embedded.ownerUrl, embedded.url);
    return await withDatabase(embedded.url, work);
  } finally {
    await embedded.release();
  }
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
  const embedded = await openEmbeddedPostgres(dataDirectory);
  try {
    await migrate(embedded.ownerUrl, embedded.url);
    return await withOwner(embedded.ownerUrl, work);
  } finally {
    await embedded.release();
  }
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
  return { subject: `cli:${userName()}`, trackingId: `CLI_${randomUUID()}` };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A uid without a name, as in many containers.
    return String(process.getuid?.());
  }
}
