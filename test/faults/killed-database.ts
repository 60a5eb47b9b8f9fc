import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { ask } from '../ask.js';
import { campaign } from '../canaries.js';
import { EmbeddedProcess, postmasterPid } from '../database/embedded-process.js';
import { migrate } from '../../src/database/migrate.js';
import type { Random } from '../ownership/random.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer } from '../start-server.js';
import { FaultyWire } from './faulty-wire.js';
import { TEST_ORGANIZATION, TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

const WRITERS = 8;
const AGAIN_AFTER_MS = 100;
const COMMITTED_WITHIN_MS = 150;
/** SIGQUIT is an immediate stop. */
const ENDS = ['SIGKILL', 'SIGQUIT'] as const;

export interface KillOptions {
  kills: number;
  /** Chooses when, and how. */
  random: Random;
  /** For a control: PostgreSQL acknowledges what is not on the disk yet. */
  forgetful?: boolean;
}

export interface KillsSeen {
  writes: number;
  /** Of these the ones whose first request had no answer that says what came of it, */
  unknown: number;
  /** and of those the ones that the key told to have happened all the same. */
  happened: number;
  faults: string[];
}

/**
 * Writes under keys while the embedded database of a server is killed again and again, and somebody starts it again. Every
 * second kill finds writes that have happened and whose answer was lost on its way.
 */
export async function killedDatabase({ kills, random, forgetful = false }: KillOptions): Promise<KillsSeen> {
  const home = mkdtempSync(join(tmpdir(), 'linebook-killed-'));
  chmodSync(home, 0o755);
  const data = join(home, 'data');
  const { url, ownerUrl } = await EmbeddedProcess.open(data, { kind: 'server' });
  await migrate(ownerUrl, url);
  const wire = await FaultyWire.to(url);
  const server = await startServer({ env: TOKEN_ENVIRONMENT, database: wire });
  try {
    if (forgetful)
      await rowsOf(
        ownerUrl,
        `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
      );
    const writers = await Writers.at(server.url, ownerUrl);
    const writing = writers.run();
    for (let kill = 0; kill < kills; kill++) {
      await sleep(300 + random.below(700));
      if (kill % 2 === 0) await commitsLost(wire);
      process.kill(postmasterPid(data)!, random.one(ENDS));
      wire.endConnections();
      await sleep(random.below(500));
      await startedAgain(data);
      await writers.untilOneMore();
    }
    writers.stop();
    await writing;
    const faults = await writers.audit();
    await campaign.canaries?.putIn((sql, parameters) => rowsOf(ownerUrl, sql, parameters));
    campaign.canaries?.readLog(join(data, 'postgres.log'));
    return { ...writers.tally, faults };
  } finally {
    // The server's process keeps nobody waiting, and in a campaign nothing else does.
    const waiting = setInterval(() => {}, 1_000);
    await server.stop();
    await wire.cut();
    clearInterval(waiting);
    await EmbeddedProcess.endAll();
    rmSync(home, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** Until some commits have been carried out and nobody has been told. */
async function commitsLost(wire: FaultyWire): Promise<void> {
  const before = wire.commitsLost;
  wire.loseCommits();
  while (wire.commitsLost === before) await sleep(5);
  await sleep(COMMITTED_WITHIN_MS);
}

/** Any verb of the operator starts the database where it does not run; who had it open remains its user. */
async function startedAgain(data: string): Promise<void> {
  const verb = await EmbeddedProcess.open(data);
  await verb.release();
}

interface Write {
  /** In `changes`, with how often it was sent behind it. */
  trackingId: string;
  method: string;
  path: string;
  body?: string;
}

/** Each gives a user of its own a number, takes it away, and so on; an unknown outcome is asked for until it is known. */
class Writers {
  readonly tally = { writes: 0, unknown: 0, happened: 0 };
  private readonly faults: string[] = [];
  private readonly acknowledged: string[] = [];
  private isOver = false;
  private readonly token = tokenFor({ roles: ['SUPERADMIN'], exp: Math.floor(Date.now() / 1000) + 3_600 });

  private constructor(
    private readonly list: string,
    private readonly users: readonly string[],
    private readonly ownerUrl: string,
  ) {}

  static async at(url: string, ownerUrl: string): Promise<Writers> {
    const rows = new RecordFixtures({ query: (sql, parameters) => rowsOf(ownerUrl, sql, parameters) });
    const organization = await rows.organization({ uuid: TEST_ORGANIZATION });
    const users = Array.from({ length: WRITERS }, (_, i) => i.toString(16).padStart(24, 'fa0'));
    for (const object_id of users) await rows.user(organization, { object_id });
    return new Writers(`${url}/api/organizations/${organization.objectId}/phone-numbers`, users, ownerUrl);
  }

  async run(): Promise<void> {
    await Promise.all(this.users.map((user, writer) => this.write(user, writer)));
  }

  stop(): void {
    this.isOver = true;
  }

  async untilOneMore(): Promise<void> {
    const before = this.acknowledged.length;
    while (this.acknowledged.length <= before) await sleep(5);
  }

  /** What the record has of it: each write once, and nothing else. */
  async audit(): Promise<string[]> {
    const rows = await rowsOf<{ id: string; times: number }>(
      this.ownerUrl,
      `SELECT regexp_replace(tracking_id, '-\\d+$', '') AS id, count(*)::int AS times
         FROM changes WHERE tracking_id LIKE 'kill-%' GROUP BY 1`,
    );
    const times = new Map(rows.map((row) => [row.id, row.times]));
    const lost = this.acknowledged.filter((id) => !times.has(id));
    const twice = rows.filter((row) => row.times > 1);
    return [
      ...this.faults,
      ...lost.map((id) => `${id} was acknowledged, and is lost`),
      ...twice.map(({ id }) => `${id} happened more than once`),
    ];
  }

  private async write(user: string, writer: number): Promise<void> {
    for (let n = 0; !this.isOver; n++) {
      const trackingId = `kill-${writer}-${n}`;
      const phoneNumber = `+1555${String(writer * 100_000 + n).padStart(7, '0')}`;
      const body = JSON.stringify({ targetUserId: user, provider: 'twilio', phoneNumber });
      const isPost = n % 2 === 0;
      await this.settle(
        isPost
          ? { trackingId, method: 'POST', path: this.list, body }
          : { trackingId, method: 'DELETE', path: `${this.list}/${user}/twilio` },
      );
    }
  }

  private async settle({ trackingId, method, path, body }: Write): Promise<void> {
    this.tally.writes++;
    for (let tries = 1; ; tries++) {
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const headers = { ...type, 'idempotency-key': trackingId, trackingid: `${trackingId}-${tries}` };
      const answer = await ask(path, { method, token: this.token, headers, body }).catch(() => undefined);
      if (answer && answer.status < 300) {
        if (tries > 1) this.tally.unknown++;
        if (answer.headers['idempotency-replayed'] === 'true') this.tally.happened++;
        this.acknowledged.push(trackingId);
        return;
      }
      if (answer && answer.status !== 503) {
        this.faults.push(`${trackingId} was answered ${answer.status} ${answer.text}`);
        return;
      }
      await sleep(AGAIN_AFTER_MS);
    }
  }
}

async function rowsOf<Row extends object>(url: string, sql: string, parameters?: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(sql, parameters)).rows;
  } finally {
    await client.end();
  }
}
