import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SERVICES, UK } from '../../src/examples/ternfield.js';
import { linebook } from '../cli/linebook.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'linebook-demo-'));
// A name that a shell has to be told of.
const data = join(folder, "it's a demo");
const options = { env: { PATH: process.env.PATH, HOME: folder }, cwd: resolve('.') };

let demo: ChildProcess;
let printed: string;
beforeAll(async () => {
  ({ demo, printed } = await startDemo());
});
afterAll(async () => {
  await stopDemo(demo);
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
});

async function startDemo(): Promise<{ demo: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, ['bin/linebook.mjs', 'demo', '--port', '0', '--data', data], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const held of [child, child.stdout as Socket, child.stderr as Socket]) held.unref();
  writeFileSync(join(process.env.TEST_SERVERS!, String(child.pid)), '');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  while (!said.includes('Ctrl-C')) {
    if (child.exitCode !== null) throw new Error(`ended: ${said}`);
    await sleep(20);
  }
  return { demo: child, printed: said };
}

async function stopDemo(child: ChildProcess): Promise<unknown> {
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number];
  rmSync(join(process.env.TEST_SERVERS!, String(child.pid)), { force: true });
  return code;
}

/** What a shell answers to the line that is printed below this text. */
async function pasted(text: string): Promise<string> {
  const line = printed.split('\n').find((_, n, lines) => lines[n - 1]?.startsWith(text));
  return (await promisify(execFile)('sh', ['-c', line!], options)).stdout;
}

it('prints lines that do what is said above them, as they are pasted', async () => {
  const list = JSON.parse(await pasted('The organizations face')) as { assignments: { userName: string }[] };
  expect(list.assignments.length).toBeGreaterThan(20);
  expect(JSON.parse(await pasted('Give Miriam'))).toEqual({ success: true, message: 'sinch phone number assigned' });
  expect(JSON.parse(await pasted('The same with the number of a colleague'))).toMatchObject({
    code: 'second_inbound_holder',
    conflict: {
      holder: { name: 'Katharina Brandt' },
      since: '2022-12-24T00:00:00.000Z',
      freeNumbers: expect.arrayContaining(['+493023125113']),
    },
  });
  const own = await pasted('The workspaces face');
  expect(JSON.parse(own)).toMatchObject({
    phoneNumbers: [{ external: '+12065550100', esn: '82061100', primary: true }, {}, {}],
    location: { name: 'Seattle' },
    organization: { name: 'Ternfield Freight' },
  });
  expect(await pasted('The same for Ternfield Services')).toBe(own);
  const inventory = (await pasted('All numbers of Ternfield Services')).trim().split(/\r?\n/);
  expect(inventory).toHaveLength(1 + 28);
  const docs = /tried, at (\S+)/.exec(printed)![1]!;
  expect((await fetch(docs)).status).toBe(200);
});

it('has the group in the record as its files tell it', async () => {
  const exported = async (layout: string) => {
    const { stdout } = await linebook(['export', layout, '--all', '--data', data]);
    return stdout.trim().split(/\r?\n/).slice(1);
  };
  const fields = (rows: string[], column: number): Set<string> => new Set(rows.map((row) => row.split(',')[column]!));
  // Beside the group there is one organization with two users, and one with one workspace, from the vendors' documents.
  const [numbers, users, workspaces] = [
    await exported('inventory'),
    await exported('users'),
    await exported('workspaces'),
  ];
  expect([numbers.length, fields(numbers, 0).size]).toEqual([300 + 3, 4 + 2]);
  expect(users.filter((row) => row.includes('ternfield.example')).length).toBeGreaterThan(200);
  expect(workspaces.filter((row) => row.includes('Ternfield'))).toHaveLength(58);
  const partners = await linebook(['partners', 'list', '--data', data]);
  expect(
    partners.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t')[2]),
  ).toEqual(['full', 'read']);
});

it('starts again on the same directory, with what was assigned meanwhile, and changes nothing', async () => {
  const changes = async () => (await linebook(['changes', '--data', data])).stdout;
  const before = await changes();
  expect(await stopDemo(demo)).toBe(0);
  ({ demo, printed } = await startDemo());
  expect(await changes()).toBe(before);
});

it('starts again after users, numbers and partnerships of the examples are gone, and changes nothing', async () => {
  const run = async (...args: string[]) => {
    const outcome = await linebook([...args, '--data', data]);
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    return outcome.stdout;
  };
  const katharina = '63a709c87d3b9f0012e84a85';
  await run('users', 'remove', katharina);
  await run('users', 'erase', katharina, '--yes');
  await run('numbers', 'transfer', '+493023125131', '--to', UK, '--release');
  await run('partners', 'revoke', '--customer', UK, '--partner', SERVICES);
  const before = await run('changes');
  expect(await stopDemo(demo)).toBe(0);
  ({ demo, printed } = await startDemo());
  expect(await run('changes')).toBe(before);
  expect(await run('partners', 'list')).toMatch(/^\S+\t\S+\tfull\t.*\n$/);
  expect(await run('users', 'list')).not.toContain('Katharina Brandt');
});
