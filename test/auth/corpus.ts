import { algorithmCases } from './algorithm-cases.js';
import { callerCases } from './caller-cases.js';
import { claimCases } from './claim-cases.js';
import { formatCases } from './format-cases.js';
import { keyCases } from './key-cases.js';
import type { TokenKit } from './token-kit.js';
import { transportCases } from './transport-cases.js';

/**
 * What the answer must be: the request is let in; 401 without an error in the challenge; 401 `invalid_token`; 503
 * `keys_unavailable`, or 401 `invalid_token` when the pause after the last fetch is over (key-rotation.e2e-spec.ts);
 * 400 `invalid_request`; 403 `insufficient_scope`; 403 without a challenge; or a status that Node's own parser gives
 * before anybody reads the token.
 */
export type Expected =
  'accepted' | 'missing' | 'invalid' | 'unknown_key' | 'two_ways' | 'no_scope' | 'no_role' | 400 | 431;

/** The scope that the route of the corpus asks for. */
export const SCOPE = 'spark-admin:workspaces_read';

export interface Case {
  /** The row of the corpus. */
  row: string;
  what: string;
  expect: Expected;
  /** Lines of the request's head, without line ends. */
  lines: readonly string[];
  method?: string;
  body?: string;
  /** Appended to the path. */
  query?: string;
}

/** A case whose token arrives as it should. */
export function tokenCase(row: string, what: string, token: string, expect: Expected = 'invalid'): Case {
  return { row, what, expect, lines: [`Authorization: Bearer ${token}`] };
}

/** Every case of one key mode, made anew: tokens expire. */
export function corpus(kit: TokenKit): Case[] {
  return [transportCases, formatCases, algorithmCases, keyCases, claimCases, callerCases].flatMap((cases) =>
    cases(kit),
  );
}
