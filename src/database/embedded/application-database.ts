import { Client } from 'pg';
import { OWNER_ROLE } from './initialize-cluster.js';

const APPLICATION_ROLE = 'linebook';
const DATABASE = 'linebook';
const CONNECT_WITHIN_MS = 10_000;

// SQLSTATE class 57 without cancelled statements: starting, stopping, or its processes restarting after a crash.
const PASSING = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'];

export const ownerUrl = (socketFolder: string): string => urlOf(OWNER_ROLE, DATABASE, socketFolder);
export const applicationUrl = (socketFolder: string): string => urlOf(APPLICATION_ROLE, DATABASE, socketFolder);

/** Makes the database and the application's role where they are missing; call it under the lock. */
export async function ensureApplicationDatabase(socketFolder: string): Promise<void> {
  const client = new Client({
    connectionString: urlOf(OWNER_ROLE, 'postgres', socketFolder),
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  // A server that ends meanwhile rejects the query as well; unheard, this event would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role,
              EXISTS (SELECT FROM pg_database WHERE datname = $2) AS database`,
      [APPLICATION_ROLE, DATABASE],
    );
    if (!rows[0]!.role) await client.query(`CREATE ROLE ${APPLICATION_ROLE} LOGIN`);
    if (!rows[0]!.database) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether the server is about to be there, or about to be gone. */
export function isPassing(error: unknown): boolean {
  return PASSING.includes((error as { code?: string }).code!);
}

/** Port and sslmode are named because the driver would else take them from PGPORT and PGSSLMODE. */
function urlOf(role: string, database: string, socketFolder: string): string {
  return `postgresql://${role}@localhost:5432/${database}?host=${encodeURIComponent(socketFolder)}&sslmode=disable`;
}
