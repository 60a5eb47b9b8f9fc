import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { join } from 'node:path';
import { fastify, type FastifyBaseLogger } from 'fastify';
import { serverLog } from './http/server-log.js';
import { answerMetricsOfAll } from './operations/metrics-of-all.js';
import { RELEASE } from './settings/release.js';
import type { Settings } from './settings/settings.js';
import type { ListeningServer } from './start.js';

/** Beside the grace, in which a worker closes what is its own. */
const CLOSE_WITHIN_MS = 4_000;
const SERVING = 'linebook:serving';

/** What a worker tells the primary once it listens. */
interface Serving {
  type: typeof SERVING;
  url: string;
  metricsUrl?: string;
}

export interface WorkersOptions {
  settings: Settings;
  databaseUrl: string;
  toldToStop: Promise<void>;
  /** Called once, when every worker listens. */
  whenListening: (server: ListeningServer) => Promise<void> | void;
}

/** In the primary: as many processes as WORKERS says share the ports, until it is told to stop. Answers the exit code. */
export async function serveByWorkers(options: WorkersOptions): Promise<number> {
  const { settings, databaseUrl, toldToStop, whenListening } = options;
  const { log } = fastify({ logger: serverLog(settings.logLevel) });
  answerMetricsOfAll();
  const workers = new Workers(databaseUrl, log);
  const over = Promise.race([toldToStop.then(() => 0), workers.failed]);
  const serving = await Promise.race([workers.start(settings.workers), over]);
  if (typeof serving !== 'number') {
    log.info({ version: RELEASE, node: process.version, workers: settings.workers }, 'started');
    await whenListening({ url: serving.url, metricsUrl: serving.metricsUrl, log });
  }
  const code = await over;
  await workers.stop(settings.shutdownGraceSeconds * 1000);
  return code;
}

/** In a worker: that it listens. */
export function tellPrimary({ url, metricsUrl }: ListeningServer): void {
  process.send!({ type: SERVING, url, metricsUrl } satisfies Serving);
}

/** One that ends while it serves is replaced; one that cannot even start would not the next time either. */
class Workers {
  /** The exit code of a worker that ended while it started; it has said why. */
  readonly failed: Promise<number>;
  private readonly serving = new Set<Worker>();
  private isStopping = false;

  constructor(
    private readonly databaseUrl: string,
    private readonly log: FastifyBaseLogger,
  ) {
    // Which database it is, the primary alone has decided. A worker is main.js, whichever program started the primary.
    cluster.setupPrimary({ exec: join(import.meta.dirname, 'main.js'), args: [] });
    this.failed = new Promise((fail) => {
      cluster.on('exit', (worker, code, signal) => {
        const served = this.serving.delete(worker);
        if (this.isStopping) return;
        // By a signal there is no code.
        if (!served) return fail(code ?? 1);
        const { pid } = worker.process;
        this.log.error({ pid, exitCode: code, signal }, 'a worker has ended, another one takes its place');
        void this.fork();
      });
    });
  }

  /** The first one alone: what keeps it from starting is then said once. */
  async start(count: number): Promise<Serving> {
    const first = await this.fork();
    await Promise.all(Array.from({ length: count - 1 }, () => this.fork()));
    return first;
  }

  /** Each finishes its requests; whoever takes longer than that is killed. */
  async stop(graceMs: number): Promise<void> {
    this.isStopping = true;
    const left = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const ended = left.map((worker) => once(worker, 'exit'));
    for (const worker of left) worker.process.kill('SIGTERM');
    const late = setTimeout(() => {
      for (const worker of left) worker.process.kill('SIGKILL');
    }, graceMs + CLOSE_WITHIN_MS);
    await Promise.all(ended);
    clearTimeout(late);
  }

  /** Resolves when it serves, and never where it ends before. */
  private fork(): Promise<Serving> {
    const worker = cluster.fork({ DATABASE_URL: this.databaseUrl });
    return new Promise((resolve) => {
      worker.on('message', (message: Serving) => {
        if (message.type !== SERVING) return;
        this.serving.add(worker);
        resolve(message);
      });
    });
  }
}
