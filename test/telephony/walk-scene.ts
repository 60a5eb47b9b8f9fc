import { Agent } from 'node:http';
import { performance } from 'node:perf_hooks';
import { ask, type Answer, type Question } from '../ask.js';
import { Random } from '../ownership/random.js';
import type { Patches } from '../patched-dist.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import type { RecordDatabase } from '../record-database.js';
import { tokenFor } from '../tokens.js';
import { ALL_SCOPES, nextOf } from '../webex-caller.js';

/** What changes hands, or comes and goes, while the inventory is walked through. */
const BUSY = 200;
const PASSING = 200;
const HUBS = 20;
const INVENTORY = '/v1/telephony/config/numbers';
const FIRST_EXTENSION = 100_000;

/** Pages by the number of entries before them: what the cursor is there to avoid. */
export const BY_OFFSET: Patches = {
  'telephony/numbers/entry-page.js': {
    'after: after && positionFrom(after)': 'skip: after ? Number(after[0]) : skip',
    'pageOf(entries, page, positionOf)':
      'pageOf(entries, page, () => [String((page.after ? Number(page.after[0]) : page.skip) + page.max)])',
  },
};

/** A page as it was answered. */
export interface WalkedPage {
  /** Its entries: the number, or the extension where there is none. */
  entries: string[];
  tookMs: number;
}

type Write = 'assign' | 'release' | 'add' | 'remove';

/** An organization's inventory, of which a tenth are extensions without a number, and what changes in it. */
export class WalkScene {
  /** In the inventory from first to last. */
  readonly steady = new Set<string>();
  readonly faults: string[] = [];
  readonly writes: Record<Write, number> = { assign: 0, release: 0, add: 0, remove: 0 };
  private readonly busy = new Set<string>();
  private readonly free: string[] = [];
  private readonly held: { number: string; hub: string }[] = [];
  private readonly present: string[] = [];
  private readonly absent: string[] = [];
  private readonly token: string;

  private constructor(
    private readonly organization: TestOrganization,
    private readonly location: string,
    private readonly hubs: string[],
    private readonly random: Random,
    tokenSeconds: number,
  ) {
    const exp = Math.floor(Date.now() / 1_000) + tokenSeconds;
    this.token = tokenFor({ roles: ['full_admin'], scopes: ALL_SCOPES, organization: organization.uuid, exp });
  }

  /** So many entries, in which the same seed puts what changes in the same places. */
  static async lay(database: RecordDatabase, size: number, seed: number, tokenSeconds = 3_600): Promise<WalkScene> {
    const rows = new RecordFixtures(database);
    const acme = await rows.organization({ may_add_numbers: 'any' });
    const location = await rows.location(acme, { routing_prefix: '8' });
    const hubs: string[] = [];
    for (let hub = 0; hub < HUBS; hub++) hubs.push(await rows.workspace(acme, location, { name: `Hub ${hub}` }));
    const scene = new WalkScene(acme, location, hubs, new Random(seed), tokenSeconds);
    const lines = Math.floor(size / 10);
    const numbers = Array.from({ length: size - lines + PASSING / 2 }, (_, i) => `+1303${5_000_000 + i}`);
    const { absent } = scene.shareOut(numbers);
    const there = numbers.filter((number) => !absent.has(number));
    await scene.insert(database, there, lines);
    for (let i = 0; i < lines; i++) scene.steady.add(String(FIRST_EXTENSION + i));
    for (const name of ['phone_numbers', 'number_assignments', 'workspaces']) await database.query(`ANALYZE ${name}`);
    return scene;
  }

  /** Follows the links to the end; `between` comes between two pages. */
  async walk(url: string, query: string, between: () => Promise<void> = async () => {}): Promise<WalkedPage[]> {
    const pages: WalkedPage[] = [];
    const agent = new Agent({ keepAlive: true });
    try {
      let next: string | undefined = `${INVENTORY}?${query}`;
      while (next) {
        const began = performance.now();
        const answer = await this.ask(url, next, { agent });
        const tookMs = performance.now() - began;
        if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
        const { phoneNumbers } = answer.body as { phoneNumbers: { phoneNumber?: string; extension?: string }[] };
        const entries = phoneNumbers.map(({ phoneNumber, extension }) => phoneNumber ?? extension!);
        pages.push({ entries, tookMs });
        next = nextOf(answer);
        if (next) await between();
      }
      return pages;
    } finally {
      agent.destroy();
    }
  }

  /** One write of a kind that is possible now, to a number at random; what it does not do is a fault. */
  async write(url: string, agent?: Agent): Promise<void> {
    const kinds: Record<Write, unknown[]> = {
      ...{ assign: this.free, release: this.held, add: this.absent, remove: this.present },
    };
    const possible = (Object.keys(kinds) as Write[]).filter((kind) => kinds[kind].length);
    const kind = this.random.one(possible);
    const { status, text } = await this[kind](url, agent);
    this.writes[kind]++;
    if (status > 299) this.faults.push(`${kind}: ${status} ${text}`);
  }

