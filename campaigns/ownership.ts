import { parseArgs } from 'node:util';
import { audit } from '../test/ownership/audit.js';
import { chaos, CHAOS_CONNECTIONS } from '../test/ownership/chaos.js';
import { RACERS, RaceTrack, type RoundOutcome } from '../test/ownership/race.js';
import { add, type Tally } from '../test/ownership/tally.js';
import { TwoServers } from '../test/ownership/two-servers.js';

// One number, one holder, under more load than the tests have time for (CONTRIBUTING, "Campaigns").

/** A machine that is too slow for the rounds must not go on for ever. */
const MOST_MINUTES_PER_PART = 40;
/** One round of parallel calls of one user for so many races. */
const PARALLEL_EVERY = 5;

interface Options {
  seed: number;
  rounds: number;
  seconds: number;
}

interface Part {
  what: string;
  rounds: number;
  seconds: number;
  tally: Tally;
  faults: string[];
}

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const options = optionsOf(args);
  console.log(`seed ${options.seed}, ${options.rounds} rounds, ${options.seconds} seconds of chaos`);
  const parts = [...(await races(options)), await chaotic(options)];
  parts.forEach(print);
  const faults = parts.reduce((sum, part) => sum + part.faults.length, 0);
  console.log(faults ? `${faults} violations` : 'no violation');
  return faults === 0;
}

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
    },
  });
  return {
    seed: whole('--seed', values.seed),
    rounds: whole('--rounds', values.rounds ?? (values.quick ? '20' : '1000')),
    seconds: whole('--seconds', values.seconds ?? (values.quick ? '10' : '60')),
  };
}

function whole(option: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Error(`${option}: expected a whole number`);
  return Number(text);
}

async function races({ rounds }: Options): Promise<Part[]> {
  const servers = await TwoServers.start({ connections: RACERS });
  const track = await RaceTrack.lay(servers);
  const race = await repeated(`${RACERS} users, one number`, rounds, (round) => track.race(round));
  const parallel = await repeated('20 numbers, one user', Math.ceil(rounds / PARALLEL_EVERY), (round) =>
    track.lastOneStays(round),
  );
  const left = [...(await audit(servers.database)), ...(await servers.stop()).map((line) => `logged: ${line}`)];
  const deadlocks = await servers.deadlocks();
  await servers.database.drop();
  parallel.faults.push(...left, ...(deadlocks ? [`the database broke ${deadlocks} deadlocks`] : []));
  return [race, parallel];
}

async function repeated(what: string, rounds: number, one: (round: number) => Promise<RoundOutcome>): Promise<Part> {
  const started = Date.now();
  const part: Part = { what, rounds: 0, seconds: 0, tally: {}, faults: [] };
  const until = started + MOST_MINUTES_PER_PART * 60_000;
  while (part.rounds < rounds && Date.now() < until) {
    const { tally, faults } = await one(part.rounds);
    add(part.tally, tally);
    part.faults.push(...faults.map((fault) => `round ${part.rounds}: ${fault}`));
    if (++part.rounds % 100 === 0) console.log(`${what}: ${part.rounds} rounds`);
  }
  if (part.rounds < rounds) part.faults.push(`only ${part.rounds} of ${rounds} rounds in the time`);
  return { ...part, seconds: secondsSince(started) };
}

async function chaotic({ seconds, seed }: Options): Promise<Part> {
  const servers = await TwoServers.start({ connections: CHAOS_CONNECTIONS });
  const started = Date.now();
  const { tally, calls, imports, operations, changes, faults } = await chaos(servers, { seconds, seed });
  await servers.database.drop();
  const what = `chaos: ${calls} calls, ${imports} imports, ${operations} operations, ${changes} changes`;
  return { what, rounds: 1, seconds: secondsSince(started), tally, faults };
}

function secondsSince(started: number): number {
  return Math.round((Date.now() - started) / 100) / 10;
}

function print({ what, rounds, seconds, tally, faults }: Part): void {
  console.log(`\n${what}: ${rounds} rounds, ${seconds} s, ${faults.length} violations`);
  for (const outcome of Object.keys(tally).sort()) {
    console.log(`  ${outcome.padEnd(48)} ${String(tally[outcome]).padStart(8)}`);
  }
  faults.slice(0, 20).forEach((fault) => console.log(`  violation: ${fault}`));
}
