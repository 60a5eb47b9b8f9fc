import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoKey, signDemoToken } from './demo-key.js';
import { checkToken } from './token-gate.js';
import { demoTrust } from './trust.js';

let directory: string;
beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'linebook-demo-key-'))));
afterEach(() => rm(directory, { recursive: true }));

describe('demoKey', () => {
  it('is one for all who start at once, and stays', async () => {
    const data = join(directory, 'not/yet/there');
    const keys = await Promise.all(Array.from({ length: 20 }, () => demoKey(data)));
    const first = (await demoKey(data)).export();
    expect(first).toHaveLength(32);
    expect(keys.every((key) => key.export().equals(first))).toBe(true);
    expect(await readdir(data)).toEqual(['demo-key']);
    expect((await stat(join(data, 'demo-key'))).mode & 0o777).toBe(0o600);
  });

  it('differs from directory to directory', async () => {
    const [one, other] = await Promise.all([demoKey(join(directory, 'a')), demoKey(join(directory, 'b'))]);
    expect(one.export().equals(other.export())).toBe(false);
  });

  it('is refused when others can read it, or when it is cut short', async () => {
    await demoKey(directory);
    await chmod(join(directory, 'demo-key'), 0o644);
    await expect(demoKey(directory)).rejects.toThrow('can be read by others');
    await rm(join(directory, 'demo-key'));
    await writeFile(join(directory, 'demo-key'), 'short', { mode: 0o600 });
    await expect(demoKey(directory)).rejects.toThrow('is not a key');
  });
});

describe('signDemoToken', () => {
  it('signs what a server of the same directory lets in', async () => {
    const key = await demoKey(directory);
    const token = signDemoToken(key, { roles: ['SUPERADMIN'], scopes: ['a', 'b'], subject: 'me' });
    expect(() => checkToken(token, demoTrust(key), Math.floor(Date.now() / 1000))).not.toThrow();
  });

  it.each([0, -1, 3601, NaN])('refuses a lifetime of %s seconds', async (lifetimeSeconds) => {
    const key = await demoKey(directory);
    expect(() => signDemoToken(key, { lifetimeSeconds })).toThrow(RangeError);
  });
});
