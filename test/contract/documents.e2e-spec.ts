import { readFileSync } from 'node:fs';
import { ask } from '../ask.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT } from '../tokens.js';
import { documentOf, type FaceName } from './schema-faults.js';

// The OpenAPI documents: that what is committed is what is served, and what all of them have in common.

const FACES: FaceName[] = ['organizations', 'workspaces', 'directory'];
const PREFIXES = { organizations: '/api/org', workspaces: '/v1/', directory: '/api/phone-numbers/' };

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ env: { ...TOKEN_ENVIRONMENT, DOCS: 'on' } });
});
afterAll(() => server.stop());

const get = (path: string) => ask(`${server.url}${path}`);

/** The lists that say whether they are another one. */
const TAGGED = ['get_organizations_phone_numbers', 'get_workspaces_features_numbers', 'get_people_features_numbers'];

/** Whether it takes where a page begins. */
const isPaged = ({ parameters }: { parameters?: unknown }): boolean =>
  (parameters as { name: string }[]).some(({ name }) => name === 'start' || name === 'next');

describe.each(FACES)('the document of the %s face', (face) => {
  it('is served as it is committed', async () => {
    const { status, body, headers } = await get(`/docs/${face}.json`);
    expect([status, body]).toEqual([200, documentOf(face)]);
    expect(headers['content-type']).toMatch(/^application\/json/);
  });

  it('has its keys in order', () => {
    const text = readFileSync(`openapi/${face}.json`, 'utf8');
    expect(JSON.stringify(inOrder(JSON.parse(text)))).toBe(JSON.stringify(JSON.parse(text)));
  });

  it('has the paths of its own face only, and refers to nothing that is not in it', () => {
    const document = documentOf(face);
    expect(Object.keys(document.paths).filter((path) => !`${path}/`.startsWith(PREFIXES[face]))).toEqual([]);
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    expect(Object.keys(document.components.schemas).sort()).toEqual([...new Set(references)].sort());
  });

  it('names itself, not a product of the vendor, and needs a bearer token on every route', () => {
    const { info, openapi, security, components, paths } = documentOf(face);
    const title = face === 'directory' ? /^Linebook: / : /^Linebook: .* compatible with /;
    expect([openapi, info.title]).toEqual(['3.0.3', expect.stringMatching(title)]);
    expect(security).toEqual([]);
    const scheme = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: expect.any(String) };
    expect(components.securitySchemes).toEqual({ bearerAuth: scheme });
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations.map((operation) => operation.security)).toEqual(operations.map(() => [{ bearerAuth: [] }]));
  });

  it('describes each tag that its operations have, and no other', () => {
    const { tags, paths } = documentOf(face) as ReturnType<typeof documentOf> & { tags: { name: string }[] };
    const used = Object.values(paths).flatMap((path) => Object.values(path).flatMap((operation) => operation.tags));
    expect(tags.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
  });

  it('has the parameters of a path as they stand in it, and then the others', () => {
    for (const [path, methods] of Object.entries(documentOf(face).paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      for (const { parameters } of Object.values(methods)) {
        const names = (parameters as { name: string }[]).map(({ name }) => name);
        expect(names.slice(0, inPath.length)).toEqual(inPath);
      }
    }
  });

  it('documents every status that can occur, with the headers that it brings', () => {
    const statuses = [400, 401, 403, 404, 405, 408, 413, 414, 415, 429, 431, 500, 503].map(String);
    const operations = Object.values(documentOf(face).paths).flatMap((path) => Object.entries(path));
    for (const [method, operation] of operations) {
      const responses = operation.responses as Record<string, { headers?: object }>;
      // A write meets conflicts as well, and one that gives a number away numbers that rest.
      const id = operation.operationId as string;
      // What only checks a body changes nothing.
      const isRead = method === 'get' || /_validate_/.test(id);
      const writes = !isRead && method !== 'delete';
      const resting = writes && !/_locations|_transfer$|^post_next/.test(id) ? ['423'] : [];
      // The one exception to what a server is at fault for.
      const unknown = id === 'delete_telephony_config_locations_numbers' ? ['502'] : [];
      const refusals = isRead ? statuses : [...statuses, '409', ...resting, ...unknown].sort();
      const isTagged = TAGGED.includes(id);
      // With minResponse a person is not answered.
      const short = id === 'put_person' ? ['204'] : [];
      const answers = [expect.stringMatching(/^20[014]$/), ...short, ...(isTagged ? ['304'] : [])];
      expect(Object.keys(responses)).toEqual([...answers, ...refusals]);
      const headers = Object.entries(responses).map(([status, response]) => [
        status.replace(/^2../, '2xx'),
        Object.keys(response.headers ?? {}),
      ]);
      expect(Object.fromEntries(headers.filter(([, names]) => names!.length))).toEqual({
        ...(isRead ? {} : { '2xx': ['Idempotency-Replayed'], 409: ['Retry-After'] }),
        ...(isPaged(operation) && { '2xx': ['Link'] }),
        ...(isTagged && { '2xx': ['ETag', 'Vary'], 304: ['ETag'] }),
        // It may come in gzip, and has no tag.
        ...(id === 'get_org_snapshots_orgs_users' && { '2xx': ['Vary'] }),
        400: face === 'workspaces' ? ['WWW-Authenticate', 'cisco-spark-error-codes'] : ['WWW-Authenticate'],
        401: ['WWW-Authenticate'],
        // A role is no matter of the token: only a scope is asked for.
        ...(asksForScope(operation) && { 403: ['WWW-Authenticate'] }),
        405: ['Allow'],
        415: ['Accept'],
        ...(resting.length && { 423: ['Retry-After'] }),
        429: ['Retry-After'],
        ...(unknown.length && { 502: ['cisco-spark-error-codes'] }),
        503: ['Retry-After'],
      });
    }
  });
});

const asksForScope = (operation: object): boolean =>
  (operation as { 'x-access': { scopes?: string[] }[] })['x-access'].some(({ scopes }) => scopes?.length);

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      // Examples are as they were written.
      .map(([key, member]) => [key, /^examples?$/.test(key) ? member : inOrder(member)]),
  );
}
