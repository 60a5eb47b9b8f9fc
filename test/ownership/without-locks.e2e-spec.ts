import { audit } from './audit.js';
import { RaceTrack, type RoundOutcome } from './race.js';
import { TwoServers } from './two-servers.js';
import { unlockedBuild, type UnlockedBuild } from './unlocked-build.js';

// The negative controls of the races: races that end well without what decides them would prove nothing about it.

const ROUNDS = 4;

let build: UnlockedBuild;
let servers: TwoServers;
let track: RaceTrack;

beforeAll(async () => void (build = await unlockedBuild()));
beforeEach(async () => {
  servers = await TwoServers.start({ connections: 200, main: build.main });
  track = await RaceTrack.lay(servers);
});
afterEach(async () => {
  await servers.stop();
  await servers.database.drop();
});
afterAll(() => build.remove());

/** Rounds with numbers that the record knows: inserting one would put the calls in a row, as a lock does. */
async function rounds(one: (round: number) => Promise<RoundOutcome>): Promise<RoundOutcome[]> {
  const outcomes: RoundOutcome[] = [];
  for (let i = 0; i < ROUNDS; i++) outcomes.push(await one(2 * i));
  return outcomes;
}

const winnersOf = (outcomes: RoundOutcome[]): number[] => outcomes.map(({ winners }) => winners);

it('without row locks the constraints still leave one winner, but parallel calls of one user fail', async () => {
  const races = winnersOf(await rounds((round) => track.race(round)));
  const accepted = winnersOf(await rounds((round) => track.lastOneStays(round)));
  console.log(
    `without locks: winners per race ${races.join(' ')}; accepted of 20 parallel calls ${accepted.join(' ')}`,
  );
  expect(races).toEqual(Array(ROUNDS).fill(1));
  expect(accepted.some((calls) => calls < 20)).toBe(true);
  expect(await audit(servers.database)).toEqual([]);
}, 60_000);

it('without row locks and without the constraints on receiving holders a race has several winners', async () => {
  await servers.database.query('DROP INDEX uq_number_assignments_inbound');
  await servers.database.query('ALTER TABLE number_assignments DROP CONSTRAINT ex_number_assignments_inbound');
  const races = winnersOf(await rounds((round) => track.race(round)));
  console.log(`without locks and constraints: winners per race ${races.join(' ')}`);
  expect(races.some((winners) => winners > 1)).toBe(true);
  const faults = (await audit(servers.database)).map((fault) => fault.replace(/: \d+$/, ''));
  expect(faults).toContain('two current holders receive a number');
}, 60_000);
