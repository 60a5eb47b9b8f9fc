import { row, type Bench, type Outcome } from '../bench-case.js';
import { assignRequest, organizationOf, releaseRequest } from '../callers.js';
import { load, type Loading, type WireRequest } from '../load-client.js';
import { BOTH_CORES, onBothCores } from '../measured-server.js';
import type { PlannedOrganization } from '../record/record-plan.js';
import { spreadOf, type Variant } from '../rounds.js';
import type { MeasuredServer } from '../measured-server.js';

const CONNECTIONS = 8;

/** A round releases the numbers of all these users, and the next one gives them back. */
interface Batch {
  release: Variant['loading'];
  assign: Variant['loading'];
}

function batchOf(organization: PlannedOrganization, perConnection: number): Batch {
  const loading = (requestOf: (user: number) => WireRequest): Variant['loading'] => {
    const requests = Array.from({ length: CONNECTIONS * perConnection }, (_, user) => requestOf(user));
    const next: Loading['next'] = (connection, turn) => requests[connection * perConnection + turn]!;
    return { connections: CONNECTIONS, turns: perConnection, next };
  };
  return {
    release: loading((user) => releaseRequest(organization, user)),
    assign: loading((user) => assignRequest(organization, user, user)),
  };
}

/** DELETE and POST against the same transactions with as few statements as possible. */
export async function writes(bench: Bench): Promise<Outcome> {
  const { release, assign } = batchOf(organizationOf(bench.plan, 'thousand'), bench.quick ? 30 : 120);
  const servers = [await bench.server('linebook'), await bench.server('limit')];
  const figures = await bench.inTurn(
    servers.flatMap((server) => [
      { name: `DELETE ${server.which}`, server, loading: release },
      { name: `POST ${server.which}`, server, loading: assign },
    ]),
  );
  const rows = ['POST', 'DELETE'].map((method) => {
    const [own, limit] = [figures[`${method} linebook`]!, figures[`${method} limit`]!];
    const cpu = `CPU ${Math.round(own.serverMicros.median)} + ${Math.round(own.databaseMicros.median)} µs`;
    const note = `${cpu} (server + database) against ${Math.round(limit.serverMicros.median)} + ${Math.round(limit.databaseMicros.median)} µs`;
    const what = `${method}, ${CONNECTIONS} connections: requests per second, of the limit server's`;
    return row(what, own.perSecond.median / limit.perSecond.median, { least: 0.6 }, '', note);
  });
  return { figures, rows };
}

/** Two servers, each on an organization of its own, against one. */
export async function processes(bench: Bench): Promise<Outcome> {
  const one = await bench.start('linebook', { cores: BOTH_CORES });
  const other = await bench.start('linebook', { cores: BOTH_CORES });
  try {
    const [first, second] = (['thousand', 'hundredThousand'] as const).map((name) =>
      batchOf(organizationOf(bench.plan, name), bench.quick ? 30 : 120),
    );
    const [alone, together]: [number[], number[]] = [[], []];
    await onBothCores(bench.postmaster, async () => {
      for (let round = 0; round <= bench.rounds; round++) {
        const single = await bothWays([[one, first!]]);
        const both = await bothWays([
          [one, first!],
          [other, second!],
        ]);
        // The first round only warms.
        if (round === 0) continue;
        alone.push(single);
        together.push(both);
      }
    });
    const [a, t] = [spreadOf(alone), spreadOf(together)];
    const note = `${Math.round(t.median)} against ${Math.round(a.median)} per second; client and database share the two cores`;
    const what = 'POST and DELETE: two processes on different organizations against one';
    return { rows: [row(what, t.median / a.median, { least: 1.6 }, '', note)], more: { alone: a, together: t } };
  } finally {
    await one.stop();
    await other.stop();
  }
}

/** Releases and assigns at each server; answers how many writes a second they made together. */
async function bothWays(servers: [MeasuredServer, Batch][]): Promise<number> {
  const startedAt = performance.now();
  const loads = await Promise.all(
    servers.map(async ([{ url }, { release, assign }]) => [
      await load(url, { ...release, seconds: Infinity }),
      await load(url, { ...assign, seconds: Infinity }),
    ]),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  return loads.flat().reduce((sum, { requests }) => sum + requests, 0) / seconds;
}
