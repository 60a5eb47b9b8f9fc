import type { JsonWebKey } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { SigningKeys } from '../../src/auth/signing-keys.js';
import type { TokenTrust } from '../../src/auth/trust.js';
import { keyServer, type LocalServer } from './local-servers.js';
import { goodEc, goodRsa } from './token-kit.js';

// Ten minutes that a test over HTTP cannot wait for; key-rotation.e2e-spec.ts shortens them.

const MINUTE_MS = 60_000;

let paths: { '/keys'?: { keys: JsonWebKey[] } };
let server: LocalServer;
let signingKeys: SigningKeys;

beforeEach(async () => {
  paths = { '/keys': { keys: [goodRsa] } };
  server = await keyServer(paths);
  const keySource = { kind: 'key_set', url: new URL(`${server.url}/keys`) };
  const trust = { issuers: [{ issuer: 'https://issuer.test', keySource }] } as unknown as TokenTrust;
  signingKeys = new SigningKeys(trust);
  const before = signingKeys.generation;
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'] });
  signingKeys.onModuleInit();
  await until(() => signingKeys.generation !== before && jest.getTimerCount() === 1);
});
afterEach(async () => {
  signingKeys.onModuleDestroy();
  jest.useRealTimers();
  await server.stop();
});

/** The network is real, so that something takes a while. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
}

async function fetchedAgain(): Promise<void> {
  const before = server.count();
  jest.advanceTimersByTime(10 * MINUTE_MS);
  await until(() => server.count() === before + 1 && jest.getTimerCount() === 1);
}

it('fetches the key set every ten minutes', async () => {
  jest.advanceTimersByTime(10 * MINUTE_MS - 1);
  expect(jest.getTimerCount()).toBe(1);
  expect(server.count()).toBe(1);
  jest.advanceTimersByTime(1);
  await until(() => server.count() === 2 && jest.getTimerCount() === 1);
  await fetchedAgain();
});

it('has another generation only when the keys have changed, so that verified tokens are not forgotten for nothing', async () => {
  const before = signingKeys.generation;
  await fetchedAgain();
  expect(signingKeys.generation).toBe(before);
  paths['/keys'] = { keys: [goodRsa, goodEc] };
  await fetchedAgain();
  expect(signingKeys.generation).not.toBe(before);
});

it('keeps the old keys when a fetch fails, says so once, and tries again after half a minute', async () => {
  const said = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
  const before = signingKeys.generation;
  delete paths['/keys'];
  await fetchedAgain();
  expect(signingKeys.generation).toBe(before);
  expect(said.mock.calls).toEqual([
    ['The key set of https://issuer.test could not be loaded: the key server answered 404'],
  ]);
  said.mockRestore();
  paths['/keys'] = { keys: [goodEc] };
  jest.advanceTimersByTime(MINUTE_MS / 2);
  await until(() => signingKeys.generation !== before);
});

it('stops with the server', () => {
  signingKeys.onModuleDestroy();
  expect(jest.getTimerCount()).toBe(0);
});
