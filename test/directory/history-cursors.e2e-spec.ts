import { ask, said, type Answer } from '../ask.js';
import { withFaults } from '../http/faulty-server.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';
import { onServer, startServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { day, invalid, ROOT, seeNumber } from './directory-scene.js';

// The start of a page of a history: it shows nothing of the record, and is good for that number alone.

let database: RecordDatabase;
let rows: RecordFixtures;
let organization: TestOrganization;
let server: TestServer;
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
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const REFUSED = invalid('start', 'the start of a link to the next page');

const history = ({ url }: TestServer, of: string, query: string): Promise<Answer> =>
  seeNumber(url, of, ROOT, `/history?${query}`);

async function startOf(on: TestServer, of: string, max = 1): Promise<string> {
  const { headers } = await history(on, of, `max=${max}`);
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
async function faultsOf(on: TestServer): Promise<string[]> {
  const start = await startOf(on, number);
  const isRefused = async (of: string, sent: string) =>
    JSON.stringify(said(await history(on, of, `start=${sent}`))) === JSON.stringify(REFUSED);
  const bytes = Buffer.from(start, 'base64url');
  const instant = String(day(3).getTime());
  return [
    ...((await isRefused(number, altered(start, INSTANT_AT + instant.length - 1))) ? [] : ['an altered one is taken']),
    ...((await isRefused(neighbour, start)) ? [] : ["another number's is taken"]),
    ...([start, bytes.toString('latin1')].some((text) => text.includes(instant)) ? ['it is legible'] : []),
  ];
}

it('are sealed, legible to nobody, and of one number', async () => {
  expect(await faultsOf(server)).toEqual([]);
});

it('are refused altered in any byte, and in their old form', async () => {
  const start = await startOf(server, number);
  const wrong = Buffer.from(start, 'base64url').map((_, at) => at);
  const old = Buffer.from(`${day(2).getTime()}.1`).toString('base64url');
  for (const sent of [...[...wrong].map((at) => altered(start, at)), old, `${start}A`, start.slice(0, 40)]) {
    expect(said(await history(server, number, `start=${sent}`))).toEqual(REFUSED);
  }
});

it('are good on every server over the record, and after a restart; for pages of any size, by any way to write the number', async () => {
  const start = await startOf(server, number);
  const read = async (another: TestServer): Promise<Answer[]> => {
    const written = encodeURIComponent(number.replace('+1', '+1 ('));
    const url = `${another.url}/api/phone-numbers/${written}/history?max=1&start=${start}`;
    return [await history(another, number, `start=${start}&max=1`), await ask(url, { token: tokenFor(ROOT) })];
  };
  const answers = [...(await read(server)), ...(await onServer(read, { database }))];
  for (const { status, body } of answers) {
    expect([status, (body as { intervals: { from: string }[] }).intervals.map(({ from }) => from)]).toEqual([
      200,
      [day(2).toISOString()],
    ]);
  }
});

it('are of no use over another record', async () => {
  const [start, other] = [await startOf(server, number), await createDatabase()];
  try {
    await other.query(`UPDATE page_cursor_keys SET key = sha256('another')`);
    const elsewhere = (another: TestServer) => history(another, number, `start=${start}`);
    expect(said(await onServer(elsewhere, { database: other }))).toEqual(REFUSED);
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
    expect(await withFaults({ 'http/page-cursor.js': changes }, faultsOf, { database })).toEqual(faults);
  });
});
