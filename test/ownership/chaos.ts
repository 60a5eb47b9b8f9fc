import type { TestOrganization } from '../record-fixtures.js';
import { startOperator } from '../operators/operator-process.js';
import { tokenFor } from '../tokens.js';
import { audit } from './audit.js';
import { layOut, type Cast } from './cast.js';
import { Random } from './random.js';
import type { Call } from './call.js';
import { randomCall } from './random-call.js';
import { randomImport } from './random-import.js';
import { randomOperations } from './random-operation.js';
import { count, outcomeOf, type Tally } from './tally.js';
import type { TwoServers } from './two-servers.js';

export const CHAOS_CONNECTIONS = 50;

export interface ChaosOutcome {
  tally: Tally;
  calls: number;
  imports: number;
  /** Moves and removals. */
  operations: number;
  /** Rows in `changes`. */
  changes: number;
  faults: string[];
}

export interface ChaosOptions {
  seconds: number;
  /** Of what each connection asks for; how the calls interleave is the machine's. */
  seed: number;
}

/**
 * Random writes on all connections at once, and beside them imports, and people and things that move and leave; then
 * what they left is audited. Ends the servers.
 */
export async function chaos(servers: TwoServers, { seconds, seed }: ChaosOptions): Promise<ChaosOutcome> {
  const { database } = servers;
  const run = new ChaosRun(servers, await layOut(database));
  const [row] = await database.query<{ id: string }>('SELECT max(id) AS id FROM changes');
  const until = Date.now() + seconds * 1000;
  const callers = Array.from({ length: CHAOS_CONNECTIONS }, (_, n) => run.call(n, new Random(seed * 1000 + n), until));
  await Promise.all([
    ...callers,
    run.import(new Random(seed * 1000 + CHAOS_CONNECTIONS), until),
    run.operate(new Random(seed * 1000 + CHAOS_CONNECTIONS + 1), until),
  ]);
  const faults = [...run.faults, ...(await servers.stop()).map((line) => `logged: ${line}`)];
  const deadlocks = await servers.deadlocks();
  if (deadlocks) faults.push(`the database broke ${deadlocks} deadlocks`);
  const changes = await run.auditChanges(row!.id, faults);
  faults.push(...(await audit(database, row!.id)));
  const { tally, calls, imports, operations } = run;
  return { tally, calls, imports, operations, changes, faults };
}

class ChaosRun {
  readonly tally: Tally = {};
  readonly faults: string[] = [];
  calls = 0;
  imports = 0;
  operations = 0;
  private importsThatChanged = 0;
  private operationsThatChanged = 0;
  /** Accepted calls by tracking id, and whether they changed something for sure. */
  private readonly accepted = new Map<string, boolean>();

  constructor(
    private readonly servers: TwoServers,
    private readonly cast: Cast,
  ) {}

  async call(n: number, random: Random, until: number): Promise<void> {
    const tokens = tokensOf(this.cast.organization);
    for (let i = 0; Date.now() < until; i++) {
      const call = randomCall(this.cast, random);
      await this.ask(call, `chaos-${n}-${i}`, tokens[call.face]);
    }
  }

  private async ask(call: Call, trackingId: string, token: string): Promise<void> {
    const { what, method, path, body, statuses, changesForSure, answered } = call;
    const answer = await this.servers.send(method, path, { token, body, trackingId });
    this.calls++;
    count(this.tally, `${what}: ${outcomeOf(answer)}`);
    if (!statuses.includes(answer.status)) this.faults.push(`${what}: ${answer.status} ${answer.text}`);
    if (answer.status >= 300) return;
    this.accepted.set(trackingId, changesForSure);
    answered?.(answer.body);
  }

  /** One after the other: two imports of one organization exclude each other. */
  async import(random: Random, until: number): Promise<void> {
    while (Date.now() < until) {
      const { outcome, fault, changed } = await randomImport(this.cast, random, this.servers.database.url);
      this.imports++;
      count(this.tally, outcome);
      if (fault) this.faults.push(fault);
      if (changed) this.importsThatChanged++;
    }
  }

  async operate(random: Random, until: number): Promise<void> {
    const operator = startOperator(this.servers.database.url);
    for await (const { outcome, fault, changed } of randomOperations(operator, this.cast, random, until)) {
      this.operations++;
      count(this.tally, outcome);
      if (fault) this.faults.push(fault);
      if (changed) this.operationsThatChanged++;
    }
    await operator.stop();
  }

  /** Compares the rows in `changes` with what was answered; answers how many there are. */
  async auditChanges(lastBefore: string, faults: string[]): Promise<number> {
    const rows = await this.servers.database.query<{ action: string; trackingId: string }>(
      'SELECT action, tracking_id AS "trackingId" FROM changes WHERE id > $1',
      [lastBefore],
    );
    const imports = rows.filter(({ action }) => action === 'import').length;
    if (imports !== this.importsThatChanged) {
      faults.push(`${imports} imports are in changes, ${this.importsThatChanged} said that they changed something`);
    }
    const operations = rows.filter(({ trackingId }) => trackingId.startsWith('operator-')).length;
    if (operations !== this.operationsThatChanged) {
      faults.push(
        `${operations} operations are in changes, ${this.operationsThatChanged} said that they changed something`,
      );
    }
    const written = rows
      .filter(({ action, trackingId }) => action !== 'import' && !trackingId.startsWith('operator-'))
      .map(({ trackingId }) => trackingId);
    const unknown = written.filter((id) => !this.accepted.has(id));
    if (unknown.length) faults.push(`changes of no accepted call: ${unknown.length}`);
    const once = new Set(written);
    if (once.size < written.length) faults.push(`calls with several changes: ${written.length - once.size}`);
    const missing = [...this.accepted].filter(([id, changesForSure]) => changesForSure && !once.has(id));
    if (missing.length) faults.push(`accepted calls without their change: ${missing.length}`);
    return rows.length;
  }
}

/** Good for five minutes, which is longer than a run. */
function tokensOf({ uuid: organization }: TestOrganization): Record<Call['face'], string> {
  const scopes = ['workspaces_write', 'telephony_config_write', 'people_write', 'people_read'];
  return {
    organizations: tokenFor({ roles: ['SUPERADMIN'] }),
    workspaces: tokenFor({
      roles: ['full_admin'],
      scopes: scopes.map((scope) => `spark-admin:${scope}`),
      organization,
    }),
  };
}
