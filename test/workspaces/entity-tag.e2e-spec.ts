import { randomUUID } from 'node:crypto';
import { ask, type Answer } from '../ask.js';
import { linebook } from '../cli/linebook.js';
import { tokenFor, type TokenOptions } from '../tokens.js';
import { SCOPES, World, type Scene } from './write-world.js';

// The ETag of a workspace's numbers is another one after each write to its organization, and after no other.

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await World.start();
});
beforeEach(async () => {
  scene = await world.scene();
  await scene.stock(0, 1);
});
afterAll(() => world.stop());

interface Asking {
  caller?: TokenOptions;
  headers?: Record<string, string>;
  workspaceId?: string;
  method?: string;
}

function numbers({ caller, headers, method, workspaceId = scene.workspaceId }: Asking = {}): Promise<Answer> {
  const full = { roles: ['full_admin'], scopes: SCOPES, organization: scene.organization.uuid };
  const token = tokenFor({ ...full, ...caller });
  return ask(`${world.server.url}/v1/workspaces/${workspaceId}/features/numbers`, { token, headers, method });
}
const tag = async (): Promise<string> => (await numbers()).headers.etag!;

const done = async (write: Promise<Answer>): Promise<void> => expect((await write).status).toBe(204);
const WRITES: [string, () => Promise<unknown>][] = [
  ['numbers are put', () => done(scene.putNumbers([{ action: 'ADD', directNumber: scene.number(0) }]))],
  ['another is added', () => done(scene.putNumbers([{ action: 'ADD', directNumber: scene.number(1) }]))],
  ['one is released', () => done(scene.putNumbers([{ action: 'DELETE', directNumber: scene.number(1) }]))],
  [
    'the organization has another name',
    () =>
      linebook(['organizations', 'set', scene.organization.uuid, '--name', 'Renamed'], {
        env: { DATABASE_URL: world.database.url },
      }),
  ],
];

it('is another one after each write that the answer shows', async () => {
  const seen = [await numbers()];
  for (const [what, write] of WRITES) {
    const before = seen.at(-1)!;
    await write();
    const after = await numbers();
    expect([what, after.text === before.text]).toEqual([what, false]);
    seen.push(after);
  }
  expect(new Set(seen.map(({ headers }) => headers.etag)).size).toBe(WRITES.length + 1);
});

it('stays through writes to another organization', async () => {
  const before = await tag();
  const other = await world.scene();
  await other.stock(0);
  await other.putNumbers([{ action: 'ADD', directNumber: other.number(0) }]);
  expect(await tag()).toBe(before);
});

it('is of one workspace alone', async () => {
  const neighbour = await numbers({ workspaceId: await scene.neighbour() });
  expect(neighbour.headers.etag).not.toBe(await tag());
});

it.each(['GET', 'HEAD'])('%s answers 304 without a body to whoever has the answer', async (method) => {
  const etag = await tag();
  const { status, text, headers } = await numbers({ method, headers: { 'if-none-match': etag } });
  expect([status, text, headers.etag, headers.vary]).toEqual([304, '', etag, 'Accept-Encoding']);
  expect((await numbers({ headers: { 'if-none-match': 'W/"x"' } })).status).toBe(200);
});

it('a stranger is refused, whatever they have', async () => {
  const headers = { 'if-none-match': `${await tag()}, *` };
  const { organization } = await world.scene();
  const strangers: [number, Asking][] = [
    [403, { caller: { scopes: [] } }],
    [403, { caller: { roles: [] } }],
    [404, { caller: { organization: organization.uuid } }],
    [404, { caller: { roles: ['location_admin'], locations: [randomUUID()] } }],
    [404, { workspaceId: randomUUID() }],
  ];
  for (const [status, asking] of strangers) {
    for (const sent of [headers, { 'if-none-match': '*' }]) {
      const answer = await numbers({ ...asking, headers: sent });
      expect([answer.status, answer.headers.etag]).toEqual([status, undefined]);
    }
  }
});
