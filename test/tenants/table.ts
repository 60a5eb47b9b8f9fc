import { Agent } from 'node:http';
import { pathToFileURL } from 'node:url';
import { webexId } from '../../src/ids/webex-id.js';
import { ask, type Answer } from '../ask.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { cellsOf, isRepeated, keyOf, titleOf, type Cell, type Target } from './cells.js';
import { layPasts } from './pasts.js';
import { reachesPlace, type Principal } from './principals.js';
import { OPEN_ROUTES, ROUTES_OF_THE_CALLER, ROWS, type Row, type Sent } from './routes.js';
import { NOTHING, World, type OrganizationName, type Thing } from './world.js';

const AT_ONCE = 8;
const READING = { write: false, later: false };
const PRINT_ROUTES = `--import=${pathToFileURL('test/tenants/print-routes.mjs').href}`;
// Fastify's own, and what answers for the methods that a path has not.
const BESIDE_ROUTES = ['HEAD', 'OPTIONS'];

export interface Outcome {
  cells: number;
  requests: number;
  /** What is not as it must be, a line each. */
  faults: string[];
}

/** The table of principals, routes and relations on a server with a record of its own. */
export class TenantTable {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  /** What is answered of what does not exist, by who asks and how. */
  private readonly ofNothing = new Map<string, Promise<string>>();
  private readonly marks = new Map<OrganizationName, string[]>();
  private readonly outcome: Outcome = { cells: 0, requests: 0, faults: [] };

  private constructor(
    private readonly database: RecordDatabase,
    private readonly server: TestServer,
    private readonly world: World,
    /** With the first fault the rest is not tried. */
    private readonly endsAtFault: boolean,
  ) {}

  /** `main`: the file to run, by default the one of the build. */
  static async start({
    main,
    endsAtFault = false,
  }: { main?: string; endsAtFault?: boolean } = {}): Promise<TenantTable> {
    const database = await createDatabase();
    const world = await World.lay(database);
    await layPasts(world, database);
    const server = await startServer({ database, main, env: { ...TOKEN_ENVIRONMENT, NODE_OPTIONS: PRINT_ROUTES } });
    const table = new TenantTable(database, server, world, endsAtFault);
    for (const { name } of world.places) table.marks.set(name, await world.marksOf(name));
    return table;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.server.stop();
    await this.database.drop();
  }

  /** Routes of the running router that no row speaks of, and rows whose route it has not. */
  unspokenRoutes(): string[] {
    const routed = [...this.server.log().matchAll(/^route (\S+) (\S+)$/gm)].flatMap(([, methods, url]) =>
      methods!.split(',').map((method) => `${method} ${url!.replaceAll(/:(\w+)/g, '{$1}')}`),
    );
    const routes = routed.filter((route) => !BESIDE_ROUTES.includes(route.split(' ')[0]!));
    const spoken = [...ROWS.map(({ route }) => route), ...OPEN_ROUTES, ...ROUTES_OF_THE_CALLER];
    return [
      ...routes.filter((route) => !spoken.includes(route)).map((route) => `no row: ${route}`),
      ...spoken.filter((route) => !routes.includes(route)).map((route) => `no route: ${route}`),
    ];
  }

  /**
   * What only reads; of what writes first all that is refused, without a change of the record, then what is allowed, under
   * a key, and then what is refused under the keys of those who may, when one of the partnerships has ended.
   */
  async run(): Promise<Outcome> {
    const before = await everyRow(this.database);
    const all = cellsOf(this.world, false);
    const [reads, writes] = [all.filter(({ row }) => !row.writes), all.filter(({ row }) => row.writes)];
    const refused = ({ allowed }: Cell): boolean => !allowed;
    const allowed = ({ allowed }: Cell): boolean => allowed;
    await this.each(reads.filter(refused), (cell) => this.tryRefused(cell));
    await this.each(reads.filter(allowed), (cell) => this.tryAllowed(cell));
    await this.each(writes.filter(refused), (cell) => this.tryRefused(cell));
    if ((await everyRow(this.database)) !== before) this.outcome.faults.push('a refused request wrote something');
    await this.each(writes.filter(allowed), (cell) => this.tryAllowed(cell));
    await this.world.revoke();
    this.ofNothing.clear();
    await this.each(cellsOf(this.world, true).filter(isRepeated), (cell) => this.tryRefused(cell, keyOf(cell)));
    return this.outcome;
  }

  private async each(cells: Cell[], one: (cell: Cell) => Promise<void>): Promise<void> {
    this.outcome.cells += cells.length;
    const left = [...cells].reverse();
    const worker = async (): Promise<void> => {
      for (let cell = left.pop(); cell; cell = left.pop()) {
        if (this.endsAtFault && this.outcome.faults.length) return;
        await one(cell);
      }
    };
    // What is done is done one after the other: the next one may be about the same thing.
    await Promise.all(Array.from({ length: cells[0]?.allowed && cells[0].row.writes ? 1 : AT_ONCE }, worker));
  }

