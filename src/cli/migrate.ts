import { Command } from 'commander';
import { openEmbeddedPostgres } from '../database/embedded-postgres.js';
import { migrate } from '../database/migrate.js';
import { dataOption, settingsFor, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('brings the schema up to date as DATABASE_OWNER_URL, and grants the role of DATABASE_URL its rights')
    .addOption(dataOption())
    .action(run);
}

async function run({ data }: RecordOptions): Promise<void> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = settingsFor(data);
  if (!databaseUrl) return migrateEmbedded(dataDirectory);
  if (!databaseOwnerUrl) throw new WrongUsage('DATABASE_OWNER_URL is not set: the application’s role cannot migrate');
  await migrateAndSay(databaseOwnerUrl, databaseUrl);
}

async function migrateEmbedded(dataDirectory: string): Promise<void> {
  const embedded = await openEmbeddedPostgres(dataDirectory);
  try {
    await migrateAndSay(embedded.ownerUrl, embedded.url);
  } finally {
    await embedded.release();
  }
}

async function migrateAndSay(ownerUrl: string, url: string): Promise<void> {
  const { applied, applicationRole } = await migrate(ownerUrl, url);
  for (const name of applied) console.log(`applied ${name}`);
  console.log(`the schema is up to date, and ${applicationRole} may use it`);
}
