import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Settings } from '../settings/settings.js';
import { serverLog } from './server-log.js';

/** The HTTP server as every start of Linebook wants it, before Nest puts routes on it. */
export function httpAdapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({ logger: serverLog(settings.logLevel), bodyLimit: settings.bodyLimitBytes });
}
