import { Agent, get } from 'node:http';
import { startServer } from '../start-server.js';
import { TEST_AUDIENCE, TEST_ISSUER, TOKEN_ENVIRONMENT } from '../tokens.js';
import { corpus, tokenCase, type Case } from './corpus.js';
import { keyServer, trap, type LocalServer } from './local-servers.js';
import { send } from './raw-request.js';
import { goodRsa, publishedKeys, TokenKit, type Mode } from './token-kit.js';
import { fault } from './verdict.js';

// Any workspace that does not exist: who is let in gets 404, never 400, 401 or 403.
const PATH = '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers';
const RANDOM_TOKENS = 2000;

let keys: LocalServer;
let trapped: LocalServer;

beforeAll(async () => {
  keys = await keyServer({ '/keys': { keys: publishedKeys }, '/one-key': { keys: [goodRsa] } });
  trapped = await trap();
});
afterAll(async () => {
  await keys.stop();
  await trapped.stop();
});

const keySetEnvironment = (path: string): Record<string, string> => ({
  AUTH_JWKS_URL: `${keys.url}${path}`,
  AUTH_ISSUER: TEST_ISSUER,
  AUTH_AUDIENCE: TEST_AUDIENCE,
});

const environments: Record<Mode, () => Record<string, string>> = {
  secret: () => TOKEN_ENVIRONMENT,
  key_set: () => keySetEnvironment('/keys'),
};

describe.each(['secret', 'key_set'] as const)('the token corpus, keys from a %s', (mode) => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let kit: TokenKit;
  let startedAt: number;

  beforeAll(async () => {
    startedAt = Date.now();
    server = await startServer({ env: environments[mode]() });
    kit = new TokenKit(mode, trapped.url);
  });
  afterAll(() => server.stop());

  it('answers every row as it says, and lets a good token in after each refusal', async () => {
    const cases = corpus(kit);
    const faults: string[] = [];
    for (const [i, given] of cases.entries()) {
      const answer = await send(server.url, PATH, given);
      faults.push(...[fault(given, answer)].filter((text) => text !== undefined));
      if (i % 10 === 0) faults.push(...(await stillOpen(server.url, kit, given)));
    }
    const refused = cases.filter(({ expect }) => expect !== 'accepted').length;
    console.log(`token corpus, ${mode}: ${cases.length} cases, ${refused} of them refused, ${faults.length} wrong`);
    expect(faults).toEqual([]);
    expect(({} as Record<string, unknown>).roles).toBeUndefined();
  }, 120_000);

  it(`jT15: refuses ${RANDOM_TOKENS} random texts as 401`, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const answers = await Promise.all(randomTexts(RANDOM_TOKENS).map((text) => answerTo(server.url, text, agent)));
    agent.destroy();
    expect(new Set(answers)).toEqual(new Set(['401 invalid_token']));
    expect(await stillOpen(server.url, kit)).toEqual([]);
  }, 60_000);

  it('jT16: answers OPTIONS without a token', async () => {
    const options = { row: 'jT16', what: 'OPTIONS', expect: 'accepted' as const, method: 'OPTIONS', lines: [] };
    const answer = await send(server.url, PATH, options);
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, expect.stringContaining('GET')]);
  });

  it('connects nowhere for a token, and to the key server at most once per 30 s', () => {
    expect(trapped.count()).toBe(0);
    const pauses = Math.ceil((Date.now() - startedAt) / 30_000);
    expect(keys.count()).toBeLessThanOrEqual(mode === 'secret' ? 0 : 1 + pauses);
  });

  it('writes no token to its log', () => {
    const token = kit.good();
    expect(server.log()).not.toContain(token.split('.')[0]);
    expect(server.log()).not.toContain('access_token');
  });
});

describe('jK08: a token without kid', () => {
  it('is let in when the key set has one key only', async () => {
    const server = await startServer({ env: keySetEnvironment('/one-key') });
    try {
      const token = new TokenKit('key_set', trapped.url).headed({ kid: undefined });
      const given = tokenCase('jK08', 'no kid, one key', token, 'accepted');
      expect(fault(given, await send(server.url, PATH, given))).toBeUndefined();
    } finally {
      await server.stop();
    }
  });
});

async function stillOpen(url: string, kit: TokenKit, after?: Case): Promise<string[]> {
  const good = tokenCase('P', `good token after ${after?.row ?? 'all'} ${after?.what ?? ''}`, kit.good(), 'accepted');
  const wrong = fault(good, await send(url, PATH, good));
  return wrong ? [wrong] : [];
}

/** The same texts in each run: of any printable characters, and of those that a token has. */
function randomTexts(count: number): string[] {
  let state = 42;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_...eyJ';
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: 1 + random(200) }, () =>
      i % 2 ? alphabet[random(alphabet.length)] : String.fromCharCode(33 + random(94)),
    ).join(''),
  );
}

/** The status, and the error that the challenge names. */
function answerTo(url: string, token: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}${PATH}`, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      const error = /error="(\w+)"/.exec(response.headers['www-authenticate'] ?? '')?.[1];
      response.resume().on('end', () => resolve(`${response.statusCode} ${error}`));
    });
    request.on('error', reject);
  });
}