  /** What is wrong with what was seen: a number that was there throughout was missed, or any one seen twice. */
  faultsOf(pages: WalkedPage[], throughout: ReadonlySet<string> = this.steady): string[] {
    const seen = new Map<string, number>();
    for (const entry of pages.flatMap(({ entries }) => entries)) seen.set(entry, (seen.get(entry) ?? 0) + 1);
    const missed = [...throughout].filter((entry) => !seen.has(entry)).length;
    const repeated = [...seen.values()].filter((times) => times > 1).length;
    return [
      ...(missed ? [`${missed} entries were missed that were there throughout`] : []),
      ...(repeated ? [`${repeated} entries were seen more than once`] : []),
      ...this.faults.slice(0, 5),
    ];
  }

  /** The same of those whose holder never changes. */
  faultsOfUnmoved(pages: WalkedPage[]): string[] {
    const unmoved = pages.map((page) => ({ ...page, entries: page.entries.filter((entry) => !this.busy.has(entry)) }));
    return this.faultsOf(unmoved, new Set([...this.steady].filter((entry) => !this.busy.has(entry))));
  }

  /** Whether nobody assigns, adds or removes it. */
  staysFree(entry: string): boolean {
    return this.steady.has(entry) && !this.busy.has(entry);
  }

  private shareOut(numbers: readonly string[]) {
    const chosen = this.random.some(numbers, BUSY + PASSING);
    this.free.push(...chosen.slice(0, BUSY));
    for (const number of this.free) this.busy.add(number);
    this.present.push(...chosen.slice(BUSY, BUSY + PASSING / 2));
    this.absent.push(...chosen.slice(BUSY + PASSING / 2));
    const passing = new Set(chosen.slice(BUSY));
    for (const number of numbers) if (!passing.has(number)) this.steady.add(number);
    return { absent: new Set(this.absent) };
  }

  /** Every fourth number that nobody writes to is a workspace's, and each line another one's. */
  private async insert(database: RecordDatabase, numbers: string[], lines: number): Promise<void> {
    const { organization, location, free, present } = this;
    const changing = new Set([...free, ...present]);
    const held = numbers.filter((number, i) => i % 4 === 0 && !changing.has(number));
    const change = await new RecordFixtures(database).change(organization.id);
    const values = [organization.id, location, numbers, held, lines, change, FIRST_EXTENSION];
    await database.query(
      `WITH inserted AS (
         INSERT INTO phone_numbers (e164, organization_id, location_id)
         SELECT unnest($3::text[]), $1::uuid, $2::uuid RETURNING id, e164),
       given AS (
         SELECT i.id AS number_id, NULL::text AS extension, gen_random_uuid() AS workspace_id
           FROM inserted i WHERE i.e164 = ANY ($4::text[])
         UNION ALL
         SELECT NULL, ($7::int + line)::text, gen_random_uuid() FROM generate_series(0, $5::int - 1) line),
       placed AS (
         INSERT INTO workspaces (organization_id, id, location_id, name)
         SELECT $1::uuid, workspace_id, $2::uuid, 'Room' FROM given)
       INSERT INTO number_assignments (organization_id, workspace_id, location_id, phone_number_id, extension, line,
                                       held_since, valid_from, opened_by)
       SELECT $1::uuid, workspace_id, $2::uuid, number_id, extension, 'primary', now(), now(), $6::bigint FROM given`,
      values,
    );
  }

  private async assign(url: string, agent?: Agent): Promise<Answer> {
    const [number, hub] = [this.taken(this.free), this.random.one(this.hubs)];
    const answer = await this.changeLine(url, hub, { action: 'ADD', directNumber: number }, agent);
    this.held.push({ number, hub });
    return answer;
  }

  private async release(url: string, agent?: Agent): Promise<Answer> {
    const { number, hub } = this.taken(this.held);
    const answer = await this.changeLine(url, hub, { action: 'DELETE', directNumber: number }, agent);
    this.free.push(number);
    return answer;
  }

  private async add(url: string, agent?: Agent): Promise<Answer> {
    const number = this.taken(this.absent);
    const answer = await this.changeInventory(url, 'POST', number, agent);
    this.present.push(number);
    return answer;
  }

  private async remove(url: string, agent?: Agent): Promise<Answer> {
    const number = this.taken(this.present);
    const answer = await this.changeInventory(url, 'DELETE', number, agent);
    this.absent.push(number);
    return answer;
  }

  private changeLine(url: string, hub: string, change: object, agent?: Agent): Promise<Answer> {
    const path = `/v1/telephony/config/workspaces/${hub}/numbers`;
    return this.ask(url, path, { method: 'PUT', body: JSON.stringify({ phoneNumbers: [change] }), agent });
  }

  private changeInventory(url: string, method: 'POST' | 'DELETE', number: string, agent?: Agent): Promise<Answer> {
    const path = `/v1/telephony/config/locations/${this.location}/numbers`;
    return this.ask(url, path, { method, body: JSON.stringify({ phoneNumbers: [number] }), agent });
  }

  private taken<T>(from: T[]): T {
    return from.splice(this.random.below(from.length), 1)[0]!;
  }

  private ask(url: string, path: string, question: Question): Promise<Answer> {
    const headers = question.body ? { 'content-type': 'application/json' } : undefined;
    return ask(`${url}${path}`, { token: this.token, headers, ...question });
  }
}
