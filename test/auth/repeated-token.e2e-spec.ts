import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.js';
import { patchedDist, type Patches } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { claimsFor, TEST_AUDIENCE, TEST_ISSUER, TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { keyServer } from './local-servers.js';

// A token that was let in once is remembered; that must never let it in again when it would not be let in today.

jest.setTimeout(60_000);

const path = `/api/organizations/${TEST_ORGANIZATION}/phone-numbers`;
const LET_IN = 404;

let database: RecordDatabase;
beforeAll(async () => (database = await createDatabase()));
afterAll(() => database.drop());

async function withServer(
  patches: Patches,
  env: Record<string, string> | undefined,
  work: (server: TestServer) => Promise<void>,
) {
  const patched = await patchedDist(patches);
  const server = await startServer({ database, main: patched.main, env });
  try {
    await work(server);
  } finally {
    await server.stop();
    await patched.remove();
  }
}

describe('a token that expires', () => {
  /** Two seconds before the end of what clocks may differ by. */
  const almostOver = (): string => {
    const now = Math.floor(Date.now() / 1000);
    return tokenFor({ roles: ['SUPERADMIN'], iat: now - 300, exp: now - 27 });
  };

  it.each([
    ['is refused from then on', {}, 401],
    [
      'would go on without a look at the clock',
      { 'auth/verified-tokens.js': { 'checkTimes(known.times': '(()=>{})(known.times' } },
      LET_IN,
    ],
  ] as const)('%s', async (_what, patches, later) => {
    await withServer(patches, undefined, async ({ url }) => {
      const token = almostOver();
      expect((await ask(url, { path, token })).status).toBe(LET_IN);
      await sleep(3_500);
      expect((await ask(url, { path, token })).status).toBe(later);
    });
  });
});

describe('a token whose key is withdrawn', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const published = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'old' };
  const other = {
    ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }),
    kid: 'new',
  };
  const SOON = { 'auth/issuer-keys.js': { '10 * 60_000': '500', 'PAUSE_MS = 30_000': 'PAUSE_MS = 0' } };

  function signed(): string {
    const parts = [{ alg: 'ES256', typ: 'at+jwt', kid: 'old' }, claimsFor({ roles: ['SUPERADMIN'] })];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const signature = sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${signature.toString('base64url')}`;
  }

  it.each([
    ['is refused once the keys were fetched again', {}, 401],
    [
      'would go on if the key set were not watched',
      { 'auth/verified-tokens.js': { 'this.checkedWith === this.signingKeys.generation': 'this.checkedWith' } },
      LET_IN,
    ],
  ] as const)('%s', async (_what, patches, later) => {
    const paths = { '/keys': { keys: [published] } };
    const keys = await keyServer(paths);
    const env = {
      AUTH_JWKS_URL: `${keys.url}/keys`,
      AUTH_ISSUER: TEST_ISSUER,
      AUTH_AUDIENCE: TEST_AUDIENCE,
      AUTH_SUPERADMIN_ORGANIZATIONS: TEST_ORGANIZATION,
    };
    await withServer({ ...SOON, ...patches }, env, async ({ url }) => {
      const token = signed();
      expect((await ask(url, { path, token })).status).toBe(LET_IN);
      paths['/keys'] = { keys: [other] };
      await sleep(1_200);
      expect((await ask(url, { path, token })).status).toBe(later);
    });
    await keys.stop();
  });
});