  private async tryRefused(cell: Cell, key?: string): Promise<void> {
    const { row, caller, like } = cell;
    const name = [row.route, row.tries, caller.what, like.target.what, like.target.isUnnamed].join();
    if (!this.ofNothing.has(name)) this.ofNothing.set(name, this.send(row, caller, like).then(everyByte));
    const [nothing, answer] = [await this.ofNothing.get(name)!, await this.send(row, caller, cell, key)];
    if (everyByte(answer) !== nothing) this.fault(cell, `${everyByte(answer)} instead of ${nothing}`);
    if (answer.status < 400 || (answer.status >= 500 && answer.status !== row.unknown))
      this.fault(cell, `${answer.status} is no refusal`);
  }

  private async tryAllowed(cell: Cell): Promise<void> {
    const { row, caller, thing, target } = cell;
    if (row.before) {
      const { method, ...sent } = row.before(idsOf(target), thing.ids);
      await this.question(method, sent, tokenFor({ roles: ['SUPERADMIN'] }));
    }
    const answer = await this.send(row, caller, cell, row.writes && keyOf(cell));
    if (answer.status !== row.done) return this.fault(cell, `${answer.status} ${answer.text} instead of ${row.done}`);
    const { own, others } = this.marksFor(cell);
    const told = others.filter((mark) => answer.text.includes(mark));
    if (told.length) this.fault(cell, `it tells of others: ${told.join(', ')}`);
    const tells = row.isOfOrganization ? thing.of.some((place) => reachesPlace(caller, place, READING)) : !row.isSilent;
    if (tells && !own.some((mark) => answer.text.includes(mark))) this.fault(cell, 'it tells nothing');
  }

  /** What the answer is to tell of, and what it must not. */
  private marksFor({ row, caller, thing }: Cell): { own: string[]; others: string[] } {
    const { places } = this.world;
    const asked =
      row.showsOrganization || row.isOfOrganization
        ? places.filter(({ name }) => name === thing.of[0]!.name)
        : thing.of;
    const shown = asked.filter((place) => reachesPlace(caller, place, READING)).map(({ what }) => what);
    const ofPlaces = (is: boolean): string[] =>
      places.filter(({ what }) => shown.includes(what) === is).flatMap(({ marks }) => marks);
    const ofOrganization = row.isOfOrganization ? thing.of[0]!.name : undefined;
    const names = new Set(places.filter(({ what }) => shown.includes(what)).map(({ name }) => name));
    if (ofOrganization) names.add(ofOrganization);
    const ofOrganizations = [...this.marks].filter(([name]) => !names.has(name)).flatMap(([, marks]) => marks);
    const ofOwn = (ofOrganization && this.marks.get(ofOrganization)) ?? [];
    const own = [...ofPlaces(true), ...ofOwn, ...(row.things ? [thing.number] : [])];
    return { own, others: [...ofPlaces(false), ...ofOrganizations].filter((mark) => !own.includes(mark)) };
  }

  private async send(row: Row, caller: Principal, { target, thing }: Pick<Cell, 'target' | 'thing'>, key?: string) {
    const sent = row.request(idsOf(target), { ...thing.ids, number: thing.number });
    const organization = webexId('ORGANIZATION', idsOf(target).organization.uuid);
    const orgId = `${sent.path.includes('?') ? '&' : '?'}orgId=${organization}`;
    const path = row.names === 'orgId' && !target.isUnnamed ? `${sent.path}${orgId}` : sent.path;
    return this.question(row.route.split(' ')[0]!, { ...sent, path }, await caller.token(this.world), key);
  }

  private question(method: string, { path, body }: Sent, token?: string, key?: string): Promise<Answer> {
    this.outcome.requests++;
    const headers = {
      trackingid: 'T',
      ...(body && { 'content-type': 'application/json' }),
      ...(key && { 'idempotency-key': key }),
    };
    return ask(`${this.server.url}${path}`, {
      method,
      token,
      headers,
      body: body && JSON.stringify(body),
      agent: this.agent,
    });
  }

  private fault(cell: Cell, what: string): void {
    this.outcome.faults.push(`${titleOf(cell)}: ${what}`);
  }
}

const idsOf = ({ place }: Target): Thing['ids'] => place ?? NOTHING.ids;

/** All of an answer but the clock: each request has the same tracking id. */
function everyByte({ status, text, headers: { date: _, ...headers } }: Answer): string {
  return JSON.stringify({ status, text, headers });
}
