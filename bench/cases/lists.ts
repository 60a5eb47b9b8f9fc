import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { missing, row, type Bench, type Outcome, type Row } from '../bench-case.js';
import { conflictRequest, listAtRequest, listRequest, organizationOf } from '../callers.js';
import { Connection, type WireRequest } from '../load-client.js';
import type { MeasuredServer } from '../measured-server.js';
import { peakMemory, residentMemory } from '../processor-time.js';
import type { Named } from '../record/record-plan.js';
import { spreadOf, type Spread } from '../rounds.js';
import { assertSameAnswer } from './workspace.js';

const DAY_MS = 24 * 3_600_000;
const READERS = 8;
const SHORT_LISTS = 50;
const CONNECTIONS = 8;

const always = (wire: WireRequest, connections: number, expected = 200) => ({
  connections,
  expected,
  next: () => wire,
});

/** Lists of 20 and of 1,000 against the limit server; and of 1,000 unchanged. */
export async function smallLists(bench: Bench): Promise<Outcome> {
  const [linebook, limit, ordinary] = [
    ...[await bench.server('linebook'), await bench.server('limit'), await bench.server('ordinary')],
  ];
  const lists = {
    20: listRequest(organizationOf(bench.plan, 'twenty')),
    1000: listRequest(organizationOf(bench.plan, 'thousand')),
  };
  for (const wire of Object.values(lists)) await assertSameAnswer([linebook!, limit!, ordinary!], wire);
  const figures = await bench.inTurn(
    Object.entries(lists).flatMap(([rows, wire]) => [
      { name: `${rows} linebook`, server: linebook!, loading: always(wire, CONNECTIONS) },
      { name: `${rows} limit`, server: limit!, loading: always(wire, CONNECTIONS) },
      { name: `${rows} ordinary`, server: ordinary!, loading: always(wire, CONNECTIONS) },
    ]),
  );
  const rows = (
    [
      ['20', 0.7],
      ['1000', 0.9],
    ] as const
  ).map(([size, least]) => {
    const [own, of, plain] = ['linebook', 'limit', 'ordinary'].map(
      (who) => figures[`${size} ${who}`]!.perSecond.median,
    );
    const note = `${(own! / plain!).toFixed(1)} times the ordinary server's`;
    return row(`list of ${size}: requests per second, of the limit server's`, own! / of!, { least }, '', note);
  });
  return { rows, figures };
}

/** A list that has not changed against one that is sent. */
export async function unchanged(bench: Bench): Promise<Outcome> {
  const what = '304 against the 200 of 1,000 rows: requests per second';
  const thousand = organizationOf(bench.plan, 'thousand');
  const server = await bench.server('linebook');
  const connection = await Connection.open(server.url);
  const { head } = await connection.ask(listRequest(thousand));
  connection.close();
  const tag = /\r\netag: *([^\r]+)/i.exec(head)?.[1];
  if (!tag) return { rows: [missing(what, '≥ 15', 'the list has no ETag')] };
  const asked = listRequest(thousand, { 'if-none-match': tag });
  const figures = await bench.inTurn([
    { name: '200', server, loading: always(listRequest(thousand), CONNECTIONS) },
    { name: '304', server, loading: always(asked, CONNECTIONS, 304) },
  ]);
  const ratio = figures['304']!.perSecond.median / figures['200']!.perSecond.median;
  return { figures, rows: [row(what, ratio, { least: 15 })] };
}

/** The list of a thousand as it was a year ago, when as many rows were current. */
export async function yearAgo(bench: Bench): Promise<Outcome> {
  const thousand = organizationOf(bench.plan, 'thousand');
  const server = await bench.server('linebook');
  const past = listAtRequest(thousand, new Date(Date.now() - 365 * DAY_MS));
  const figures = await bench.inTurn([
    { name: 'now', server, loading: always(listRequest(thousand), CONNECTIONS) },
    { name: 'a year ago', server, loading: always(past, CONNECTIONS) },
  ]);
  const ratio = figures['a year ago']!.perSecond.median / figures['now']!.perSecond.median;
  return { figures, rows: [row('?at= a year ago, list of 1,000: of the current list', ratio, { least: 0.8 })] };
}

/** A 409 that names free numbers among a million, against one in an organization of five. */
export async function freeNumbers(bench: Bench): Promise<Outcome> {
  const server = await bench.server('linebook');
  const conflict = (name: Named) => always(conflictRequest(organizationOf(bench.plan, name), 2), 1, 409);
  const figures = await bench.inTurn(
    (['million', 'five'] as const).map((name) => ({ name, server, loading: conflict(name) })),
    bench.quick ? 0.4 : 1,
  );
  const [large, small] = [figures['million']!.p50.median, figures['five']!.p50.median];
  const what = `free numbers in a 409, organization of ${sizeOf(bench, 'million')}: what they add to one of five`;
  const note = `the whole 409: p50 ${large.toFixed(2)} against ${small.toFixed(2)} ms`;
  return { figures, rows: [row(what, Math.max(0, large - small), { most: 5 }, 'ms', note)] };
}

const sizeOf = (bench: Bench, name: Named): string => organizationOf(bench.plan, name).lines.toLocaleString('en');

