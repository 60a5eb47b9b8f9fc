// One real PostgreSQL for the whole run, and in it a migrated template that each spec copies its own database from.
import { readFileSync, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import tearDown from './global-teardown.mjs';

const TEMPLATE = 'record_template';
const APPLICATION_ROLE = 'record_application';

// Of what the run keeps at a time, databases, their logs and copies of the build, this is several times as much.
const MEMORY_BYTES = 4 * 1024 ** 3;

/** Jest hands its configuration over. A campaign has none, and keeps its files on the disk: it measures, too. */
export default async function setUp(jestConfiguration) {
  if (jestConfiguration && hasRoomInMemory()) process.env.TMPDIR ??= '/dev/shm';
  const { migrate } = await import('../dist/database/migrate.js');
  // Both run in this process; the specs run in others and read the environment.
  globalThis.testDatabase = process.env.TEST_DATABASE_OWNER_URL ? givenServer() : await embeddedServer();
  const { ownerUrl } = globalThis.testDatabase;
  try {
    await makeTemplate(ownerUrl, migrate);
  } catch (error) {
    // Nobody tears down what was not set up.
    await tearDown();
    throw error;
  }
  // One file per server that runs, named by its pid.
  process.env.TEST_SERVERS = await mkdtemp(join(tmpdir(), 'linebook-servers-'));
  process.env.TEST_DATABASE_OWNER_URL = ownerUrl;
  process.env.TEST_DATABASE_TEMPLATE = TEMPLATE;
  process.env.TEST_APPLICATION_ROLE = APPLICATION_ROLE;
  process.env.TEST_DATABASE_MAJOR = await majorOf(ownerUrl);
}

/** The tests create and remove many files and wait for many to reach the disk, which costs nothing in memory. */
function hasRoomInMemory() {
  // The database's programs are copied beside its data, and run from there.
  const options = /^tmpfs \/dev\/shm tmpfs (\S+)/m.exec(readFileSync('/proc/mounts', 'utf8'))?.[1].split(',');
  if (!options?.includes('rw') || options.includes('noexec')) return false;
  const { bavail, bsize } = statfsSync('/dev/shm');
  return bavail * bsize >= MEMORY_BYTES;
}

/** Somebody's PostgreSQL of another major; its superuser's URL came in the environment. One run at a time uses it. */
function givenServer() {
  const ownerUrl = process.env.TEST_DATABASE_OWNER_URL;
  return { ownerUrl, remove: () => clean(ownerUrl) };
}

async function embeddedServer() {
  const { openEmbeddedPostgres } = await import('../dist/database/embedded-postgres.js');
  const folder = await mkdtemp(join(tmpdir(), 'linebook-tests-'));
  const embedded = await openEmbeddedPostgres(join(folder, 'data'));
  return {
    ownerUrl: embedded.ownerUrl,
    remove: async () => {
      await embedded.release();
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function makeTemplate(ownerUrl, migrate) {
  await clean(ownerUrl);
  await asOwner(ownerUrl, `CREATE ROLE ${APPLICATION_ROLE} LOGIN`, `CREATE DATABASE ${TEMPLATE}`);
  const template = new URL(ownerUrl);
  template.pathname = `/${TEMPLATE}`;
  const application = new URL(template);
  application.username = APPLICATION_ROLE;
  await migrate(template.href, application.href);
}

/** What an interrupted run left on a given server, too. */
async function clean(ownerUrl) {
  await asOwner(
    ownerUrl,
    `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`,
    `DROP ROLE IF EXISTS ${APPLICATION_ROLE}`,
  );
}

async function majorOf(ownerUrl) {
  const [{ version }] = await asOwner(ownerUrl, `SELECT current_setting('server_version_num')::int / 10000 AS version`);
  return String(version);
}

/** Runs the statements; answers the rows of the last one. */
async function asOwner(connectionString, ...statements) {
  const owner = new pg.Client({ connectionString });
  await owner.connect();
  try {
    let result;
    for (const statement of statements) result = await owner.query(statement);
    return result.rows;
  } finally {
    await owner.end();
  }
}
