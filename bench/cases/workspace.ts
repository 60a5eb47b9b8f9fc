import { isDeepStrictEqual } from 'node:util';
import { missing, row, type Bench, type Outcome } from '../bench-case.js';
import { inOrder, workspaceRequests, type WorkspaceReader } from '../callers.js';
import { Connection, type WireRequest } from '../load-client.js';
import { BOTH_CORES, onBothCores, type MeasuredServer } from '../measured-server.js';
import type { Figures, Variant } from '../rounds.js';

const CONNECTIONS = 32;
const WHAT = 'GET workspace numbers, 32 connections';

/** GET /v1/workspaces/{id}/features/numbers against both other servers, and by whom it is asked. */
export async function workspaceNumbers(bench: Bench): Promise<Outcome> {
  const servers = {
    linebook: await bench.server('linebook'),
    limit: await bench.server('limit'),
    ordinary: await bench.server('ordinary'),
  };
  const requests = (reader: WorkspaceReader): WireRequest[] => workspaceRequests(bench.plan, reader);
  await assertSameAnswer(Object.values(servers), requests('administrator')[0]!);
  const variant = (name: string, server: MeasuredServer, reader: WorkspaceReader): Variant => ({
    name,
    server,
    loading: { connections: CONNECTIONS, next: inOrder(requests(reader)) },
  });
  const figures = await bench.inTurn([
    variant('linebook', servers.linebook, 'administrator'),
    variant('limit', servers.limit, 'administrator'),
    variant('ordinary', servers.ordinary, 'administrator'),
    variant('partner', servers.linebook, 'partner'),
    variant('location administrator', servers.linebook, 'location administrator'),
  ]);
  const { linebook, limit, ordinary, partner } = figures;
  const locations = figures['location administrator']!;
  const rate = (of: Figures): number => of.perSecond.median;
  return {
    figures,
    rows: [
      row(`${WHAT}: requests per second, of the limit server's`, rate(linebook!) / rate(limit!), { least: 0.75 }),
      row(`${WHAT}: by CPU of the server`, limit!.serverMicros.median / linebook!.serverMicros.median, { least: 0.65 }),
      row(`${WHAT}: times the ordinary server's`, rate(linebook!) / rate(ordinary!), { least: 8 }),
      row(`${WHAT}: p99, times the limit server's`, linebook!.p99.median / limit!.p99.median, { most: 2 }),
      row(`${WHAT}: as partner, of that as administrator`, rate(partner!) / rate(linebook!), { least: 0.95 }),
      row(`${WHAT}: as location administrator, of that`, rate(locations) / rate(linebook!), { least: 0.95 }),
    ],
  };
}

/** Two workers on two cores against one, the client and the database wherever they find room. */
export async function workers(bench: Bench): Promise<Outcome> {
  const what = 'GET workspace numbers, --workers 2 on two cores against one';
  let two: MeasuredServer;
  try {
    two = await bench.start('linebook', { cores: BOTH_CORES, args: ['--workers', '2'] });
  } catch (error) {
    return { rows: [missing(what, '≥ 1.7', `--workers is not there: ${(error as Error).message.slice(0, 80)}`)] };
  }
  const one = await bench.start('linebook', { cores: BOTH_CORES });
  try {
    const loading = { connections: CONNECTIONS, next: inOrder(workspaceRequests(bench.plan, 'administrator')) };
    const figures = await onBothCores(bench.postmaster, () =>
      bench.inTurn([
        { name: 'one', server: one, loading },
        { name: 'two workers', server: two, loading },
      ]),
    );
    const ratio = figures['two workers']!.perSecond.median / figures['one']!.perSecond.median;
    return { figures, rows: [row(what, ratio, { least: 1.7 }, '', 'client and database share the two cores')] };
  } finally {
    await one.stop();
    await two.stop();
  }
}

/** What is compared has to say the same. */
export async function assertSameAnswer(servers: MeasuredServer[], request: WireRequest): Promise<void> {
  const bodies: unknown[] = [];
  for (const { url, which } of servers) {
    const connection = await Connection.open(url);
    const { status, body } = await connection.ask(request, true);
    connection.close();
    if (status !== 200) throw new Error(`${which} answers ${status}: ${body}`);
    bodies.push(JSON.parse(body));
  }
  const other = bodies.findIndex((body) => !isDeepStrictEqual(body, bodies[0]));
  if (other > 0) {
    const [said, else_] = [bodies[0], bodies[other]].map((body) => JSON.stringify(body).slice(0, 1_500));
    throw new Error(`${servers[other]!.which} answers something else:\n${else_}\n${said}`);
  }
}