/** How one long list came. Times in milliseconds. */
interface Long {
  firstByte: number;
  total: number;
  bytes: number;
}

/** Lists of 100,000 and of a million: when they begin and end, and what they need meanwhile. */
export async function longLists(bench: Bench): Promise<Outcome> {
  const watch = join(bench.folder, 'event-loop');
  const script = fileURLToPath(new URL('../event-loop-watch.js', import.meta.url));
  const server = await bench.start('linebook', { node: ['--import', script], env: { EVENT_LOOP_WATCH: watch } });
  const limit = await bench.server('limit');
  const rows: Row[] = [];
  const more: Record<string, unknown> = {};
  const perRow: number[] = [];
  for (const name of ['hundredThousand', 'million'] as const) {
    const [wire, size] = [listRequest(organizationOf(bench.plan, name)), sizeOf(bench, name)];
    const lines = organizationOf(bench.plan, name).lines;
    try {
      const [own, other] = await inTurns(bench, server, limit, wire);
      const held = await longestHold(server.pid, watch, () => listTimes(server, wire));
      const one = await growthFor(bench, wire, 1);
      const eight = await growthFor(bench, wire, READERS);
      const total = spreadOf(own.map((list) => list.total));
      const firstByte = spreadOf(own.map((list) => list.firstByte));
      const limitTotal = spreadOf(other.map((list) => list.total));
      perRow.push(total.median / lines);
      const note = `${ms(total)} against ${ms(limitTotal)}, ${Math.round(own[0]!.bytes / 1e6)} MB`;
      rows.push(
        row(`list of ${size}: first byte`, firstByte.median, { most: 150 }, 'ms'),
        row(
          `list of ${size}: total, times the limit server's`,
          total.median / limitTotal.median,
          { most: 1.15 },
          '',
          note,
        ),
        row(`list of ${size}: memory growth, one reader`, one, { most: 24 }, 'MB'),
        row(`list of ${size}: memory growth, ${READERS} readers`, eight, { most: 48 }, 'MB'),
        row(`list of ${size}: longest hold of the event loop`, held, { most: 20 }, 'ms'),
      );
      more[size] = {
        total,
        firstByte,
        limitTotal,
        limitFirstByte: spreadOf(other.map((list) => list.firstByte)),
        one,
        eight,
        held,
      };
    } catch (error) {
      rows.push(missing(`list of ${size}`, '', (error as Error).message));
    }
  }
  const what = `list: time per row of ${sizeOf(bench, 'million')}, times that of ${sizeOf(bench, 'hundredThousand')}`;
  const [short, long] = perRow;
  rows.push(short && long ? row(what, long / short, { most: 1.15 }) : missing(what, '≤ 1.15', 'a list is missing'));
  await server.stop();
  return { rows, more };
}

async function inTurns(bench: Bench, own: MeasuredServer, other: MeasuredServer, wire: WireRequest) {
  const [ours, theirs]: [Long[], Long[]] = [[], []];
  for (let round = 0; round <= bench.rounds; round++) {
    const [one, two] = [await listTimes(own, wire), await listTimes(other, wire)];
    // The first round only warms.
    if (round === 0) continue;
    ours.push(one);
    theirs.push(two);
  }
  return [ours, theirs] as const;
}

async function listTimes({ url, which }: MeasuredServer, wire: WireRequest): Promise<Long> {
  const connection = await Connection.open(url);
  try {
    const askedAt = performance.now();
    const { status, bytes, firstByteAt } = await connection.ask(wire);
    if (status !== 200) throw new Error(`${which} answers ${status}`);
    return { firstByte: firstByteAt - askedAt, total: performance.now() - askedAt, bytes };
  } finally {
    connection.close();
  }
}

/** The most memory while so many read from a server that has served some short lists, in MB above what it had then. */
async function growthFor(bench: Bench, wire: WireRequest, readers: number): Promise<number> {
  const server = await bench.start('linebook');
  const short = listRequest(organizationOf(bench.plan, 'thousand'));
  for (let i = 0; i < SHORT_LISTS; i++) await listTimes(server, short);
  await sleep(1_000);
  peakMemory(server.pid);
  const before = residentMemory(server.pid);
  await Promise.all(Array.from({ length: readers }, () => listTimes(server, wire)));
  const growth = Math.max(0, peakMemory(server.pid) - before);
  await server.stop();
  return growth;
}

/** Milliseconds, as the server's own event loop counts them while the work runs. */
async function longestHold(pid: number, file: string, work: () => Promise<unknown>): Promise<number> {
  const ask = async (): Promise<number> => {
    rmSync(file, { force: true });
    process.kill(pid, 'SIGUSR2');
    for (let i = 0; i < 500; i++) {
      await sleep(10);
      try {
        return Number(readFileSync(file, 'utf8'));
      } catch {
        // Not written yet.
      }
    }
    throw new Error('The server does not say how long its event loop was held');
  };
  await ask();
  await work();
  return ask();
}

const ms = ({ median, min, max }: Spread): string =>
  `${Math.round(median)} ms (${Math.round(min)} to ${Math.round(max)})`;
