import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { IssuerKeys } from './issuer-keys.js';
import type { KeyChoice } from './token-gate.js';
import { TOKEN_TRUST, type TokenTrust, type TrustedIssuer } from './trust.js';

/** The keys of all issuers as they are between two changes. */
export type Generation = symbol;

/** The keys that tokens are checked with, those of each issuer apart: an issuer's key signs for nobody else. */
@Injectable()
export class SigningKeys implements OnModuleInit, OnModuleDestroy {
  private readonly byIssuer: ReadonlyMap<TrustedIssuer, IssuerKeys>;
  private current: Generation = Symbol('keys');

  constructor(@Inject(TOKEN_TRUST) trust: TokenTrust) {
    const changed = (): void => void (this.current = Symbol('keys'));
    this.byIssuer = new Map(trust.issuers.map((issuer) => [issuer, new IssuerKeys(issuer, changed)]));
  }

  /** Fetches ahead of the first token. Not awaited: the server starts while a key server is down. */
  onModuleInit(): void {
    for (const keys of this.byIssuer.values()) keys.start();
  }

  onModuleDestroy(): void {
    for (const keys of this.byIssuer.values()) keys.stop();
  }

  /** Another one whenever the keys of an issuer have changed. */
  get generation(): Generation {
    return this.current;
  }

  /** The key that must have signed this token. Throws Unauthenticated or KeysUnavailable. */
  keyFor(choice: KeyChoice, token: string): Promise<KeyObject> {
    return this.byIssuer.get(choice.issuer)!.keyFor(choice, token);
  }
}
