import { sendText, type RawAnswer } from '../auth/raw-request.js';
import { startServer, type TestServer } from '../start-server.js';

const OURS = /^ROUTER_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORKSPACE = '/v1/workspaces/x/features/numbers';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const get = (target: string, ...lines: string[]): Promise<RawAnswer> =>
  sendText(server.url, [`GET ${target} HTTP/1.1`, 'Host: x', 'Connection: close', ...lines, '', ''].join('\r\n'));

describe('the tracking id', () => {
  it.each(['SIMPLE_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d', 'x'.repeat(128)])("is the client's: %s", async (id) => {
    for (const line of [`TrackingID: ${id}`, `trackingid: ${id}`]) {
      const { headers, body } = await get(WORKSPACE, line);
      expect([headers.get('trackingid'), (JSON.parse(body) as { trackingId: string }).trackingId]).toEqual([id, id]);
    }
    await server.logged(`"trackingId":"${id}"`);
  });

  it.each([
    ['none', []],
    ['an empty one', ['TrackingID:']],
    ['too long a one', [`TrackingID: ${'x'.repeat(129)}`]],
    ['one that could break a line', ['TrackingID: a b"}']],
    ['two', ['TrackingID: a', 'TrackingID: b']],
  ])('is ours where there is %s', async (_what, lines) => {
    const { headers, body } = await get(WORKSPACE, ...lines);
    expect(headers.get('trackingid')).toMatch(OURS);
    expect((JSON.parse(body) as { trackingId: string }).trackingId).toBe(headers.get('trackingid'));
  });

  it.each(['/health/live', '/nothing', '/v1/%zz', `${WORKSPACE}?x=${'a'.repeat(9000)}`, `/v1/${'a'.repeat(40_000)}`])(
    'is on every answer, whoever gives it: %.30s',
    async (target) => {
      expect((await get(target)).headers.get('trackingid')).toMatch(OURS);
    },
  );

  it('is another one for each request', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => (await get('/health/live')).headers.get('trackingid')));
    expect(new Set(ids).size).toBe(3);
  });
});

it.each(['/health/live', '/nothing', '/v1/%zz', WORKSPACE, `/v1/${'a'.repeat(40_000)}`])(
  'every answer forbids guessing its type and keeping it, and says nothing of the software: %.30s',
  async (target) => {
    const { headers } = await get(target);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect([headers.has('x-powered-by'), headers.has('server')]).toEqual([false, false]);
  },
);
