import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { campaign, Canaries } from '../test/canaries.js';

/** What PostgreSQL logs where nobody has set anything; the embedded one is told to say less. */
const DEFAULTS = {
  log_min_messages: 'warning',
  log_min_error_statement: 'error',
  log_error_verbosity: 'default',
  log_parameter_max_length_on_error: '0',
};
const SHOWN = 20;

/** Runs a campaign and looks for people's data in all that servers, databases and responses said meanwhile. */
export async function withCanaries(run: () => Promise<boolean>): Promise<boolean> {
  const canaries = (campaign.canaries = new Canaries());
  const log = await databaseLog();
  const isGood = await run();
  if (existsSync(log)) canaries.readLog(log);
  const found = canaries.found();
  console.log(canaries.summary);
  found.slice(0, SHOWN).forEach((line) => console.log(`  violation: ${line}`));
  console.log(found.length ? `${found.length} lines with somebody's data` : 'none of it was said');
  return isGood && !found.length;
}

/** Where the PostgreSQL of the tests writes its log, for the application's role as by default from now on. */
async function databaseLog(): Promise<string> {
  const owner = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await owner.connect();
  try {
    for (const [name, value] of Object.entries(DEFAULTS)) {
      await owner.query(`ALTER ROLE ${process.env.TEST_APPLICATION_ROLE} SET ${name} = '${value}'`);
    }
    const { rows } = await owner.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
    return join(dirname(rows[0]!.folder), 'postgres.log');
  } finally {
    await owner.end();
  }
}
