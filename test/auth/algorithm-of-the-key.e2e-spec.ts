import { dirname } from 'node:path';
import { patchedDist, type Patches } from '../patched-dist.js';
import { TEST_AUDIENCE, TEST_ISSUER } from '../tokens.js';
import { algorithmCases } from './algorithm-cases.js';
import { keyServer, type LocalServer } from './local-servers.js';
import { send } from './raw-request.js';
import { startStandIn } from './stand-in.js';
import { publishedKeys, TokenKit } from './token-kit.js';
import { letIn } from './verdict.js';

// The negative control of the token corpus for algorithms: each defence taken out lets its tokens in.

const PATH = '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers';

let keys: LocalServer;
beforeAll(async () => (keys = await keyServer({ '/keys': { keys: publishedKeys } })));
afterAll(() => keys.stop());

it.each<[string, Patches, string | undefined]>([
  ['no bad token is let in', {}, undefined],
  [
    'the algorithm of the token would do, if the key were not asked for which it is',
    { 'auth/issuer-keys.js': { 'key.algorithm === alg &&': '' } },
    'jA21 RS512 under k1',
  ],
  [
    'a key would check what it is not for, if its `alg` were not read',
    { 'auth/key-set.js': { 'alg === undefined ? fitting[0]': 'true ? fitting[0]' } },
    'jA21 RS256 under rs512',
  ],
  [
    'a key for encryption would check tokens, if its `use` were not read',
    { 'auth/key-set.js': { "use !== 'sig'": 'false' } },
    'jA22 RSA key for encryption',
  ],
  [
    'everybody could sign for an Ed25519 key of small order, if it were taken',
    { 'auth/key-set.js': { 'hasSmallOrder(key)': 'false' } },
    'jA22 EdDSA, small-order key',
  ],
  [
    'any EdDSA token would do, if the signature were not checked',
    { 'auth/jwt.strategy.js': { "isSignedBy(token, key, 'EdDSA')": 'true' } },
    'jA21 EdDSA under ed25519',
  ],
])(
  '%s',
  async (_what, patches, letInThen) => {
    const patched = await patchedDist(patches);
    const server = await startStandIn(dirname(patched.main), {
      AUTH_JWKS_URL: `${keys.url}/keys`,
      AUTH_ISSUER: TEST_ISSUER,
      AUTH_AUDIENCE: TEST_AUDIENCE,
    });
    try {
      const entered: string[] = [];
      for (const given of algorithmCases(new TokenKit('key_set', '')).filter(({ expect }) => expect !== 'accepted')) {
        if (letIn(await send(server.url, PATH, given))) entered.push(`${given.row} ${given.what}`);
      }
      if (letInThen) expect(entered).toContain(letInThen);
      else expect(entered).toEqual([]);
    } finally {
      await server.stop();
      await patched.remove();
    }
  },
  60_000,
);
