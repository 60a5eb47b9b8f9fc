import { row, type Bench, type Outcome, type Row } from '../bench-case.js';
import {
  assignRequest,
  conflictRequest,
  firstFree,
  historyRequest,
  inOrder,
  listAtRequest,
  listRequest,
  lookUpRequest,
  organizationOf,
  releaseRequest,
  renameRequest,
  workspaceRequests,
} from '../callers.js';
import type { Loading } from '../load-client.js';
import type { MeasuredServer } from '../measured-server.js';
import { plot } from '../plot.js';
import { planOf, rowsOf, type PlannedOrganization, type RecordName } from '../record/record-plan.js';
import { cost, type Figures, type Variant } from '../rounds.js';

// Whether a call of a small organization costs more because others have many numbers.

type Route = Omit<Loading, 'seconds'>;

/** Every route on an organization of five, one connection after the other. */
function routesOf(five: PlannedOrganization): Record<string, Route> {
  const free = firstFree(five);
  const names = ['Front desk', 'Reception'].map((name) => renameRequest(five, name));
  // The last user's number is given to and fro, and released: nobody else's changes.
  const user = five.users - 1;
  const assigns = [assignRequest(five, user, free), assignRequest(five, user, free + 1)];
  const again = [assignRequest(five, user, free), releaseRequest(five, user)];
  return {
    'POST assign': { connections: 1, next: inOrder(assigns) },
    'POST and DELETE': { connections: 1, next: inOrder(again) },
    '409': { connections: 1, next: inOrder([conflictRequest(five, 2)]), expected: 409 },
    'PUT workspace': { connections: 1, next: inOrder(names) },
    list: { connections: 1, next: inOrder([listRequest(five)]) },
    'look-up': { connections: 1, next: inOrder([lookUpRequest(five, 2)]) },
  };
}

/** Those that the plot shows beside them. */
function otherRoutesOf(plan: ReturnType<typeof planOf>, five: PlannedOrganization): Record<string, Route> {
  const yearAgo = new Date(Date.now() - 365 * 24 * 3_600_000);
  return {
    'list ?at=': { connections: 1, next: inOrder([listAtRequest(five, yearAgo)]) },
    history: { connections: 1, next: inOrder([historyRequest(five, 2)]) },
    'workspace numbers': { connections: 1, next: inOrder(workspaceRequests(plan, 'administrator').slice(0, 1)) },
  };
}

/** What each call costs in the large record, against an empty one. */
export async function growth(bench: Bench): Promise<Outcome> {
  const servers = { [bench.main]: await bench.server('linebook'), empty: await bench.server('linebook', 'empty') };
  const variants = Object.entries(servers).flatMap(([record, server]) => variantsOf(record as RecordName, server));
  const figures = await bench.inTurn(byRoute(variants), bench.quick ? 0.4 : 0.8);
  const rows = Object.keys(routesOf(organizationOf(planOf('empty'), 'five'))).map((route): Row => {
    const [large, empty] = [figures[`${route} ${bench.main}`]!, figures[`${route} empty`]!];
    const note = `by CPU: ${comparedText(large, empty)}`;
    return row(
      `organization of five: ${route}, in the large record against an empty one`,
      cost(large) / cost(empty),
      { most: 1.15 },
      '',
      note,
    );
  });
  return { rows, figures };
}

/** The same routes in records between, for the plot. */
export async function sizes(bench: Bench): Promise<Outcome> {
  const records: RecordName[] = bench.quick
    ? ['hundred', 'tenThousand', bench.main]
    : ['hundred', 'thousand', 'tenThousand', 'hundredThousand', bench.main];
  const variants: Variant[] = [];
  for (const record of records) {
    const server = await bench.server('linebook', record);
    variants.push(...variantsOf(record, server));
  }
  const figures = await bench.inTurn(byRoute(variants), bench.quick ? 0.15 : 0.3);
  const routes = [...new Set(variants.map(routeOf))];
  const curves = routes.map((route) => ({
    route,
    points: records.map((record) => ({ numbers: rowsOf(record), micros: cost(figures[`${route} ${record}`]!) })),
  }));
  return { rows: [], figures, curves, pictures: { growth: plot(curves) } };
}

/** Every route of the organization of five in this record. */
function variantsOf(record: RecordName, server: MeasuredServer): Variant[] {
  const plan = planOf(record);
  const five = organizationOf(plan, 'five');
  const routes = { ...routesOf(five), ...otherRoutesOf(plan, five) };
  return Object.entries(routes).map(([route, loading]) => ({ name: `${route} ${record}`, server, loading }));
}

const routeOf = ({ name }: Variant): string => name.slice(0, name.lastIndexOf(' '));

/** What is compared is measured one right after the other. */
function byRoute(variants: Variant[]): Variant[] {
  const routes = [...new Set(variants.map(routeOf))];
  return routes.flatMap((route) => variants.filter((variant) => routeOf(variant) === route));
}

/** Calls about a number of many intervals against those about one of one. */
export async function intervals(bench: Bench): Promise<Outcome> {
  const [long, short] = [organizationOf(bench.plan, 'longHistory'), organizationOf(bench.plan, 'shortHistory')];
  const server = await bench.server('linebook');
  const yearAgo = new Date(Date.now() - 365 * 24 * 3_600_000);
  const routes = {
    'look-up': (of: PlannedOrganization): Route => ({ connections: 1, next: inOrder([lookUpRequest(of, 0)]) }),
    '409': (of: PlannedOrganization): Route => ({
      ...{ connections: 1, next: inOrder([conflictRequest(of, 0)]), expected: 409 },
    }),
    'list ?at=': (of: PlannedOrganization): Route => ({ connections: 1, next: inOrder([listAtRequest(of, yearAgo)]) }),
    'history page': (of: PlannedOrganization): Route => ({ connections: 1, next: inOrder([historyRequest(of, 0)]) }),
  };
  const variants = Object.entries(routes).flatMap(([route, of]) => [
    { name: `${route}, many intervals`, server, loading: of(long) },
    { name: `${route}, one interval`, server, loading: of(short) },
  ]);
  const figures = await bench.inTurn(variants, bench.quick ? 0.4 : 0.8);
  const rows = Object.keys(routes).map((route) => {
    const [many, one] = [figures[`${route}, many intervals`]!, figures[`${route}, one interval`]!];
    const what = `number of 10,000 intervals: ${route}, against one of one`;
    return row(what, cost(many) / cost(one), { most: 1.5 }, '', `by CPU: ${comparedText(many, one)}`);
  });
  return { rows, figures };
}

function comparedText(one: Figures, other: Figures): string {
  const text = (of: Figures): string =>
    `${Math.round(of.serverMicros.median)} + ${Math.round(of.databaseMicros.median)} µs`;
  return `${text(one)} (server + database) against ${text(other)}; p50 ${one.p50.median.toFixed(2)} against ${other.p50.median.toFixed(2)} ms`;
}
