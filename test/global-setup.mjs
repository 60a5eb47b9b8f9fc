// One real PostgreSQL for the whole run, and in it a migrated template that each spec copies its own database from.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import tearDown from './global-teardown.mjs';

const TEMPLATE = 'record_template';
const APPLICATION_ROLE = 'record_application';

export default async function setUp() {
  const { openEmbeddedPostgres } = await import('../dist/database/embedded-postgres.js');
  const { migrate } = await import('../dist/database/migrate.js');
  const folder = await mkdtemp(join(tmpdir(), 'linebook-tests-'));
  const embedded = await openEmbeddedPostgres(join(folder, 'data'));
  // Both run in this process; the specs run in others and read the environment.
  globalThis.testDatabase = { folder, embedded };
  try {
    await makeTemplate(embedded.ownerUrl, migrate);
  } catch (error) {
    // Nobody tears down what was not set up.
    await tearDown();
    throw error;
  }
  process.env.TEST_DATABASE_OWNER_URL = embedded.ownerUrl;
  process.env.TEST_DATABASE_TEMPLATE = TEMPLATE;
  process.env.TEST_APPLICATION_ROLE = APPLICATION_ROLE;
}

async function makeTemplate(ownerUrl, migrate) {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`CREATE ROLE ${APPLICATION_ROLE} LOGIN`);
  await owner.query(`CREATE DATABASE ${TEMPLATE}`);
  await owner.end();
  const template = new URL(ownerUrl);
  template.pathname = `/${TEMPLATE}`;
  const application = new URL(template);
  application.username = APPLICATION_ROLE;
  await migrate(template.href, application.href);
}
