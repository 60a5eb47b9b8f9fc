import { audit } from './audit.js';
import { RaceTrack } from './race.js';
import { TwoServers } from './two-servers.js';

// The whole of it, 1,000 rounds, is `npm run campaign:ownership`.

const ROUNDS = 10;

let servers: TwoServers;
let track: RaceTrack;

beforeAll(async () => {
  servers = await TwoServers.start({ connections: 200 });
  track = await RaceTrack.lay(servers);
});
afterAll(() => servers.database.drop());

it(`200 users are given one number at once through two servers: one has it, 199 get 409, in ${ROUNDS} rounds`, async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { tally, faults } = await track.race(round);
    expect({ round, tally, faults }).toEqual({
      round,
      tally: { 200: 1, '409 second_inbound_holder': 199 },
      faults: [],
    });
  }
}, 60_000);

it('one user is given 20 numbers of a provider at once through two servers: all calls are accepted, one number stays', async () => {
  for (let round = 0; round < 5; round++) {
    expect(await track.lastOneStays(round)).toEqual({ tally: { 200: 20 }, winners: 20, faults: [] });
  }
}, 60_000);

it('leaves a sound record, without a deadlock or an error in the log', async () => {
  const errors = await servers.stop();
  expect({ errors, deadlocks: await servers.deadlocks() }).toEqual({ errors: [], deadlocks: 0 });
  expect(await audit(servers.database)).toEqual([]);
});
