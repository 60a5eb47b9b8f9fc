import type { ClaimPath } from '../settings/issuers/issuers-file.js';

/** The payload of a token. */
export type Claims = Record<string, unknown>;

const IDENTIFIER = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,255}$/u;
const WORDS_WITH_SINGLE_SPACES = /^[\x21-\x7e]+( [\x21-\x7e]+)*$/;

/** What a token says there; undefined: nothing. Of `*` among several members nobody can say which one is meant: undefined. */
export function claimAt(claims: Claims, path: ClaimPath): unknown {
  let value: unknown = claims;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const members = value as Claims;
    const key = name === '*' ? onlyKeyOf(members) : name;
    value = key !== undefined && Object.hasOwn(members, key) ? members[key] : undefined;
  }
  return value;
}

function onlyKeyOf(members: Claims): string | undefined {
  const [key, ...others] = Object.keys(members);
  return others.length ? undefined : key;
}

/** The path as an operator reads it: `realm_access > roles`. */
export const claimName = (path: ClaimPath): string => path.join(' > ');

/** A text that may name somebody or something. */
export function isIdentifier(value: unknown): value is string {
  return typeof value === 'string' && IDENTIFIER.test(value);
}

/** A list of texts as it is, a text by its single spaces. Anything else names nothing, so it gives nothing. */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? value : [];
  return typeof value === 'string' && WORDS_WITH_SINGLE_SPACES.test(value) ? value.split(' ') : [];
}
