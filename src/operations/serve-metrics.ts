import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { standardHeaders } from '../http/failure-answers.js';
import { listenError } from '../http/listen.errors.js';
import { pathOf } from '../http/request-target.js';
import { trackingIdOf } from '../http/tracking-id.js';
import type { MetricsPage } from './metrics-of-all.js';

const PATH = '/metrics';

/** On the port of the application, for requests of this machine; for all others there is nothing there. Before `listen`. */
export function serveMetricsLocally(app: NestFastifyApplication, metrics: MetricsPage): void {
  app
    .getHttpAdapter()
    .getInstance()
    .route({
      method: 'GET',
      url: PATH,
      constraints: { peer: 'local' },
      handler: async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
    });
}

export interface OperationsServer {
  /** Where the metrics are. */
  url: string;
  close(): void;
}

/** On a port of their own, for whoever reaches it. Throws DomainError `cannot_listen`. */
export async function openOperationsPort(metrics: MetricsPage, host: string, port: number): Promise<OperationsServer> {
  const server = createServer((request, response) => void answer(metrics, request, response));
  try {
    server.listen(port, host === 'localhost' ? '127.0.0.1' : host);
    await once(server, 'listening');
  } catch (error) {
    throw listenError(error, { host, port, variable: 'OPERATIONS_PORT' });
  }
  return {
    url: urlOf(server),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(metrics: MetricsPage, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const headers = standardHeaders(trackingIdOf(request));
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || pathOf(request.url!) !== PATH) {
    response.writeHead(404, headers).end();
    return;
  }
  const text = await metrics.text().catch(() => undefined);
  if (text === undefined) {
    response.writeHead(503, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'content-type': metrics.contentType }).end(text);
}

function urlOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}${PATH}`;
}
