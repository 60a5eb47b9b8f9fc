import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

jest.setTimeout(60_000);

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';
const OBJECT_ID = '5f7b1c2e8a1d4e0012c3b400';
const USER = '5f7b1c2e8a1d4e0012c3b4d2';
const PATH = `/api/organizations/${OBJECT_ID}/phone-numbers`;
const ROUTE = '/api/organizations/:organizationId/phone-numbers';
const token = tokenFor({ roles: ['SUPERADMIN'] });

interface Span {
  traceId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  status: { code?: number };
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[];
}

/** A collector of the test's own: what it was sent. */
const received: string[] = [];
let collector: Server;
let database: RecordDatabase;
let server: TestServer;

beforeAll(async () => {
  collector = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      received.push(`${request.method} ${request.url} ${body}`);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  await rows.user(await rows.organization({ object_id: OBJECT_ID }), { object_id: USER, full_name: 'Canary Name' });
  const { port } = collector.address() as AddressInfo;
  const OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  server = await startServer({ database, env: { ...TOKEN_ENVIRONMENT, OTEL_EXPORTER_OTLP_ENDPOINT } });
});
afterAll(async () => {
  collector.closeAllConnections();
  collector.close();
  await database.drop();
});

const spansOf = (sent: string): Span[] => {
  const { resourceSpans } = JSON.parse(sent.slice(sent.indexOf('{'))) as {
    resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
};

it('sends a span for each request, in the trace of its caller, and takes the trace into log and record', async () => {
  const body = JSON.stringify({ targetUserId: USER, provider: 'sinch', phoneNumber: '+14165550102' });
  const assigned = await ask(server.url, {
    ...{ method: 'POST', path: PATH, token, body },
    headers: { traceparent: `00-${TRACE}-${SPAN}-01`, 'content-type': 'application/json' },
  });
  expect(assigned.status).toBe(200);
  const unsampled = { traceparent: `00-${'a'.repeat(32)}-${SPAN}-00` };
  expect((await ask(server.url, { path: PATH, token, headers: unsampled })).status).toBe(200);
  expect((await ask(server.url, { path: `${PATH}?canary=+14165550102` })).status).toBe(401);
  expect((await ask(server.url, { path: '/health/live' })).status).toBe(200);
  // What has not been sent yet is sent before the end.
  expect(await server.stop()).toBe(0);

  expect(received.every((sent) => sent.startsWith('POST /v1/traces {'))).toBe(true);
  const spans = received.flatMap(spansOf);
  const attributesOf = ({ attributes }: Span) =>
    Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
  expect(spans.map(({ name }) => name)).toEqual([`POST ${ROUTE}`, `GET ${ROUTE}`]);
  const [post, stranger] = spans as [Span, Span];
  expect([post.traceId, post.parentSpanId, post.kind]).toEqual([TRACE, SPAN, 2]);
  expect(attributesOf(post)).toEqual({
    'http.request.method': 'POST',
    'http.route': ROUTE,
    'http.response.status_code': 200,
    'linebook.tracking_id': assigned.headers.trackingid,
  });
  expect(attributesOf(stranger)).toMatchObject({ 'http.response.status_code': 401, 'error.type': 'unauthenticated' });
  // A trace that begins here is the log's, too.
  expect(server.log()).toContain(`"traceId":"${stranger.traceId}"`);
  expect(stranger.parentSpanId || undefined).toBeUndefined();
  expect(server.log()).toContain(`"traceId":"${TRACE}"`);
  expect(received.join('')).not.toMatch(/canary|Canary|4165550102|5f7b1c2e/);
  expect(await database.query('SELECT action, trace_id FROM changes')).toEqual([
    { action: expect.any(String), trace_id: TRACE },
  ]);
});

it('serves as before while the collector is away', async () => {
  const env = { ...TOKEN_ENVIRONMENT, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const alone = await startServer({ database, env });
  expect((await ask(alone.url, { path: PATH, token })).status).toBe(200);
  expect(await alone.stop()).toBe(0);
});
