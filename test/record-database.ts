import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { campaign } from './canaries.js';

/** A spec's own database with the record's schema, on the PostgreSQL that the whole run shares. */
export interface RecordDatabase {
  /** As the role that owns the tables. */
  ownerUrl: string;
  /** As the application's role, which cannot rewrite history. */
  url: string;
  /** One statement as the owner. */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: unknown[]): Promise<Row[]>;
  /** Locks a table until it is released: against everybody, or with SHARE against whoever writes it. */
  hold(table: string, mode?: LockMode): Promise<HeldTable>;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

type LockMode = 'ACCESS EXCLUSIVE' | 'SHARE';

export interface HeldTable {
  /** Until somebody waits for it. */
  awaited(): Promise<void>;
  release(): Promise<void>;
}

/** A copy of the migrated template; with `migrated: false` an empty database. */
export async function createDatabase({ migrated = true } = {}): Promise<RecordDatabase> {
  const name = `record_${randomBytes(6).toString('hex')}`;
  const template = migrated ? process.env.TEST_DATABASE_TEMPLATE! : 'template0';
  await asOwnerOfServer(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const ownerUrl = urlOf(name);
  let owner: Promise<Client> | undefined;
  const query = async <Row extends object>(sql: string, parameters?: unknown[]): Promise<Row[]> => {
    owner ??= connected(ownerUrl);
    return (await (await owner).query<Row>(sql, parameters)).rows;
  };
  return {
    ownerUrl,
    url: urlOf(name, process.env.TEST_APPLICATION_ROLE),
    query,
    hold: (table, mode = 'ACCESS EXCLUSIVE') => holdTable(ownerUrl, table, mode, query),
    drop: async () => {
      if (migrated) await campaign.canaries?.putIn(query);
      await (await owner)?.end();
      await asOwnerOfServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function holdTable(
  ownerUrl: string,
  table: string,
  mode: LockMode,
  query: RecordDatabase['query'],
): Promise<HeldTable> {
  const holder = await connected(ownerUrl);
  await holder.query('BEGIN');
  await holder.query(`LOCK TABLE ${table} IN ${mode} MODE`);
  return {
    awaited: async () => {
      while (!(await query('SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass', [table])).length) {
        await sleep(20);
      }
    },
    release: () => holder.end(),
  };
}

function urlOf(database: string, role?: string): string {
  const url = new URL(process.env.TEST_DATABASE_OWNER_URL!);
  url.pathname = `/${database}`;
  if (role) url.username = role;
  return url.href;
}

async function asOwnerOfServer(sql: string): Promise<void> {
  const client = await connected(process.env.TEST_DATABASE_OWNER_URL!);
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function connected(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString });
  // A spec may end this connection from the other side; unheard, that would end the run.
  client.on('error', () => {});
  await client.connect();
  return client;
}
