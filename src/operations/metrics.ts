import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { statementTimes } from '../database/prepared-statement.js';
import type { PoolUse } from '../database/pool-use.js';
import type { DoneRequest } from '../http/request-log.js';
import { watchRecord, type RecordSources } from './record-metrics.js';
import { RELEASE } from '../settings/release.js';

// From what a look-up takes to what the database's own limits allow, in seconds.
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'];

/** What Prometheus reads. A label's value is one of few that we know: nothing that a client sent gets in. */
export class Metrics {
  readonly contentType: string;
  private readonly registry = new Registry();
  private readonly durations: Histogram<'method' | 'route' | 'status'>;
  private readonly refused: Counter<'code'>;

  /** The process and its event loop are watched from here on. */
  constructor() {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    this.contentType = this.registry.contentType;
    this.durations = new Histogram({
      name: 'linebook_http_request_duration_seconds',
      help: 'From the head of a request to the end of its answer, by method, pattern of the route and status.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      registers,
    });
    this.refused = new Counter({
      name: 'linebook_refused_requests_total',
      help: 'Refused requests, by code.',
      labelNames: ['code'],
      registers,
    });
    new Gauge({
      name: 'linebook_build_info',
      help: 'The release of Linebook and of Node.js; always 1.',
      labelNames: ['version', 'node'],
      aggregator: 'first',
      registers,
    }).set({ version: RELEASE, node: process.version }, 1);
    watchStatements(registers);
  }

  /** Counts a request that is done. */
  readonly done = ({ method, route = 'unknown', status, code, durationMs }: DoneRequest): void => {
    const labels = { method: METHODS.includes(method) ? method : 'other', route, status: status ?? 'aborted' };
    this.durations.observe(labels, durationMs / 1000);
    if (code) this.refused.inc({ code });
  };

  /** Asks, whenever somebody reads, how the connections to the database are used, of which there are `most`. */
  watchPool(use: () => PoolUse, most: number): void {
    const registers = [this.registry];
    new Gauge({
      name: 'linebook_database_connections',
      help: 'Connections to the database, by what they do.',
      labelNames: ['state'],
      registers,
      collect() {
        const { busy, idle } = use();
        this.set({ state: 'busy' }, busy);
        this.set({ state: 'idle' }, idle);
      },
    });
    new Gauge({
      name: 'linebook_database_connections_most',
      help: 'Most connections to the database: DATABASE_POOL_SIZE.',
      registers,
    }).set(most);
    new Gauge({
      name: 'linebook_database_waiting',
      help: 'Pieces of work that wait for a connection to the database.',
      registers,
      collect() {
        this.set(use().waiting);
      },
    });
  }

  /** Asks, when somebody reads, what the record has. */
  watchRecord(sources: RecordSources): void {
    watchRecord([this.registry], sources);
  }

  /** In a worker: the primary may read this one's part. */
  joinTheOthers(): void {
    AggregatorRegistry.setRegistries(this.registry);
    // It is the constructor that begins to listen for the primary.
    new AggregatorRegistry();
  }

  /** All of it, in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** How often each named statement ran, and for how long. */
function watchStatements(registers: Registry[]): void {
  const labelNames = ['statement'] as const;
  new Counter({
    name: 'linebook_database_statements_total',
    help: 'Runs of each named statement.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [statement, { runs }] of statementTimes()) this.inc({ statement }, runs);
    },
  });
  new Counter({
    name: 'linebook_database_statement_seconds_total',
    help: 'Time from sending each named statement to its last row.',
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const [statement, { seconds }] of statementTimes()) this.inc({ statement }, seconds);
    },
  });
}
