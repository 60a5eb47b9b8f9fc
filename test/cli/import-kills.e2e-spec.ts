import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedProcess, postmasterPid, rowsOf } from '../database/embedded-process.js';
import { linebook, startLinebook } from './linebook.js';
import { assignment } from './vendor-answers.js';

jest.setTimeout(300_000);

const ROUNDS = 20;
const USERS = 1_000;

let home: string;
let data: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'linebook-kills-'));
  data = join(home, 'data');
});
afterAll(async () => {
  await EmbeddedProcess.endAll();
  rmSync(home, { recursive: true, force: true, maxRetries: 20 });
});

const organizationOf = (round: number): string => round.toString(16).padStart(24, 'abc0');

/** Users and numbers of this round only. */
function fileOf(round: number): string {
  const assignments = Array.from({ length: USERS }, (_, i) =>
    assignment(0x100000 + round * USERS + i, 0, { phoneNumber: `+49${1_000_000_000 + round * USERS + i}` }),
  );
  return JSON.stringify({ assignments });
}

const argumentsOf = (round: number) => ['import', '-', '--organization', organizationOf(round), '--data', data];

/** The same moments in each run of the test. */
function moments(count: number, withinMs: number): number[] {
  let state = 7;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * withinMs);
  });
}

it(`kill -9 of the import and of its database at ${ROUNDS} moments: each file is there as a whole or not at all`, async () => {
  expect(await linebook(argumentsOf(0), { input: fileOf(0) })).toMatchObject({ code: 0 });
  const startedAt = Date.now();
  expect(await linebook(argumentsOf(1), { input: fileOf(1) })).toMatchObject({ code: 0 });
  // A little beyond the usual end, so that some are killed after they were acknowledged.
  const durationMs = (Date.now() - startedAt) * 1.3;

  const acknowledged = new Set([0, 1]);
  for (const [i, moment] of moments(ROUNDS, durationMs).entries()) {
    const round = i + 2;
    if (await importAndKill(round, moment)) acknowledged.add(round);
  }

  const found = await countByOrganization();
  const rounds = Array.from({ length: ROUNDS + 2 }, (_, round) => round);
  for (const round of rounds) expect([0, USERS]).toContain(found.get(organizationOf(round)) ?? 0);
  for (const round of acknowledged) expect(found.get(organizationOf(round))).toBe(USERS);
  console.log(
    `${acknowledged.size - 2} of ${ROUNDS} were acknowledged before the kill, ${[...found.values()].length - 2} are there, none is half there`,
  );
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends the import, and the database that it started', async (signal) => {
  const child = startLinebook(['import', '-', '--data', data], {});
  let output = '';
  child.stderr!.on('data', (text: Buffer) => (output += text.toString()));
  child.stdin!.on('error', () => {});
  child.stdin!.write('[');
  const ended = once(child, 'close');
  const hasBackend = async (): Promise<boolean> => {
    const pid = postmasterPid(data);
    return pid !== undefined && isServer(pid) && (await backendsOf(pid)).some((title) => title.includes('COPY'));
  };
  while (!(await hasBackend())) await sleep(20);
  const pid = postmasterPid(data)!;
  child.kill(signal);
  expect([await ended, output, isServer(pid)]).toEqual([[null, signal], '', false]);
});

async function backendsOf(pid: number): Promise<string[]> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return Promise.all(children.map((child) => readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '')));
}

/** Answers whether the import said that it was done. */
async function importAndKill(round: number, afterMs: number): Promise<boolean> {
  const child = startLinebook(argumentsOf(round), {});
  let output = '';
  child.stdout!.on('data', (text: Buffer) => (output += text.toString()));
  child.stdin!.on('error', () => {});
  child.stdin!.end(fileOf(round));
  const ended = once(child, 'close');
  await sleep(afterMs);
  child.kill('SIGKILL');
  const pid = postmasterPid(data);
  if (pid && isServer(pid)) process.kill(pid, 'SIGKILL');
  await ended;
  return output.includes('created');
}

/** The file may be left from a server that has gone. */
function isServer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data);
  } catch {
    return false;
  }
}

async function countByOrganization(): Promise<Map<string, number>> {
  const opened = await EmbeddedProcess.open(data);
  const rows = await rowsOf<{ id: string; n: number }>(
    opened.ownerUrl,
    `SELECT o.object_id AS id, count(a.id)::int AS n FROM organizations o
       LEFT JOIN number_assignments a ON a.organization_id = o.id GROUP BY 1`,
  );
  // Each organization's change row came with its rows, or not at all.
  const [{ orphans }] = (await rowsOf<{ orphans: number }>(
    opened.ownerUrl,
    `SELECT count(*)::int AS orphans FROM organizations o WHERE (SELECT count(*) FROM changes c WHERE c.organization_id = o.id) <> 1`,
  )) as [{ orphans: number }];
  expect(orphans).toBe(0);
  expect(await opened.release()).toBe(0);
  return new Map(rows.map(({ id, n }) => [id, n]));
}
