import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import type { DataSource } from 'typeorm';
import { AppModule, FACES } from './app.module.js';
import type { TokenTrust } from './auth/trust.js';
import { connectedDataSource } from './database/data-source.js';
import { pageCursorKey } from './database/page-cursor-key.js';
import { poolUse } from './database/pool-use.js';
import { assertSafeDatabase } from './database/readiness.js';
import { Shares } from './fair-use/shares.js';
import { httpAdapter } from './http/configure-app.js';
import { Draining } from './http/draining.js';
import { FailureAnswers } from './http/failure-answers.js';
import { listenError } from './http/listen.errors.js';
import { PageCursors } from './http/page-cursor.js';
import { NestLog } from './http/server-log.js';
import { serveDocuments } from './openapi/serve-documents.js';
import { metricsOfAll, type MetricsPage } from './operations/metrics-of-all.js';
import { Metrics } from './operations/metrics.js';
import { openOperationsPort, serveMetricsLocally, type OperationsServer } from './operations/serve-metrics.js';
import { RECORD_ENTITIES } from './phone-numbers/record/entities.js';
import type { Settings } from './settings/settings.js';

// After the grace: a database that hangs must not hold the exit for ever.
const CLOSE_WITHIN_MS = 2_000;

export interface StartOptions {
  settings: Settings;
  trust: TokenTrust;
  /** Connection string of the application's role; the schema is up to date. */
  databaseUrl: string;
}

export interface ListeningServer {
  /** Where it listens, for example `http://127.0.0.1:2212`. */
  url: string;
  /** Where the metrics are, unless on the same port. */
  metricsUrl?: string;
  /** One JSON object per line, as all that the server says. */
  log: FastifyBaseLogger;
}

export interface RunningServer extends ListeningServer {
  /** Lets running requests finish, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the HTTP server on a database that is there.
 * Throws DomainError when the database cannot be reached or is not safe to serve from, or the port is not to be had.
 */
export async function startServer({ settings, trust, databaseUrl }: StartOptions): Promise<RunningServer> {
  const draining = new Draining();
  const answers = new FailureAnswers(FACES);
  const metrics = new Metrics();
  const shares = new Shares({ poolSize: settings.databasePoolSize, share: settings.databasePoolShare });
  const isFull = () => shares.isFull();
  const adapter = httpAdapter({ settings, answers, draining, isFull, done: metrics.done });
  const { log } = adapter.getInstance();
  const { dataSource, cursors } = await openRecord(settings, databaseUrl);
  metrics.watchPool(() => poolUse(dataSource), settings.databasePoolSize);
  const edge = { settings, answers, draining, cursors };
  const module = AppModule.register({ ...edge, trust, dataSource, databaseUrl, shares });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  if (settings.docs === 'on') serveDocuments(app);
  const operations = await serveMetrics(app, cluster.isWorker ? metricsOfAll(metrics) : metrics, settings);
  const url = await listen(app, settings);
  return {
    url,
    metricsUrl: operations?.url,
    log,
    stop: async () => {
      log.info('stopping');
      draining.started = true;
      await closeWithin(app, settings.shutdownGraceSeconds * 1000, log);
      operations?.close();
      log.info('stopped');
    },
  };
}

interface OpenRecord {
  dataSource: DataSource;
  cursors: PageCursors;
}

async function openRecord(settings: Settings, url: string): Promise<OpenRecord> {
  const dataSource = await connectedDataSource({
    url,
    poolSize: settings.databasePoolSize,
    limits: 'server',
    entities: RECORD_ENTITIES,
  });
  try {
    await assertSafeDatabase(dataSource);
    return { dataSource, cursors: new PageCursors(await pageCursorKey(dataSource)) };
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** On OPERATIONS_PORT where it is set, else on the port of the application. */
async function serveMetrics(
  app: NestFastifyApplication,
  metrics: MetricsPage,
  { host, operationsPort }: Settings,
): Promise<OperationsServer | undefined> {
  if (operationsPort === undefined) {
    serveMetricsLocally(app, metrics);
    return undefined;
  }
  try {
    return await openOperationsPort(metrics, host, operationsPort);
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function listen(app: NestFastifyApplication, { host, port }: Settings): Promise<string> {
  try {
    // For that name Fastify would open a second server, without our answers to what is no request.
    await app.listen(port, host === 'localhost' ? '127.0.0.1' : host);
    return await app.getUrl();
  } catch (error) {
    await app.close();
    throw listenError(error, { host, port, variable: 'PORT' });
  }
}

/** Requests that run longer than the grace lose their connections; what they hold then has a moment to go. */
async function closeWithin(app: NestFastifyApplication, graceMs: number, log: FastifyBaseLogger): Promise<void> {
  const closed = app.close().then(() => true);
  if (await Promise.race([closed, sleep(graceMs, false, { ref: false })])) return;
  log.warn('closing the connections of requests that still run');
  app.getHttpServer().closeAllConnections();
  await Promise.race([closed, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
}
