import { dirname, resolve } from 'node:path';
import { patchedDist, type PatchedDist } from '../patched-dist.js';
import { TEST_AUDIENCE, TEST_ISSUER, TOKEN_ENVIRONMENT } from '../tokens.js';
import { corpus } from './corpus.js';
import { keyServer, trap, type LocalServer } from './local-servers.js';
import { send } from './raw-request.js';
import { startStandIn } from './stand-in.js';
import { publishedKeys, TokenKit, type Mode } from './token-kit.js';
import { letIn } from './verdict.js';

// The negative control of the token corpus: a corpus that passes without the gate would prove nothing about it.

const PATH = '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers';

/** What passport-jwt would do on its own: its header pattern, and any header and claims. */
const LENIENT = {
  'export function bearerToken(': `export function bearerToken({ rawHeaders }) {
    const header = rawHeaders[rawHeaders.findIndex((name) => /^authorization$/i.test(name)) + 1] ?? '';
    const [, scheme, token] = /(\\S+)\\s+(\\S+)/.exec(header) ?? [];
    if (scheme?.toLowerCase() !== 'bearer') throw new Unauthenticated();
    return token;
  }
  function bearerTokenBehindTheGate(`,
  'export function checkToken(': `export function checkToken(token, { issuers: [issuer] }) {
    try { return { ...JSON.parse(Buffer.from(token.split('.')[0], 'base64url')), issuer }; } catch { return { issuer }; }
  }
  function checkTokenBehindTheGate(`,
};

let patched: PatchedDist;
let keys: LocalServer;
let trapped: LocalServer;

beforeAll(async () => {
  keys = await keyServer({ '/keys': { keys: publishedKeys } });
  trapped = await trap();
  patched = await patchedDist({ 'auth/token-gate.js': LENIENT });
}, 60_000);
afterAll(async () => {
  await patched.remove();
  await keys.stop();
  await trapped.stop();
});

const environments: Record<Mode, () => Record<string, string>> = {
  secret: () => TOKEN_ENVIRONMENT,
  key_set: () => ({ AUTH_JWKS_URL: `${keys.url}/keys`, AUTH_ISSUER: TEST_ISSUER, AUTH_AUDIENCE: TEST_AUDIENCE }),
};

describe.each(['secret', 'key_set'] as const)('the token corpus without the gate, keys from a %s', (mode) => {
  it('lets tokens in that the gate refuses', async () => {
    const kit = new TokenKit(mode, trapped.url);
    const withGate = await letInOf(resolve('dist'), kit);
    const withoutGate = await letInOf(dirname(patched.main), kit);
    const rows = new Set(withoutGate.map((text) => text.split(' ')[0]));
    console.log(`without the gate, ${mode}: ${withoutGate.length} bad tokens are let in, of ${[...rows].join(' ')}`);
    expect(withGate).toEqual([]);
    expect(withoutGate.length).toBeGreaterThan(0);
  }, 120_000);
});

/** The cases of the corpus that must be refused and are not. */
async function letInOf(dist: string, kit: TokenKit): Promise<string[]> {
  const server = await startStandIn(dist, environments[kit.mode]());
  try {
    const entered: string[] = [];
    for (const given of corpus(kit).filter(({ expect }) => expect !== 'accepted')) {
      const answer = await send(server.url, PATH, given);
      if (letIn(answer)) entered.push(`${given.row} ${given.what}`);
    }
    return entered;
  } finally {
    await server.stop();
  }
}
