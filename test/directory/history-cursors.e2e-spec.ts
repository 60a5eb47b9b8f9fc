import { ask, said, type Answer } from '../ask.js';
import { patchedDist, type Patches } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { day, invalid, ROOT, seeNumber } from './directory-scene.js';

// The start of a page of a history: it shows nothing of the record, and is good for that number alone.

let database: RecordDatabase;
let rows: RecordFixtures;
let organization: TestOrganization;
let number: string;
let neighbour: string;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  organization = await rows.organization();
  [number, neighbour] = [someNumber(), someNumber()];
  for (const one of [number, neighbour]) {
    const user = await rows.user(organization);
    for (const n of [1, 2, 3]) {
      const id = await rows.providerLine(organization, user, { number: one, held_since: day(n) });
      await rows.close(id, organization, { at: day(n + 1) });
    }
  }
});
afterAll(() => database.drop());

const REFUSED = invalid('start', 'the start of a link to the next page');

const history = (server: TestServer, of: string, query: string): Promise<Answer> =>
  seeNumber(server.url, of, ROOT, `/history?${query}`);

async function startOf(server: TestServer, of: string, max = 1): Promise<string> {
  const { headers } = await history(server, of, `max=${max}`);
  return /[?&]start=([\w-]+)>/.exec(headers.link!)![1]!;
}

/** With the lowest bit of one byte turned: of a digit that makes the next or the last one. */
function altered(start: string, at: number): string {
  const bytes = Buffer.from(start, 'base64url');
  bytes[at]! ^= 1;
  return bytes.toString('base64url');
}

const SEAL_BYTES = 16;
/** Where the instant of the last interval begins: `["1767225600000",…`. */
const INSTANT_AT = SEAL_BYTES + 2;

/** What of a server's cursors is not as it has to be. */
async function faultsOf(server: TestServer): Promise<string[]> {
  const start = await startOf(server, number);
  const isRefused = async (of: string, sent: string) =>
    JSON.stringify(said(await history(server, of, `start=${sent}`))) === JSON.stringify(REFUSED);
  const bytes = Buffer.from(start, 'base64url');
  const instant = String(day(3).getTime());
  return [
    ...((await isRefused(number, altered(start, INSTANT_AT + instant.length - 1))) ? [] : ['an altered one is taken']),
    ...((await isRefused(neighbour, start)) ? [] : ["another number's is taken"]),
    ...([start, bytes.toString('latin1')].some((text) => text.includes(instant)) ? ['it is legible'] : []),
  ];
}

async function onServer<T>(work: (server: TestServer) => Promise<T>, main?: string): Promise<T> {
  const server = await startServer({ database, main });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

it('are sealed, legible to nobody, and of one number', async () => {
  expect(await onServer(faultsOf)).toEqual([]);
});

it('are refused altered in any byte, and in their old form', async () => {
  await onServer(async (server) => {
    const start = await startOf(server, number);
    const wrong = Buffer.from(start, 'base64url').map((_, at) => at);
    const old = Buffer.from(`${day(2).getTime()}.1`).toString('base64url');
    for (const sent of [...[...wrong].map((at) => altered(start, at)), old, `${start}A`, start.slice(0, 40)]) {
      expect(said(await history(server, number, `start=${sent}`))).toEqual(REFUSED);
    }
  });
});

it('are good on every server over the record, and after a restart; for pages of any size, by any way to write the number', async () => {
  const start = await onServer((server) => startOf(server, number));
  const answers = await onServer(async (server) => {
    const written = encodeURIComponent(number.replace('+1', '+1 ('));
    const url = `${server.url}/api/phone-numbers/${written}/history?max=1&start=${start}`;
    return [await history(server, number, `start=${start}&max=1`), await ask(url, { token: tokenFor(ROOT) })];
  });
  for (const { status, body } of answers) {
    expect([status, (body as { intervals: { from: string }[] }).intervals.map(({ from }) => from)]).toEqual([
      200,
      [day(2).toISOString()],
    ]);
  }
});

it('are of no use over another record', async () => {
  const [start, other] = [await onServer((server) => startOf(server, number)), await createDatabase()];
  try {
    await other.query(`UPDATE page_cursor_keys SET key = sha256('another')`);
    const server = await startServer({ database: other });
    expect(said(await history(server, number, `start=${start}`))).toEqual(REFUSED);
    await server.stop();
  } finally {
    await other.drop();
  }
});

describe('without the defence', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'the seal is not checked',
      { 'if (!timingSafeEqual(seal, this.sealOf(list, text))) return undefined;': '' },
      ['an altered one is taken', "another number's is taken"],
    ],
    [
      'the list is not sealed with it',
      { 'const about = JSON.stringify(list);': "const about = '';" },
      ["another number's is taken"],
    ],
    [
      'it is not enciphered',
      {
        'cipher.update(text),': 'text,',
        'decipher.update(bytes.subarray(SEAL_BYTES)),': 'bytes.subarray(SEAL_BYTES),',
      },
      ['it is legible'],
    ],
  ])('%s', async (_, changes, faults) => {
    const patches: Patches = { 'http/page-cursor.js': changes };
    const patched = await patchedDist(patches);
    try {
      expect(await onServer(faultsOf, patched.main)).toEqual(faults);
    } finally {
      await patched.remove();
    }
  });
});
