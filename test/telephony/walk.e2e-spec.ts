import { patchedDist } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { onServer, startServer, type TestServer } from '../start-server.js';
import { BY_OFFSET, WalkScene, type WalkedPage } from './walk-scene.js';

// The pages of an inventory, one by one, while numbers in it are assigned, released, added and removed. campaign:walk is the
// same with more of them.

const SIZE = 2_000;
const WRITES_BETWEEN_PAGES = 4;

let database: RecordDatabase;
let scene: WalkScene;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  scene = await WalkScene.lay(database, SIZE, 1);
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const walkedAmongWrites = (query: string, { url }: Pick<TestServer, 'url'> = server): Promise<WalkedPage[]> =>
  scene.walk(url, query, async () => {
    for (let write = 0; write < WRITES_BETWEEN_PAGES; write++) await scene.write(url);
  });

describe('a walk through an inventory that others change', () => {
  it.each(['max=50', 'max=400&order=extension'])('shows each entry exactly once: %s', async (query) => {
    const pages = await walkedAmongWrites(query);
    expect(scene.faultsOf(pages)).toEqual([]);
    expect(pages.length).toBeGreaterThanOrEqual(5);
  });

  it('shows each number exactly once that is free all the time', async () => {
    const [whole] = await scene.walk(server.url, 'available=true&max=2000');
    const free = new Set(whole!.entries.filter((entry) => scene.staysFree(entry)));
    expect(free.size).toBeGreaterThan(SIZE / 2);
    expect(scene.faultsOf(await walkedAmongWrites('available=true&max=50'), free)).toEqual([]);
  });

  it('has seen writes of every kind, and each did what it was sent for', () => {
    expect(Object.values(scene.writes).every((times) => times > 0)).toBe(true);
    expect(scene.faults).toEqual([]);
  });
});

describe('a build that counts entries instead of naming the last one', () => {
  it('misses some, and shows others twice', async () => {
    const patched = await patchedDist(BY_OFFSET);
    try {
      const pages = await onServer((one) => walkedAmongWrites('max=50', one), { database, main: patched.main });
      expect(scene.faultsOf(pages).join()).toMatch(/^\d+ entries were missed.*,\d+ entries were seen more than once$/);
    } finally {
      await patched.remove();
    }
  });
});
