import { ask, type Answer } from '../ask.js';
import { patchedDist, type PatchedDist } from '../patched-dist.js';
import { tokenFor } from '../tokens.js';
import { World, type Scene } from './write-scene.js';

// The ETag of a list is another one after each write to its organization, and after no other.

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await World.start();
});
beforeEach(async () => {
  scene = await world.scene();
});
afterAll(() => world.stop());

const list = (headers?: Record<string, string>, method = 'GET', query = ''): Promise<Answer> =>
  world.send(method, scene.path + query, { headers });
const tag = async (path = scene.path): Promise<string> => (await world.send('GET', path)).headers.etag!;
const unchanged = (etag: string): Record<string, string> => ({ 'if-none-match': etag });

const WRITES: [string, () => Promise<Answer>][] = [
  ['a number is assigned', () => scene.post(scene.body())],
  ['it moves to another provider', () => scene.post(scene.body({ provider: 'sinch' }))],
  ['a label changes', () => scene.post(scene.body({ provider: 'sinch', label: 'Leasing' }))],
  ['a number is released', () => scene.delete(scene.lee, 'sinch')],
];

describe('the ETag', () => {
  it('is weak and says nothing of how often the record has changed', async () => {
    const { headers } = await list();
    expect(headers.etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect([headers['cache-control'], headers.vary]).toEqual(['private, no-cache', 'Accept-Encoding']);
    expect(await tag()).toBe(headers.etag);
  });

  it('is another one after each write', async () => {
    const tags = [await tag()];
    for (const [what, write] of WRITES) {
      expect([what, (await write()).status]).toEqual([what, 200]);
      tags.push(await tag());
    }
    expect(new Set(tags).size).toBe(WRITES.length + 1);
  });

  it('stays through refused writes, and through writes to another organization', async () => {
    const before = await tag();
    expect((await scene.post(scene.body({ provider: 'none' }))).status).toBe(400);
    expect((await scene.delete(scene.lee, 'sinch')).status).toBe(404);
    const other = `/api/organizations/${scene.orgB.objectId}/phone-numbers`;
    const body = scene.body({ targetUserId: scene.bo });
    const otherBefore = await tag(other);
    expect((await world.send('POST', other, { body })).status).toBe(200);
    expect(await tag()).toBe(before);
    expect(await tag(other)).not.toBe(otherBefore);
  });

  it('is not given for an instant of the past, nor with a refusal', async () => {
    const past = await list({}, 'GET', `?at=${new Date(Date.now() - 1_000).toISOString()}`);
    expect([past.status, past.headers.etag]).toEqual([200, undefined]);
    const refused = await list({}, 'GET', '?at=never');
    expect([refused.status, refused.headers.etag]).toEqual([400, undefined]);
  });
});

describe('If-None-Match', () => {
  it.each(['GET', 'HEAD'])('%s answers 304 without a body to whoever has the list', async (method) => {
    const etag = await tag();
    const strong = etag.slice(2);
    for (const sent of [etag, strong, `"x", ${etag}`, '*']) {
      const { status, text, headers } = await list(unchanged(sent), method);
      expect([sent, status, text]).toEqual([sent, 304, '']);
      expect([headers.etag, headers.vary, headers['content-type']]).toEqual([etag, 'Accept-Encoding', undefined]);
    }
  });

  it('answers the list to whoever has another one', async () => {
    const before = await tag();
    await scene.post(scene.body());
    for (const sent of [before, '', 'W/"x"', 'x']) {
      const { status, text } = await list(unchanged(sent));
      expect([sent, status, text]).toEqual([sent, 200, (await list()).text]);
    }
  });

  it('is looked at after the access: a stranger is refused', async () => {
    const headers = unchanged(await tag());
    const as = async (token?: string): Promise<number> =>
      (await ask(world.server.url + scene.path, { token, headers })).status;
    expect(await as()).toBe(401);
    expect(await as(tokenFor({ roles: ['ADMIN'] }))).toBe(403);
    const nobody = await world.send('GET', '/api/organizations/ffffffffffffffffffffffff/phone-numbers', {
      headers: unchanged('*'),
    });
    expect(nobody.status).toBe(404);
  });

  it('reads no list', async () => {
    const etag = await tag();
    await world.database.query('REVOKE SELECT ON number_assignments FROM linebook_app');
    const answers = await Promise.all([list(unchanged(etag)), list()]);
    await world.database.query('GRANT SELECT ON number_assignments TO linebook_app');
    expect(answers.map(({ status }) => status)).toEqual([304, 500]);
  });
});

describe('with a build whose tag leaves the revision out', () => {
  let build: PatchedDist;
  let other: World;
  beforeAll(async () => {
    build = await patchedDist({
      'phone-numbers/assignments/organization-version.js': { 'v.epoch, v.revision, v.counted_by': 'v.epoch' },
    });
    other = await World.start(build.main);
  });
  afterAll(async () => {
    await other.stop();
    await build.remove();
  });

  it('a client would keep a list that is not true any more', async () => {
    const own = await other.scene();
    // The first write makes the row of the organization's revision.
    await own.post(own.body());
    const { etag } = (await other.send('GET', own.path)).headers;
    await own.delete(own.lee, 'twilio');
    const { status } = await other.send('GET', own.path, { headers: unchanged(etag!) });
    expect(status).toBe(304);
  });
});
