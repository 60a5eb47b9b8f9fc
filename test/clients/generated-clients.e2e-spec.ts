import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { compiledConsumers, type CompiledConsumers } from './compiled-consumers.js';

// A client for TypeScript, generated from each document, compiles under `strict` and does its work over HTTP.

const [SAM, LEE] = ['5f7b1c2e8a1d4e0012c3b4a6', '5f7b1c2e8a1d4e0012c3b4a8'];
const [NUMBER, FREE, TAKEN] = ['+14165550102', '+12055550001', '+12055550002'];
const SCOPES = ['workspaces_read', 'workspaces_write', 'telephony_config_read', 'telephony_config_write'];

let consumers: CompiledConsumers;
let database: RecordDatabase;
let server: TestServer;
let given: Record<string, string>;

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  const own = await rows.organization({ uuid: TEST_ORGANIZATION });
  for (const object_id of [SAM, LEE]) await rows.user(own, { object_id });
  const { workspaceId, locationId } = await rows.place(own, {}, [{ number: undefined, extension: '100' }]);
  await rows.number(own, FREE, locationId);
  const neighbour = { workspaceId: await rows.workspace(own, locationId), locationId };
  const day = (n: number) => new Date(Date.UTC(2026, 0, n));
  const first = await rows.callingLine(own, neighbour, { number: TAKEN, held_since: day(1), valid_from: day(1) });
  await rows.close(first, own, { at: day(2) });
  await rows.callingLine(own, neighbour, { number: TAKEN, held_since: day(3), valid_from: day(3) });
  server = await startServer({ database });
  const scopes = SCOPES.map((scope) => `spark-admin:${scope}`);
  const token = tokenFor({ roles: ['SUPERADMIN', 'full_admin'], scopes });
  const ids = { organizationId: own.objectId, sam: SAM, lee: LEE, workspaceId };
  given = { url: server.url, token, ...ids, number: NUMBER, free: FREE, taken: TAKEN, national: '(205) 555-0002' };
  consumers = await compiledConsumers('openapi');
}, 120_000);
afterAll(async () => {
  await consumers?.remove();
  await server.stop();
  await database.drop();
});

it('of the organizations face: assigns, replays, branches on a conflict, lists and removes', async () => {
  const done = { success: true, message: 'twilio phone number assigned' };
  expect(await consumers.run('organizations', given)).toEqual({
    assigned: done,
    again: [done, 'true'],
    holder: SAM,
    lines: [{ userId: SAM, phoneNumber: NUMBER, isDefault: true }],
    removed: 'twilio phone number removed',
    unknown: [404, { error: 'Organization not found', details: 'No organization exists with the provided id' }],
  });
});

it('of the workspaces face: adds a number, is refused one, renames and lists', async () => {
  expect(await consumers.run('workspaces', given)).toEqual({
    added: 204,
    refused: [409, 8363, 25223],
    renamed: 'Reception',
    calling: 'webexCalling',
    externals: [null, FREE],
    extensions: ['100', null],
  });
});

it('of the directory: looks a number up in national format, and reads its history page by page', async () => {
  expect(await consumers.run('directory', given)).toEqual({
    number: TAKEN,
    state: 'ACTIVE',
    holders: ['workspace'],
    history: ['2026-01-03T00:00:00.000Z to now', '2026-01-01T00:00:00.000Z to 2026-01-02T00:00:00.000Z'],
    nobodys: 'number_not_found',
  });
});
