import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Answer } from '../ask.js';
import { patchedDist, type Patches } from '../patched-dist.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { claimsFor, TEST_AUDIENCE, TEST_ISSUER, TEST_ORGANIZATION } from '../tokens.js';
import { keyServer, type LocalServer } from './local-servers.js';
import { compact, signatureOf } from './token-kit.js';

// An issuer signs with a new key as soon as it has published it, and before we know of it.

jest.setTimeout(60_000);

const path = `/api/organizations/${TEST_ORGANIZATION}/phone-numbers`;
const LET_IN = 404;
const ISSUER_KEYS = 'auth/issuer-keys.js';

let database: RecordDatabase;
beforeAll(async () => (database = await createDatabase()));
afterAll(() => database.drop());

const pair = (): KeyPairKeyObjectResult => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const issuer = { old: pair(), new: pair() };
type Kid = keyof typeof issuer;

function published(...kids: Kid[]): object {
  return { keys: kids.map((kid) => ({ ...issuer[kid].publicKey.export({ format: 'jwk' }), kid })) };
}

function signedWith(kid: Kid): string {
  const claims = claimsFor({ roles: ['SUPERADMIN'] });
  return compact({ alg: 'ES256', typ: 'at+jwt', kid }, claims, (text) =>
    signatureOf('ES256', text, issuer[kid].privateKey),
  );
}

interface Rotation {
  server: TestServer;
  keys: LocalServer;
  publish: (value: unknown) => void;
  /** With a token of this key. */
  asked: (kid: Kid) => Promise<Answer>;
}

/** A server that has fetched the old key. `undefined` published: the key server answers 404. */
async function withOldKey(patches: Patches, work: (rotation: Rotation) => Promise<void>): Promise<void> {
  const paths: Record<string, unknown> = { '/keys': published('old') };
  const keys = await keyServer(paths);
  const patched = await patchedDist(patches);
  const env = {
    AUTH_JWKS_URL: `${keys.url}/keys`,
    AUTH_ISSUER: TEST_ISSUER,
    AUTH_AUDIENCE: TEST_AUDIENCE,
    AUTH_SUPERADMIN_ORGANIZATIONS: TEST_ORGANIZATION,
  };
  const server = await startServer({ database, main: patched.main, env });
  const asked = (kid: Kid): Promise<Answer> => ask(server.url, { path, token: signedWith(kid) });
  try {
    expect((await asked('old')).status).toBe(LET_IN);
    await work({ server, keys, publish: (value) => (paths['/keys'] = value), asked });
  } finally {
    await server.stop();
    await patched.remove();
    await keys.stop();
  }
}

describe('a key that is not known while the pause after the last fetch runs', () => {
  it('is 503 on every face, and the key server is left alone', async () => {
    await withOldKey({}, async ({ server, keys, publish, asked }) => {
      publish(published('old', 'new'));
      const answer = await asked('new');
      expect([answer.status, answer.body]).toEqual([503, { error: 'Tokens cannot be checked at the moment' }]);
      expect(answer.headers['www-authenticate']).toBeUndefined();
      expect(answer.headers['retry-after']).toMatch(/^[1-9]\d?$/);
      expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(30);
      const workspaces = await ask(server.url, {
        path: '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers',
        token: signedWith('new'),
        headers: { trackingid: 'rotation' },
      });
      expect([workspaces.status, workspaces.body]).toEqual([
        503,
        {
          message: 'Tokens cannot be checked at the moment',
          errors: [{ description: 'Tokens cannot be checked at the moment' }],
          trackingId: 'rotation',
        },
      ]);
      expect(workspaces.headers['retry-after']).toMatch(/^[1-9]\d?$/);
      expect((await asked('old')).status).toBe(LET_IN);
      expect(keys.count()).toBe(1);
    });
  });

  it('would be 401 if the pause did not count', async () => {
    await withOldKey({ [ISSUER_KEYS]: { '!fetched || ': '' } }, async ({ publish, asked }) => {
      publish(published('old', 'new'));
      expect((await asked('new')).status).toBe(401);
    });
  });
});

describe('a key that is not known when the pause is over', () => {
  const PAUSE = { [ISSUER_KEYS]: { 'PAUSE_MS = 30_000': 'PAUSE_MS = 2_000' } };

  it('is let in once it is published, after `Retry-After`', async () => {
    await withOldKey(PAUSE, async ({ publish, asked }) => {
      publish(published('old', 'new'));
      const { status, headers } = await asked('new');
      expect(status).toBe(503);
      await sleep(Number(headers['retry-after']) * 1_000);
      expect((await asked('new')).status).toBe(LET_IN);
    });
  });

  it('is 401 when the set that was fetched just now lacks it, and 503 again in the next pause', async () => {
    await withOldKey(PAUSE, async ({ keys, asked }) => {
      await sleep(2_000);
      expect((await asked('new')).status).toBe(401);
      expect(keys.count()).toBe(2);
      expect((await asked('new')).status).toBe(503);
      expect(keys.count()).toBe(2);
    });
  });

  it('is 503 when the key server is away, and the old key goes on', async () => {
    await withOldKey(PAUSE, async ({ publish, asked }) => {
      publish(undefined);
      await sleep(2_000);
      expect((await asked('new')).status).toBe(503);
      expect((await asked('old')).status).toBe(LET_IN);
    });
  });
});

describe('the key set is fetched again in the background', () => {
  const SOON = { 'REFRESH_EVERY_MS = 10 * 60_000': 'REFRESH_EVERY_MS = 500' };
  const soonAnd = (change: object): Patches => ({ [ISSUER_KEYS]: { ...SOON, ...change } });

  it.each([
    // An unknown key now, in the pause after the fetch.
    ['a withdrawn key is believed no longer, though nobody asked for another', {}, 503],
    ['it would be believed for ever otherwise', { '()=>this.begin(url)': '()=>{}' }, LET_IN],
  ])('%s', async (_what, change, later) => {
    await withOldKey(soonAnd(change), async ({ publish, server }) => {
      const token = signedWith('old');
      expect((await ask(server.url, { path, token })).status).toBe(LET_IN);
      publish(published('new'));
      await sleep(1_200);
      expect((await ask(server.url, { path, token })).status).toBe(later);
    });
  });

  it('keeps the old keys and says so in one line when it fails, and tries again', async () => {
    const pause = { 'PAUSE_MS = 30_000': 'PAUSE_MS = 1_000' };
    await withOldKey(soonAnd(pause), async ({ publish, server, asked }) => {
      publish(undefined);
      await server.logged('The key set of');
      expect((await asked('old')).status).toBe(LET_IN);
      expect(server.log().match(/The key set of \S+ could not be loaded: the key server answered 404/g)).toHaveLength(
        1,
      );
      publish(published('old', 'new'));
      await sleep(1_800);
      expect((await asked('new')).status).toBe(LET_IN);
    });
  });
});
