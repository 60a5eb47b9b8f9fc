import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'node:http';
import { ask } from '../ask.js';
import { audit } from '../ownership/audit.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { backupOf, restored } from './backups.js';

const WRITERS = 20;
/** Numbers that nobody holds, so that reading the tables takes a while in which others write. */
const FREE_NUMBERS = 5_000;

export interface LoadOptions {
  backups: number;
  /** Between the end of a backup and the beginning of the next one. */
  pauseMs: number;
  /** All writers together. */
  writesPerSecond: number;
  /** By default the build's. */
  program?: string;
}

export interface LoadOutcome {
  writes: number;
  writesPerSecond: number;
  /** Of the last one, in characters. */
  size: number;
  faults: string[];
}

/** A number that goes from one of two users to the other and back, one write after the other. */
interface Writer {
  e164: string;
  users: [string, string];
  sent: number;
  acknowledged: number;
}

interface Backup {
  text: string;
  /** By writer: at least so many of its writes are in it, and at most so many. */
  least: number[];
  most: number[];
}

/** Writes go on while backups are taken; each is restored, and must be the record as it was at one instant. */
export async function backupUnderLoad(options: LoadOptions): Promise<LoadOutcome> {
  const database = await createDatabase();
  const server = await startServer({ database });
  try {
    const { organization, writers } = await layOut(database);
    const ending = new AbortController();
    const begun = Date.now();
    const writing = writers.map((writer) =>
      write(server.url, organization, writer, options.writesPerSecond, ending.signal),
    );
    const backups = await takeBackups(database, writers, options);
    ending.abort();
    const faults = (await Promise.all(writing)).flat();
    const writes = writers.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
    const writesPerSecond = Math.round((writes * 1000) / (Date.now() - begun));
    for (const [i, backup] of backups.entries()) {
      faults.push(...(await faultsOf(backup, writers)).map((fault) => `backup ${i}: ${fault}`));
    }
    return { writes, writesPerSecond, size: backups.at(-1)!.text.length, faults };
  } finally {
    await server.stop();
    await database.drop();
  }
}

async function layOut(database: RecordDatabase): Promise<{ organization: TestOrganization; writers: Writer[] }> {
  const fixtures = new RecordFixtures(database);
  const organization = await fixtures.organization();
  const writers: Writer[] = [];
  for (let i = 0; i < WRITERS; i++) {
    const e164 = `+1555${String(i).padStart(7, '0')}`;
    const users: Writer['users'] = [objectId(i, 0), objectId(i, 1)];
    await fixtures.number(organization, e164);
    for (const user of users) await fixtures.user(organization, { object_id: user });
    writers.push({ e164, users, sent: 0, acknowledged: 0 });
  }
  await database.query(
    'INSERT INTO phone_numbers (e164, organization_id) SELECT $1 || n, $2 FROM generate_series($3::int, $4) n',
    ['+49', organization.id, 1_500_000_000, 1_500_000_000 + FREE_NUMBERS],
  );
  return { organization, writers };
}

const objectId = (writer: number, user: number): string => `5f${String(writer).padStart(20, '0')}0${user}`;

/** At its share of the speed, or as fast as it goes; answers what was not accepted. */
async function write(
  url: string,
  { objectId: organization }: TestOrganization,
  writer: Writer,
  writesPerSecond: number,
  ending: AbortSignal,
): Promise<string[]> {
  const agent = new Agent({ keepAlive: true });
  const token = tokenFor({ roles: ['SUPERADMIN'] });
  const begun = Date.now();
  const faults: string[] = [];
  while (!ending.aborted && !faults.length) {
    const [to, from] = writer.sent % 2 ? [writer.users[1], writer.users[0]] : [writer.users[0], writer.users[1]];
    const sent = {
      targetUserId: to,
      provider: 'twilio',
      phoneNumber: writer.e164,
      ...(writer.sent && { replaces: from }),
    };
    writer.sent++;
    const { status, text } = await ask(`${url}/api/organizations/${organization}/phone-numbers`, {
      method: 'POST',
      token,
      agent,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    });
    if (status === 200) writer.acknowledged++;
    else faults.push(`a write was answered ${status}: ${text}`);
    const due = begun + (writer.sent * 1000 * WRITERS) / writesPerSecond;
    await sleep(Math.max(0, due - Date.now()));
  }
  agent.destroy();
  return faults;
}

async function takeBackups(
  database: RecordDatabase,
  writers: readonly Writer[],
  { backups, pauseMs, program }: LoadOptions,
): Promise<Backup[]> {
  const taken: Backup[] = [];
  for (let i = 0; i < backups; i++) {
    await sleep(pauseMs);
    const least = writers.map(({ acknowledged }) => acknowledged);
    const text = await backupOf(database, program);
    taken.push({ text, least, most: writers.map(({ sent }) => sent) });
  }
  return taken;
}

async function faultsOf({ text, least, most }: Backup, writers: readonly Writer[]): Promise<string[]> {
  const second = await createDatabase();
  try {
    const { code, stderr } = await restored(second, text);
    if (code !== 0) return [`not restored: ${stderr}`];
    const rows = await second.query<{ e164: string; count: number; holders: string[] | null }>(
      `SELECT p.e164, count(*)::int AS count, array_agg(u.object_id) FILTER (WHERE a.valid_to IS NULL) AS holders
         FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id JOIN users u ON u.id = a.user_id
        GROUP BY 1`,
    );
    const faults = await audit(second);
    for (const [i, { e164, users }] of writers.entries()) {
      const { count = 0, holders = null } = rows.find((row) => row.e164 === e164) ?? {};
      if (count < least[i]! || count > most[i]!) faults.push(`${count} of ${least[i]} to ${most[i]} writes are in it`);
      const holder = count ? [users[(count - 1) % 2]] : null;
      if (String(holders) !== String(holder))
        faults.push(`after ${count} writes the number is with ${holders?.length ?? 0}`);
    }
    return faults;
  } finally {
    await second.drop();
  }
}
