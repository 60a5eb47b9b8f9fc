import { Random } from '../ownership/random.js';
import { killedDatabase } from './killed-database.js';

// Twenty kills are `npm run campaign:faults`.

jest.setTimeout(90_000);

const KILLS = 2;

it(`the database is killed ${KILLS} times under load: no acknowledged write is lost, each happens once`, async () => {
  const { writes, happened, faults } = await killedDatabase({ kills: KILLS, random: new Random(1) });
  expect(faults).toEqual([]);
  expect(writes).toBeGreaterThan(20);
  // Without any, no key would have told of a write that happened although nobody was told so.
  expect(happened).toBeGreaterThan(0);
});

it('control: where PostgreSQL acknowledges what is not on the disk yet, writes are lost', async () => {
  const { faults } = await killedDatabase({ kills: KILLS, random: new Random(1), forgetful: true });
  expect(faults.join('\n')).toMatch(/acknowledged, and is lost|was answered 404/);
});
