import { ask } from '../ask.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT } from '../tokens.js';

// `/docs`: all documents on one page, without a token and without the internet; and only where it is turned on.

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { ...TOKEN_ENVIRONMENT, DOCS: 'on' } });
});
afterAll(() => server.stop());

const get = (path: string) => ask(`${server.url}${path}`);
const SCRIPT = '/docs/swagger-ui-init.js';

describe('the page', () => {
  it('loads all that it needs from this server', async () => {
    const { status, headers, text } = await get('/docs');
    expect([status, headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/html/)]);
    const files = [...text.matchAll(/(?:src|href)=["'](\.[^"']+)["']/g)].map(([, file]) => file!);
    expect(files).toHaveLength(6);
    for (const file of files) {
      const path = new URL(file, `${server.url}/docs`).pathname;
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    }
    const elsewhere = [...text.matchAll(/https?:\/\/[^"' ]+/g)].map(([url]) => url);
    expect(elsewhere.filter((url) => !url.startsWith('http://www.w3.org/'))).toEqual([]);
  });

  it('has a selector for the faces, each with its document, and asks no validator', async () => {
    const { text } = await get(SCRIPT);
    const [selector] = /"urls": \[[^\]]+\]/.exec(text)!;
    expect([...selector.matchAll(/"url": "([^"]+)"/g)].map(([, url]) => url)).toEqual([
      '/docs/organizations.json',
      '/docs/workspaces.json',
      '/docs/directory.json',
    ]);
    expect(text).toContain('"validatorUrl": null');
    expect((await get('/docs')).text).not.toContain('.download-url-wrapper { display: none }');
  });

  it('may load and talk to nothing but this server, and stand in no frame', async () => {
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    for (const path of ['/docs', SCRIPT, '/docs/swagger-ui.css']) {
      expect([path, (await get(path)).headers['content-security-policy']]).toEqual([path, policy]);
    }
  });

  it.each(['/docs/', '/docs/?urls.primaryName=workspaces', '//docs/?x', '/docs/index.html', '/docs/index.html?x'])(
    '%s leads to the one address where its files are found',
    async (path) => {
      const { status, headers } = await get(path);
      expect([status, headers.location]).toEqual([308, `/docs${new URL(path, 'http://x').search}`]);
    },
  );
});

describe('nothing else of its package is public', () => {
  it.each([
    '/docs/package.json',
    '/docs//package.json',
    '//docs/%70ackage.json',
    '/docs/./package.json',
    '/docs/x/../package.json',
    '/docs/..%2fswagger-ui-dist%2fpackage.json',
    '/docs/swagger-ui-bundle.js.map',
    '/docs/README.md',
    '/docs/LICENSE',
    '/docs-json',
    '/docs-yaml',
  ])('404: %s', async (path) => {
    const { status, body } = await ask(server.url, { path });
    expect([status, body]).toEqual([404, { error: 'There is nothing at this path' }]);
  });

  it('405: and nothing can be written there', async () => {
    const { status, headers } = await ask(`${server.url}/docs`, { method: 'POST' });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });
});

describe('without DOCS=on', () => {
  it('there is no page and no document', async () => {
    const closed = await startServer();
    try {
      for (const path of ['/docs', SCRIPT, '/docs/organizations.json', '/docs/swagger-ui.css']) {
        const { status, body } = await ask(`${closed.url}${path}`);
        expect([path, status, body]).toEqual([path, 404, { error: 'There is nothing at this path' }]);
      }
    } finally {
      await closed.stop();
    }
  });
});
