import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import type { DataSource } from 'typeorm';
import { AppModule, FACES } from './app.module.js';
import type { TokenTrust } from './auth/trust.js';
import { connectedDataSource } from './database/data-source.js';
import { lastBackup } from './database/last-backup.js';
import { pageCursorKey } from './database/page-cursor-key.js';
import { poolUse } from './database/pool-use.js';
import { assertSafeDatabase } from './database/readiness.js';
import { Shares } from './fair-use/shares.js';
import { httpAdapter } from './http/configure-app.js';
import { Draining } from './http/draining.js';
import { FailureAnswers } from './http/failure-answers.js';
import { listenError } from './http/listen.errors.js';
import { PageCursors } from './http/page-cursor.js';
import type { DoneRequest } from './http/request-log.js';
import { NestLog } from './http/server-log.js';
import { serveDocuments } from './openapi/serve-documents.js';
import { metricsOfAll, type MetricsPage } from './operations/metrics-of-all.js';
import { Metrics } from './operations/metrics.js';
import { openOperationsPort, serveMetricsLocally, type OperationsServer } from './operations/serve-metrics.js';
import { countNumbers } from './phone-numbers/inventory/number-counts.queries.js';
import { RECORD_ENTITIES } from './phone-numbers/record/entities.js';
import { RELEASE } from './settings/release.js';
import type { Settings } from './settings/settings.js';

// After the grace: a database that hangs must not hold the exit for ever.
const CLOSE_WITHIN_MS = 2_000;

export interface StartOptions {
  settings: Settings;
  trust: TokenTrust;
  /** Connection string of the application's role; the schema is up to date. */
  databaseUrl: string;
  /** The data directory, if the database is the embedded one of it. */
  embeddedIn?: string;
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
export async function startServer({ settings, trust, databaseUrl, embeddedIn }: StartOptions): Promise<RunningServer> {
  const draining = new Draining();
  const answers = new FailureAnswers(FACES);
  const shares = new Shares({ poolSize: settings.databasePoolSize, share: settings.databasePoolShare });
  const isFull = () => shares.isFull();
  const { metrics, traces, ...watched } = await watchers(settings);
  const adapter = httpAdapter({ settings, answers, draining, isFull, ...watched });
  const { log } = adapter.getInstance();
  traces?.logFailures(log);
  const { dataSource, cursors } = await openRecord(settings, databaseUrl);
  log.info({ version: RELEASE, node: process.version }, 'starting');
  watchRecord(metrics, { dataSource, settings, embeddedIn });
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
  const stop = async (): Promise<void> => {
    log.info('stopping');
    draining.started = true;
    await closeWithin(app, settings.shutdownGraceSeconds * 1000, log);
    operations?.close();
    await traces?.stop();
    log.info('stopped');
  };
  return { url, metricsUrl: operations?.url, log, stop };
}

/** What hears of each request that is done. Traces are loaded only if they are wanted: they are large. */
async function watchers({ otlpEndpoint }: Settings) {
  const metrics = new Metrics();
  if (!otlpEndpoint) return { metrics, done: metrics.done };
  const { Traces } = await import('./operations/traces.js');
  const traces = new Traces(otlpEndpoint);
  const done = (request: DoneRequest): void => {
    metrics.done(request);
    traces.done(request);
  };
  return { metrics, traces, beginTrace: () => traces.begin(), done };
}

interface WatchedRecord extends Pick<StartOptions, 'settings' | 'embeddedIn'> {
  dataSource: DataSource;
}

function watchRecord(metrics: Metrics, { dataSource, settings, embeddedIn }: WatchedRecord): void {
  metrics.watchPool(() => poolUse(dataSource), settings.databasePoolSize);
  metrics.watchRecord({
    countNumbers: () => countNumbers(dataSource),
    lastBackup: embeddedIn === undefined ? undefined : () => lastBackup(embeddedIn),
  });
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
