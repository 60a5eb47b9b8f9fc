import type { Principal } from './principal.js';
import type { Generation, SigningKeys } from './signing-keys.js';
import { MOST_VERIFIED_TOKENS, VerifiedTokens } from './verified-tokens.js';

const CALLER = { subject: 'sam' } as Principal;

const now = (): number => Math.floor(Date.now() / 1000);
const minutes = (more = {}) => ({ exp: now() + 300, iat: now() - 60, nbf: undefined, ...more });

interface Keys {
  generation: Generation;
}
const someKeys = (): Keys => ({ generation: Symbol('keys') });
const tokensWith = (keys: Keys): VerifiedTokens => new VerifiedTokens(keys as unknown as SigningKeys);

afterEach(() => jest.useRealTimers());

it('knows a token that was checked, and no other', () => {
  const keys = someKeys();
  const tokens = tokensWith(keys);
  expect(tokens.find('a')).toBeUndefined();
  tokens.remember('a', keys.generation, { caller: CALLER, times: minutes(), maxTokenAgeSeconds: 3600 });
  expect([tokens.find('a'), tokens.find('b')]).toEqual([CALLER, undefined]);
});

it.each([
  ['expired', { exp: now() + 60 }, 91, 'The token has expired'],
  ['too old by a trust that is stricter now', { iat: now() - 3600 }, 0, 'The lifetime of the token is too long'],
  ['not yet valid, as the clock was put back', { nbf: now() + 20 }, -60, 'The token is not valid yet'],
])('refuses a token that is %s', (_what, times, seconds, message) => {
  const keys = someKeys();
  const tokens = tokensWith(keys);
  tokens.remember('a', keys.generation, { caller: CALLER, times: minutes(times), maxTokenAgeSeconds: 3600 });
  jest.useFakeTimers({ now: Date.now() + seconds * 1000 });
  expect(() => tokens.find('a')).toThrow(expect.objectContaining({ details: message }));
});

it('forgets everything with the key set, also what was checked while it changed', () => {
  const keys = someKeys();
  const before = keys.generation;
  const tokens = tokensWith(keys);
  tokens.remember('a', before, { caller: CALLER, times: minutes(), maxTokenAgeSeconds: 3600 });
  expect(tokens.find('a')).toBe(CALLER);
  keys.generation = Symbol('others');
  expect([tokens.find('a'), tokens.size]).toEqual([undefined, 0]);
  tokens.remember('b', before, { caller: CALLER, times: minutes(), maxTokenAgeSeconds: 3600 });
  expect(tokens.size).toBe(0);
});

it('remembers so many and no more: the oldest goes', () => {
  const keys = someKeys();
  const tokens = tokensWith(keys);
  for (let n = 0; n <= MOST_VERIFIED_TOKENS; n++) {
    tokens.remember(`token ${n}`, keys.generation, { caller: CALLER, times: minutes(), maxTokenAgeSeconds: 3600 });
  }
  expect([tokens.size, tokens.find('token 0'), tokens.find('token 1')]).toEqual([
    MOST_VERIFIED_TOKENS,
    undefined,
    CALLER,
  ]);
});
