import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webexId } from '../../src/ids/webex-id.js';
import { patchedDist, type PatchedDist } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';
import { chromiumPath, openBrowser, type Browser } from './browser.js';
import { authorize, chooseFace, execute } from './try-out.js';

// `/docs` in a browser: a person tries each face there, and no request goes anywhere else.

const chromium = chromiumPath();
if (!chromium) {
  process.stderr.write('The tests of /docs in a browser are skipped: no Chromium by CHROMIUM_PATH or on PATH.\n');
}
const inChromium = chromium ? describe : describe.skip;

const ENVIRONMENT = { ...TOKEN_ENVIRONMENT, DOCS: 'on' };
const USER = '5f7b1c2e8a1d4e0012c3b4a6';
const [USERS_NUMBER, WORKSPACES_NUMBER] = ['+14165550102', '+12055550001'];

let database: RecordDatabase;
let server: TestServer;
let own: TestOrganization;
let ids: { workspace: string; location: string };

/** All that its page asks for while the work is done. */
async function inBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await openBrowser(chromium!);
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

const elsewhere = ({ requested }: Browser, url: string): string[] =>
  requested.filter((address) => new URL(address).origin !== url);

// A browser is slow to start where much else runs.
jest.setTimeout(90_000);

inChromium('/docs in a browser', () => {
  beforeAll(async () => {
    database = await createDatabase();
    const rows = new RecordFixtures(database);
    own = await rows.organization({ uuid: TEST_ORGANIZATION });
    await rows.providerLine(own, await rows.user(own, { object_id: USER }), { number: USERS_NUMBER });
    const { workspaceId, locationId } = await rows.place(own, {}, [{ number: WORKSPACES_NUMBER, extension: '100' }]);
    ids = { workspace: webexId('PLACE', workspaceId), location: webexId('LOCATION', locationId) };
    server = await startServer({ database, env: ENVIRONMENT });
  }, 60_000);
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  it('switches the face, authorizes, executes both GETs, and asks nobody but this server', async () => {
    await inBrowser(async (browser) => {
      const { page } = browser;
      await page.goto(`${server.url}/docs`);
      expect(await chooseFace(page, 'workspaces')).toContain('Linebook: numbers of workspaces');
      await authorize(page, tokenFor({ roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'] }));
      const numbers = await execute(page, 'get_workspaces_features_numbers', { workspaceId: ids.workspace });
      expect(numbers).toEqual({ status: 200, body: numbersOfWorkspace() });

      expect(await chooseFace(page, 'organizations')).toContain('Linebook: numbers of organizations');
      await authorize(page, tokenFor({ roles: ['SUPERADMIN'] }));
      const id = { organizationId: own.objectId };
      const listed = await execute(page, 'get_organizations_phone_numbers', id);
      expect(listed).toEqual({ status: 200, body: { assignments: [lineOfUser()] } });
      expect(browser.requested.length).toBeGreaterThan(8);
      expect(elsewhere(browser, server.url)).toEqual([]);
    });
  });

  it('shows a document by its link, and what is wrong with a request', async () => {
    await inBrowser(async ({ page }) => {
      await page.goto(`${server.url}/docs?urls.primaryName=directory`);
      await page.locator('.info .title', { hasText: 'directory and history' }).waitFor();
      const { status, body } = await execute(page, 'get_phone_number', { number: USERS_NUMBER });
      expect([status, body]).toEqual([401, { error: 'A bearer token is required', code: 'unauthenticated' }]);
    });
  });

  describe('its policy', () => {
    let stranger: Server;
    let heard: string[];

    beforeAll(async () => {
      heard = [];
      stranger = createServer((request, response) => {
        heard.push(request.url!);
        response.end();
      });
      await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    });
    afterAll(() => stranger.close());

    /** What a stranger's script in the page would do with a token that was put there. */
    const told = async (url: string): Promise<{ requested: string[]; heard: string[] }> => {
      heard.length = 0;
      const address = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/token`;
      return inBrowser(async (browser) => {
        await browser.page.goto(`${url}/docs`);
        const fetched = `fetch(${JSON.stringify(address)}, { mode: 'no-cors' }).catch(() => {})`;
        await browser.page.evaluate(fetched);
        return { requested: elsewhere(browser, url), heard: [...heard] };
      });
    };

    it('lets the page talk to nobody else', async () => {
      expect((await told(server.url)).heard).toEqual([]);
    });

    it('is what keeps it: without, the stranger hears', async () => {
      let patched: PatchedDist | undefined;
      let open: TestServer | undefined;
      try {
        patched = await patchedDist({ 'openapi/serve-documents.js': { "connect-src 'self'": 'connect-src *' } });
        open = await startServer({ database, env: ENVIRONMENT, main: patched.main });
        const { requested, heard } = await told(open.url);
        expect([requested.map((url) => new URL(url).pathname), heard]).toEqual([['/token'], ['/token']]);
      } finally {
        await open?.stop();
        await patched?.remove();
      }
    });
  });
});

const lineOfUser = () => ({
  userId: USER,
  userName: 'Sam Patel',
  userEmail: 'sam.patel@acme.example',
  provider: 'twilio',
  phoneNumber: USERS_NUMBER,
  isDefault: true,
  isInboundEnabled: true,
});

const numbersOfWorkspace = () => ({
  distinctiveRingEnabled: false,
  phoneNumbers: [{ external: WORKSPACES_NUMBER, extension: '100', routingPrefix: null, esn: '100', primary: true }],
  workspace: { id: ids.workspace },
  location: { id: ids.location, name: 'MainOffice' },
  organization: { id: webexId('ORGANIZATION', own.uuid), name: 'Acme' },
});
