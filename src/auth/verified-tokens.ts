import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { TokenCaller } from './principal.js';
import { checkTimes, type TokenTimes } from './registered-claims.js';
import { SigningKeys, type Generation } from './signing-keys.js';

/** A client sends one token until it expires; so many are at work at once, and a new one sends the oldest away. */
export const MOST_VERIFIED_TOKENS = 10_000;

/** What checking a token whole has shown of it. */
export interface VerifiedToken {
  caller: TokenCaller;
  times: TokenTimes;
  /** The longest of its issuer. */
  maxTokenAgeSeconds: number;
}

/**
 * Whom the tokens speak for that were checked whole before, so that a repetition costs neither parsing nor signature.
 * Only what stays true of the same bytes is remembered: the clock is looked at each time, and with the keys
 * everything is forgotten. The tokens themselves are not kept.
 */
@Injectable()
export class VerifiedTokens {
  private readonly byDigest = new Map<string, VerifiedToken>();
  private checkedWith?: Generation;

  constructor(private readonly signingKeys: SigningKeys) {}

  /** For how many tokens something is remembered. */
  get size(): number {
    return this.byDigest.size;
  }

  /** Undefined: never checked, or with other keys. Throws Unauthenticated when its time is over. */
  find(token: string): TokenCaller | undefined {
    this.forgetOtherKeys();
    const known = this.byDigest.size ? this.byDigest.get(digestOf(token)) : undefined;
    if (known) checkTimes(known.times, known.maxTokenAgeSeconds, Math.floor(Date.now() / 1000));
    return known?.caller;
  }

  /** `keys`: those of the time when the token's key was looked for. */
  remember(token: string, keys: Generation, verified: VerifiedToken): void {
    this.forgetOtherKeys();
    // The keys have changed since: perhaps this one is withdrawn.
    if (keys !== this.checkedWith) return;
    if (this.byDigest.size >= MOST_VERIFIED_TOKENS) this.byDigest.delete(this.byDigest.keys().next().value!);
    this.byDigest.set(digestOf(token), verified);
  }

  private forgetOtherKeys(): void {
    if (this.checkedWith === this.signingKeys.generation) return;
    this.byDigest.clear();
    this.checkedWith = this.signingKeys.generation;
  }
}

const digestOf = (token: string): string => hash('sha256', token, 'base64');
