import type { KeyObject } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { isSignedBy } from './algorithms.js';
import { KeysUnavailable, Unauthenticated } from './auth.errors.js';
import { fetchKeySet, isSameKeySet, type VerificationKey } from './key-set.js';
import type { KeyChoice } from './token-gate.js';
import type { TrustedIssuer } from './trust.js';

// Strangers choose key ids, so an unknown one must not become a request to the key server each time.
const PAUSE_MS = 30_000;
// Without any key nobody can enter: try again sooner.
const PAUSE_WITHOUT_KEYS_MS = 1_000;
// A withdrawn key is believed no longer than this, unless the key server is down.
const REFRESH_EVERY_MS = 10 * 60_000;

/** The keys of one issuer: a shared secret, or a published key set that is fetched and kept. */
export class IssuerKeys {
  private readonly logger = new Logger(IssuerKeys.name);
  private keys: readonly VerificationKey[] = [];
  private triedAt = -Infinity;
  private lastTryFailed = false;
  private pending?: Promise<void>;
  private nextRefresh?: NodeJS.Timeout;
  private stopped = false;

  constructor(
    private readonly issuer: TrustedIssuer,
    /** Called when there are other keys than before. */
    private readonly changed: () => void,
  ) {}

  /** Fetches for the first time, in the background. */
  start(): void {
    void this.refresh();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.nextRefresh);
  }

  /** The key that must have signed this token. Throws Unauthenticated or KeysUnavailable. */
  async keyFor(choice: KeyChoice, token: string): Promise<KeyObject> {
    const { keySource } = this.issuer;
    if (keySource.kind === 'secret') return keySource.secret;
    if (!this.isKnown(choice)) await this.fetchUnknown(choice);
    const candidates = this.matching(choice);
    if (!candidates.length) throw new Unauthenticated('The key of the token is for another algorithm', 'keySet');
    // Two keys under one id happen while an issuer rotates carelessly; passport-jwt takes only one.
    const chosen =
      candidates.length === 1
        ? candidates[0]
        : candidates.find(({ key, algorithm }) => isSignedBy(token, key, algorithm));
    if (!chosen) throw new Unauthenticated('The signature of the token is not valid', 'keySet');
    return chosen.key;
  }

  /** The key may be younger than our set. Only a set fetched just now can say that it does not exist. */
  private async fetchUnknown(choice: KeyChoice): Promise<void> {
    const fetched = this.refresh();
    await fetched;
    if (this.isKnown(choice)) return;
    if (!fetched || this.lastTryFailed) throw new KeysUnavailable(Math.max(1, this.secondsToNextTry()));
    throw new Unauthenticated('The token is signed by an unknown key', 'keySet');
  }

  private isKnown({ kid }: KeyChoice): boolean {
    return kid === undefined ? this.keys.length > 0 : this.keys.some((key) => key.kid === kid);
  }

  private matching({ alg, kid }: KeyChoice): VerificationKey[] {
    if (kid === undefined && this.keys.length > 1) throw new Unauthenticated('The token does not name its key');
    return this.keys.filter((key) => key.algorithm === alg && (kid === undefined || key.kid === kid));
  }

  /** At most one fetch at a time and one per pause: undefined while the pause runs. */
  private refresh(): Promise<void> | undefined {
    const { keySource } = this.issuer;
    if (keySource.kind === 'key_set' && this.secondsToNextTry() === 0) this.begin(keySource.url);
    return this.pending;
  }

  private begin(url: URL): void {
    clearTimeout(this.nextRefresh);
    this.triedAt = performance.now();
    this.pending = this.load(url).finally(() => (this.pending = undefined));
  }

  /** A failed fetch keeps the last good set, and is repeated soon. */
  private async load(url: URL): Promise<void> {
    try {
      const fetched = await fetchKeySet(url);
      if (!isSameKeySet(fetched, this.keys)) this.take(fetched);
      this.lastTryFailed = false;
    } catch (error) {
      this.lastTryFailed = true;
      this.logger.error(`The key set of ${this.issuer.issuer} could not be loaded: ${reasonOf(error)}`);
    }
    if (this.stopped) return;
    const wait = this.lastTryFailed ? PAUSE_MS : REFRESH_EVERY_MS;
    this.nextRefresh = setTimeout(() => this.begin(url), wait).unref();
  }

  private take(keys: readonly VerificationKey[]): void {
    this.keys = keys;
    this.changed();
  }

  private secondsToNextTry(): number {
    const pause = this.keys.length ? PAUSE_MS : PAUSE_WITHOUT_KEYS_MS;
    return Math.max(0, Math.ceil((this.triedAt + pause - performance.now()) / 1000));
  }
}

/** `fetch` hides why it failed in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message} (${(cause as NodeJS.ErrnoException).code ?? cause.message})` : message;
}
