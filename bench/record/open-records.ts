import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { openEmbeddedPostgres, type EmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { campaign } from '../../test/canaries.js';
import { migrate } from '../../src/database/migrate.js';
import { fillRecord } from './fill-record.js';
import type { RecordName } from './record-plan.js';

// Beside the sources: it is large, worth keeping, and git ignores it.
const CACHE = resolve('.bench');
// What a record depends on: the schema, and how it is filled.
const SOURCES = ['src/database/migrations', 'bench/record'];

/** A database of its own, which a case may change. */
export interface RecordCopy {
  name: string;
  /** As the application's role. */
  url: string;
  ownerUrl: string;
  drop(): Promise<void>;
}

/** The filled databases, on an embedded PostgreSQL with the settings that Linebook ships. */
export class Records {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Records> {
    const folder = join(CACHE, `records-${await hashOfSources()}`);
    await removeOthers(folder);
    return new Records(await openEmbeddedPostgres(folder), folder);
  }

  /** Of the server's main process, whose children serve the connections. */
  async postmasterPid(): Promise<number> {
    return Number((await readFile(join(this.folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
  }

  /** Fills the database where nobody has; it stays for the next run. */
  async fill(record: RecordName): Promise<void> {
    const name = `record_${record.toLowerCase()}`;
    if (await this.exists(name)) return;
    const startedAt = Date.now();
    const filling = `filling_${record.toLowerCase()}`;
    await this.asOwner(`DROP DATABASE IF EXISTS ${filling} WITH (FORCE)`);
    await this.asOwner(`CREATE DATABASE ${filling}`);
    await migrate(this.urlOf(filling, this.postgres.ownerUrl), this.urlOf(filling, this.postgres.url));
    await fillRecord(this.urlOf(filling, this.postgres.ownerUrl), record);
    await this.asOwner(`ALTER DATABASE ${filling} RENAME TO ${name}`);
    console.log(`record ${record}: filled in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }

  /** A copy of the record, file by file. */
  async copy(record: RecordName): Promise<RecordCopy> {
    await this.fill(record);
    const name = `run_${record.toLowerCase()}_${randomBytes(4).toString('hex')}`;
    await this.asOwner(`CREATE DATABASE ${name} TEMPLATE record_${record.toLowerCase()} STRATEGY FILE_COPY`);
    return {
      name,
      url: this.urlOf(name, this.postgres.url),
      ownerUrl: this.urlOf(name, this.postgres.ownerUrl),
      drop: async () => {
        await campaign.canaries?.putIn((sql) => this.rows(sql, name));
        await this.asOwner(`DROP DATABASE ${name} WITH (FORCE)`);
      },
    };
  }

  async close(): Promise<void> {
    campaign.canaries?.readLog(join(this.folder, 'postgres.log'));
    await this.postgres.release();
  }

  private async exists(name: string): Promise<boolean> {
    return (await this.rows(`SELECT FROM pg_database WHERE datname = '${name}'`)).length > 0;
  }

  private urlOf(database: string, of: string): string {
    const url = new URL(of);
    url.pathname = `/${database}`;
    return url.href;
  }

  private async asOwner(sql: string): Promise<void> {
    await this.rows(sql);
  }

  private async rows<Row extends object>(sql: string, database = 'postgres'): Promise<Row[]> {
    const client = new Client({ connectionString: this.urlOf(database, this.postgres.ownerUrl) });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    for (const name of (await readdir(folder)).toSorted()) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** Records of another schema: each has gigabytes. */
async function removeOthers(folder: string): Promise<void> {
  for (const name of await readdir(CACHE).catch(() => [])) {
    const other = join(CACHE, name);
    const isRunning = existsSync(join(other, 'postgres', 'postmaster.pid'));
    if (name.startsWith('records-') && other !== folder && !isRunning)
      await rm(other, { recursive: true, force: true });
  }
}
