import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { TokenTrust } from './auth/trust.js';
import { connectedDataSource } from './database/data-source.js';
import { assertSafeDatabase } from './database/readiness.js';
import { httpAdapter } from './http/configure-app.js';
import { Draining } from './http/draining.js';
import { NestLog } from './http/server-log.js';
import { RECORD_ENTITIES } from './phone-numbers/record/entities.js';
import type { Settings } from './settings/settings.js';

export interface StartOptions {
  settings: Settings;
  trust: TokenTrust;
  /** Connection string of the application's role; the schema is up to date. */
  databaseUrl: string;
}

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:2212`. */
  url: string;
  /** Lets running requests finish, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts the HTTP server on a database that is there.
 * Throws DomainError when the database cannot be reached or is not safe to serve from.
 */
export async function startServer({ settings, trust, databaseUrl }: StartOptions): Promise<RunningServer> {
  const adapter = httpAdapter(settings);
  const { log } = adapter.getInstance();
  const dataSource = await connectedDataSource({
    url: databaseUrl,
    poolSize: settings.databasePoolSize,
    limits: 'server',
    entities: RECORD_ENTITIES,
  });
  await assertSafeDatabase(dataSource);
  const draining = new Draining();
  const module = AppModule.register({ trust, dataSource, databaseUrl, draining });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new NestLog(log),
  });
  await app.listen(settings.port, settings.host);
  const url = await app.getUrl();
  log.info({ url }, 'listening');
  return {
    url,
    stop: async () => {
      draining.started = true;
      await app.close();
    },
  };
}
