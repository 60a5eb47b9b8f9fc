import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LocalServer {
  url: string;
  /** Requests, or for a trap connections, so far. */
  count(): number;
  stop(): Promise<void>;
}

/** Serves each path's value as JSON and counts the requests. */
export async function keyServer(paths: Record<string, unknown>): Promise<LocalServer> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    const value = paths[request.url ?? ''];
    response.writeHead(value === undefined ? 404 : 200, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(value));
  });
  return listening(server, () => requests);
}

/** Counts who connects: nobody may, whatever a token's header points to. */
export async function trap(): Promise<LocalServer> {
  let connections = 0;
  const server = createServer((_, response) => response.end());
  server.on('connection', () => connections++);
  return listening(server, () => connections);
}

async function listening(server: Server, count: () => number): Promise<LocalServer> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
