import { ask } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { readerOf, unzipped } from './list-reader.js';
import { organizationOfLines, textOfLines } from './long-list.js';

// The text of a list is made by the database, and is byte for byte what JSON.stringify makes of the same lines.

const LONG = { lines: 2_500 };
const ODD_NAMES = [
  '"quoted" \\ back',
  'a\tb\nc\rd\be\ff',
  '\u0001\u001f\u007f',
  'é ü 漢字 😀',
  '</script> /',
  '\u2028\u2029',
];

let database: RecordDatabase;
let server: TestServer;
let long: string;

beforeAll(async () => {
  database = await createDatabase();
  server = await startServer({ database });
  const { objectId } = await organizationOfLines(database, LONG);
  long = `${server.url}/api/organizations/${objectId}/phone-numbers`;
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const token = tokenFor({ roles: ['SUPERADMIN'] });
const ago = (): string => new Date(Date.now() - 1_000).toISOString();

it.each(['', '?at='])('escapes a text as JSON.stringify does: %s', async (query) => {
  const rows = new RecordFixtures(database);
  const organization = await rows.organization();
  const expected = [];
  for (const [i, name] of ODD_NAMES.entries()) {
    const userId = `${i}`.padStart(24, query ? 'a' : 'b');
    const user = await rows.user(organization, { object_id: userId, full_name: name, email: null });
    const phoneNumber = `+1416555${query ? 1 : 2}00${i}`;
    const since = new Date(Date.now() - 60_000);
    await rows.providerLine(organization, user, { number: phoneNumber, label: name, held_since: since });
    const line = { userId, userName: name, provider: 'twilio', phoneNumber };
    expected.push({ ...line, isDefault: true, isInboundEnabled: true, label: name });
  }
  const path = `/api/organizations/${organization.objectId}/phone-numbers${query && query + ago()}`;
  const { text } = await ask(server.url + path, { token });
  expect(text).toBe(JSON.stringify({ assignments: expected }));
});

describe('a list that is streamed', () => {
  it.each([
    ['now', () => long],
    ['of an instant', () => `${long}?at=${ago()}`],
  ])('%s is whole, in gzip as well', async (_, url) => {
    const plain = await readerOf(url());
    expect(plain.got.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding',
    });
    expect((await plain.rest()).toString()).toBe(textOfLines(LONG));
    const zipped = await readerOf(url(), { 'accept-encoding': 'br, gzip' });
    expect(zipped.got.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(zipped.got.headers.etag).toBe(plain.got.headers.etag);
    const bytes = await zipped.rest();
    expect(bytes.length).toBeLessThan(textOfLines(LONG).length / 4);
    expect(unzipped(bytes)).toBe(textOfLines(LONG));
  });

  it('has no text for HEAD, and the headers of GET', async () => {
    const got = await ask(long, { token, method: 'HEAD' });
    const { etag } = (await ask(long, { token })).headers;
    expect([got.status, got.text, got.headers.etag, got.headers['content-type']]).toEqual([
      200,
      '',
      etag,
      'application/json; charset=utf-8',
    ]);
    expect(got.headers['content-length']).toBeUndefined();
  });
});

describe('gzip', () => {
  it('is left alone by a short list, and by a client that refuses it', async () => {
    const { objectId } = await new RecordFixtures(database).organization();
    const short = `${server.url}/api/organizations/${objectId}/phone-numbers`;
    const brief = await ask(short, { token, headers: { 'accept-encoding': 'gzip' } });
    expect([brief.headers['content-encoding'], brief.headers.vary, brief.text]).toEqual([
      undefined,
      'Accept-Encoding',
      '{"assignments":[]}',
    ]);
    for (const refusing of ['gzip;q=0', 'identity', 'br', 'gzip;q=0.2, identity;q=0.8', '*;q=0']) {
      const { headers } = await ask(long, { token, headers: { 'accept-encoding': refusing } });
      expect([refusing, headers['content-encoding']]).toEqual([refusing, undefined]);
    }
  });
});
