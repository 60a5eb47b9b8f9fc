import type { Principal } from './principal.js';
import type { KeySet, SigningKeys } from './signing-keys.js';
import type { TokenTrust } from './trust.js';
import { MOST_VERIFIED_TOKENS, VerifiedTokens } from './verified-tokens.js';

const TRUST = { maxTokenAgeSeconds: 3600 } as TokenTrust;
const CALLER = { subject: 'sam' } as Principal;

const now = (): number => Math.floor(Date.now() / 1000);
const minutes = (more = {}) => ({ exp: now() + 300, iat: now() - 60, nbf: undefined, ...more });

function tokensWith(keys: { keySet: KeySet; keepFresh?: () => Promise<void> | undefined }): VerifiedTokens {
  return new VerifiedTokens({ keepFresh: () => undefined, ...keys } as unknown as SigningKeys, TRUST);
}

afterEach(() => jest.useRealTimers());

it('knows a token that was checked, and no other', () => {
  const keySet: KeySet = [];
  const tokens = tokensWith({ keySet });
  expect(tokens.find('a')).toBeUndefined();
  tokens.remember('a', keySet, { principal: CALLER, times: minutes() });
  expect([tokens.find('a'), tokens.find('b')]).toEqual([CALLER, undefined]);
});

it.each([
  ['expired', { exp: now() + 60 }, 91, 'The token has expired'],
  ['too old by a trust that is stricter now', { iat: now() - 3600 }, 0, 'The lifetime of the token is too long'],
  ['not yet valid, as the clock was put back', { nbf: now() + 20 }, -60, 'The token is not valid yet'],
])('refuses a token that is %s', (_what, times, seconds, message) => {
  const keySet: KeySet = [];
  const tokens = tokensWith({ keySet });
  tokens.remember('a', keySet, { principal: CALLER, times: minutes(times) });
  jest.useFakeTimers({ now: Date.now() + seconds * 1000 });
  expect(() => tokens.find('a')).toThrow(message);
});

it('forgets everything with the key set, also what was checked while it changed', () => {
  const keys = { keySet: [] as KeySet };
  const tokens = new VerifiedTokens({ ...keys, keepFresh: () => undefined } as unknown as SigningKeys, TRUST);
  const live = {
    get keySet() {
      return keys.keySet;
    },
    keepFresh: () => undefined,
  };
  const watched = new VerifiedTokens(live as unknown as SigningKeys, TRUST);
  const before = keys.keySet;
  for (const one of [tokens, watched]) one.remember('a', before, { principal: CALLER, times: minutes() });
  keys.keySet = [];
  expect([tokens.find('a'), watched.find('a'), watched.size]).toEqual([CALLER, undefined, 0]);
  watched.remember('b', before, { principal: CALLER, times: minutes() });
  expect(watched.size).toBe(0);
});

it('waits for keys that are too old, and forgets what they replaced', async () => {
  let keySet: KeySet = [];
  const renewed = async (): Promise<void> => {
    keySet = [];
    return Promise.resolve();
  };
  const tokens = new VerifiedTokens(
    {
      get keySet() {
        return keySet;
      },
      keepFresh: renewed,
    } as unknown as SigningKeys,
    TRUST,
  );
  tokens.remember('a', keySet, { principal: CALLER, times: minutes() });
  await expect(tokens.find('a')).resolves.toBeUndefined();
});

it('remembers so many and no more: the oldest goes', () => {
  const keySet: KeySet = [];
  const tokens = tokensWith({ keySet });
  for (let n = 0; n <= MOST_VERIFIED_TOKENS; n++) {
    tokens.remember(`token ${n}`, keySet, { principal: CALLER, times: minutes() });
  }
  expect([tokens.size, tokens.find('token 0'), tokens.find('token 1')]).toEqual([
    MOST_VERIFIED_TOKENS,
    undefined,
    CALLER,
  ]);
});
