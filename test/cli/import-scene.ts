import { webexId } from '../../src/ids/webex-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { linebook, type Outcome } from './linebook.js';
import type { Assignment } from './vendor-answers.js';

/** A record that is imported into, and a server that serves it. */
export interface ImportScene {
  database: RecordDatabase;
  server: TestServer;
  /** Imports it from standard input; an object as JSON. */
  imported: (file: unknown, ...options: string[]) => Promise<Outcome>;
  /** What the organizations face lists. */
  listOf: (organization: string) => Promise<{ assignments: Assignment[] }>;
  /** What the workspaces face answers to an administrator of the organization. */
  workspaceOf: (organization: string, workspace: string) => Promise<unknown>;
  end: () => Promise<void>;
}

export async function importScene(): Promise<ImportScene> {
  const database = await createDatabase();
  const server = await startServer({ database });
  const ask = (path: string, token: string): Promise<Response> =>
    fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return {
    database,
    server,
    imported: (file, ...options) => importInto(database, file, ...options),
    listOf: async (organization) => {
      const answer = await ask(`/api/organizations/${organization}/phone-numbers`, tokenFor({ roles: ['SUPERADMIN'] }));
      expect(answer.status).toBe(200);
      return (await answer.json()) as { assignments: Assignment[] };
    },
    workspaceOf: async (organization, workspace) => {
      const token = tokenFor({ roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'], organization });
      return (await ask(`/v1/workspaces/${webexId('PLACE', workspace)}/features/numbers`, token)).json();
    },
    end: async () => {
      await server.stop();
      await database.drop();
    },
  };
}

export function importInto(database: RecordDatabase, file: unknown, ...options: string[]): Promise<Outcome> {
  const input = typeof file === 'string' || Buffer.isBuffer(file) ? file : JSON.stringify(file);
  return linebook(['import', '-', ...options], { env: { DATABASE_URL: database.url }, input });
}

/** The lines of a report, without the file's name and without warnings. */
export async function refusalsOf(database: RecordDatabase, input: unknown, ...options: string[]): Promise<string[]> {
  const outcome = await importInto(database, input, ...options);
  const lines = outcome.stderr.trim().split('\n');
  expect(lines.every((text) => text.startsWith('standard input:'))).toBe(true);
  expect(outcome).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/: refused, nothing was changed: \d+ faults?\n$/),
  });
  return lines.map((text) => text.replace('standard input:', '')).filter((text) => !text.includes('warning'));
}

export const codesOf = (refusals: readonly string[]) => refusals.map((text) => /refused (\w+):/.exec(text)?.[1]);
