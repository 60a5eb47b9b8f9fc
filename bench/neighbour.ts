import { Agent } from 'node:http';
import { ask } from '../test/ask.js';
import { importInto } from '../test/cli/import-scene.js';
import { assignment, number, userId } from '../test/cli/vendor-answers.js';
import type { RecordDatabase } from '../test/record-database.js';
import { startServer, type TestServer } from '../test/start-server.js';
import { tokenFor } from '../test/tokens.js';

const ORGANIZATION = '00000000000000000000a001';
const USERS = 20;
const PAUSE_MS = 5;

/** How somebody was served. Times in milliseconds. */
export interface Pace {
  calls: number;
  /** Answers that are none of 200. */
  faults: number;
  p50: number;
  p99: number;
  longest: number;
}

/** One client that reads and writes an organization of its own, through a server on the same record. */
export class Neighbour {
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(private readonly server: TestServer) {}

  static async moveIn(database: RecordDatabase): Promise<Neighbour> {
    const assignments = Array.from({ length: USERS }, (_, i) => assignment(i, i, { isDefault: true }));
    const { code, stderr } = await importInto(database, { assignments }, '--organization', ORGANIZATION);
    if (code !== 0) throw new Error(stderr);
    return new Neighbour(await startServer({ database }));
  }

  async moveOut(): Promise<void> {
    this.agent.destroy();
    // A test's server keeps no process alive, and here nothing else does.
    const alive = setInterval(() => {}, 1_000);
    await this.server.stop();
    clearInterval(alive);
  }

  /** Calls until something has ended: lists, gives a user another number, gives them back the first. */
  async during(something: Promise<unknown>): Promise<Pace> {
    let isOver = false;
    const over = something.finally(() => (isOver = true));
    const times: number[] = [];
    let faults = 0;
    for (let i = 0; !isOver; i++) {
      const startedAt = performance.now();
      if ((await this.call(i)) !== 200) faults++;
      times.push(performance.now() - startedAt);
      await new Promise((done) => setTimeout(done, PAUSE_MS));
    }
    await over;
    return paceOf(times, faults);
  }

  private async call(i: number): Promise<number> {
    const user = Math.floor(i / 3) % USERS;
    const token = tokenFor({ roles: ['SUPERADMIN'] });
    const url = `${this.server.url}/api/organizations/${ORGANIZATION}/phone-numbers`;
    if (i % 3 === 0) return (await ask(url, { token, agent: this.agent })).status;
    const phoneNumber = number(i % 3 === 1 ? 1_000 + user : user);
    const body = JSON.stringify({ targetUserId: userId(user), provider: 'twilio', phoneNumber });
    const headers = { 'content-type': 'application/json' };
    return (await ask(url, { method: 'POST', token, headers, body, agent: this.agent })).status;
  }
}

function paceOf(times: number[], faults: number): Pace {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  return { calls: times.length, faults, p50: at(0.5), p99: at(0.99), longest: at(1) };
}
