import { campaign, Canaries, type Channel } from '../canaries.js';
import { FaultScene } from '../faults/fault-scene.js';
import { withFaults } from '../http/faulty-server.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { TOKEN_ENVIRONMENT, tokenFor } from '../tokens.js';

// Every campaign looks for people's data in what servers, databases and responses say. Here: that it finds what there is.

let canaries: Canaries;
let database: RecordDatabase;
let scene: FaultScene;
beforeAll(async () => {
  database = await createDatabase();
  scene = await FaultScene.lay(database);
});
beforeEach(async () => {
  canaries = campaign.canaries = new Canaries();
  await canaries.putIn((sql) => database.query(sql));
});
afterAll(async () => {
  campaign.canaries = undefined;
  scene.end();
  await database.drop();
});

async function asked({ url }: TestServer): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await scene.next(url);
}

it('nothing of a person is in what a server says', async () => {
  const server = await startServer({ database });
  await asked(server);
  await server.stop();
  expect(canaries.summary).toMatch(/1 numbers, 5 names; lines: \d+ of metrics, 1\d of log/);
  expect(canaries.found()).toEqual([]);
});

it('control: a build that logs URLs is found', async () => {
  const logsUrls = {
    'http/request-log.js': { 'method: request.method,': 'method: request.method, url: request.url,' },
  };
  await withFaults(logsUrls, asked, { database, env: TOKEN_ENVIRONMENT });
  expect(canaries.found()[0]).toMatch(/^a number in log: .*"url":"\/api\/phone-numbers\/%2B14165550190"/);
});

it.each<[what: string, channel: Channel, text: string]>([
  ['a number', 'metrics', 'linebook_x{number="+14165550190"} 1'],
  ['a number', 'database log', 'DETAIL:  Key (e164)=(+14165550190) already exists.'],
  ['a number', 'error', '{"error":"4165550190 is not free"}'],
  ['a name', 'error', '{"error":"Sam%20Patel has it"}'],
  ['an e-mail', 'log', '{"msg":"sam.patel%40acme.example"}'],
  ['a token', 'log', `"authorization":"${tokenFor().slice(0, 200)}"`],
])('finds %s in %s', (what, channel, text) => {
  canaries.heard(channel, `first\n${text}\nlast`);
  expect(canaries.found()).toEqual([`${what} in ${channel}: ${text}`]);
});

it('a response that explains itself to the caller may say it, any other may not', () => {
  const body = '{"details":"+14165550190"}';
  for (const status of [200, 400, 409, 423]) canaries.answered(status, body);
  expect(canaries.found()).toEqual([]);
  canaries.answered(503, body);
  expect(canaries.found()).toEqual([`a number in error: ${body}`]);
});
