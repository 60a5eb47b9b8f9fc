import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../test/ownership/random.js';
import { patchedDist } from '../test/patched-dist.js';
import { EQUIVALENT } from '../test/tenants/equivalent.js';
import { predicatesOf, type Predicate } from '../test/tenants/predicates.js';
import { TenantTable, type Outcome } from '../test/tenants/table.js';

// The SQL of requests without one of its predicates on organization, location or partnership: test/tenants must turn red
// for each (CONTRIBUTING, "Campaigns").

/** What no request of the application runs: the command line acts for the operator, who has no tenant. */
const OF_THE_COMMAND_LINE = ['backup', 'changes', 'csv', 'export', 'holders', 'import', 'locations', 'organizations'];
const CORE = 'phone-numbers';
const QUICK = 6;

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick, only, list } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
    },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const found = await allPredicates();
  const unlisted = EQUIVALENT.filter((known) => !found.some((one) => isKnown(one, known)));
  unlisted.forEach(({ file, text }) => console.log(`  not in the source any more: ${file}: ${text}`));
  const equivalent = found.filter((one) => EQUIVALENT.some((known) => isKnown(one, known)));
  const all = found.filter((one) => !equivalent.includes(one) && (!only || nameOf(one).includes(only)));
  if (list) all.forEach((one) => console.log(nameOf(one)));
  if (list) return true;
  const tried = quick ? new Random(Number(seed)).some(all, QUICK) : all;
  console.log(
    `seed ${seed}, ${found.length} predicates, ${equivalent.length} of them equivalent, ${tried.length} tried`,
  );
  const started = Date.now();
  const { cells, requests, faults } = await tableOn(undefined);
  console.log(
    `as it is: ${cells} cells, ${requests} requests, ${faults.length} faults, ${(Date.now() - started) / 1000} s`,
  );
  faults.slice(0, 10).forEach((fault) => console.log(`  violation: ${fault}`));
  const missed: Predicate[] = [];
  for (const predicate of tried) if (!(await isNoticed(predicate))) missed.push(predicate);
  console.log(`${tried.length - missed.length} of ${tried.length} noticed`);
  missed.forEach((predicate) => console.log(`  violation: nothing notices that ${nameOf(predicate)} is gone`));
  return !faults.length && !missed.length && !unlisted.length;
}

const nameOf = ({ source, line, text }: Predicate): string => `${source}:${line}: ${text}`;
const isKnown = ({ source, text, nth }: Predicate, known: (typeof EQUIVALENT)[number]): boolean =>
  source === `src/${known.file}` && text === known.text && (known.nth === undefined || known.nth === nth);

/** Of the sources, and where they are in the build. */
async function allPredicates(): Promise<Predicate[]> {
  const files = await readdir(resolve('dist', CORE), { recursive: true });
  const asked = files
    .filter((file) => file.endsWith('.js') && !OF_THE_COMMAND_LINE.includes(file.split('/')[0]!))
    .sort();
  const found: Predicate[] = [];
  for (const file of asked) {
    const built = join(CORE, file);
    const source = join('src', CORE, file.replace(/\.js$/, '.ts'));
    const [inSource, inBuild] = [
      await readFile(resolve(source), 'utf8'),
      await readFile(resolve('dist', built), 'utf8'),
    ];
    found.push(...predicatesOf({ source, inSource, built, inBuild }));
  }
  return found;
}

/** Whether a build without it answers otherwise. */
async function isNoticed(predicate: Predicate): Promise<boolean> {
  const whole = await readFile(resolve('dist', predicate.built), 'utf8');
  const build = await patchedDist({ [predicate.built]: { [whole]: predicate.removedFrom(whole) } });
  const started = Date.now();
  try {
    const { faults } = await tableOn(build.main);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(
      `${faults.length ? 'red' : 'GREEN'} after ${seconds} s: ${nameOf(predicate)}${faults[0] ? `\n    ${faults[0].slice(0, 200)}` : ''}`,
    );
    return faults.length > 0;
  } finally {
    await build.remove();
  }
}

async function tableOn(main: string | undefined): Promise<Outcome> {
  const table = await TenantTable.start({ main, endsAtFault: main !== undefined });
  try {
    return await table.run();
  } finally {
    await table.stop();
  }
}
