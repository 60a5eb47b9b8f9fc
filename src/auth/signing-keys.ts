import { verify, type KeyObject } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { KeysUnavailable, Unauthenticated } from './auth.errors.js';
import { fetchKeySet, type VerificationKey } from './key-set.js';
import type { KeyChoice } from './token-gate.js';
import { TOKEN_TRUST, type TokenTrust } from './trust.js';

// Strangers choose key ids, so an unknown one must not become a request to the key server each time.
const PAUSE_MS = 30_000;
// Without any key nobody can enter: try again sooner.
const PAUSE_WITHOUT_KEYS_MS = 1_000;
const REFRESH_AFTER_MS = 5 * 60_000;
// A withdrawn key is believed no longer than this, unless the key server is down.
const MAX_AGE_MS = 10 * 60_000;

/** Another object whenever the keys may have changed. */
export type KeySet = readonly VerificationKey[];

/** The keys that tokens are checked with: one shared secret, or a published key set that is fetched and kept. */
@Injectable()
export class SigningKeys implements OnModuleInit {
  private readonly logger = new Logger(SigningKeys.name);
  private keys: KeySet = [];
  private loadedAt = -Infinity;
  private triedAt = -Infinity;
  private lastTryFailed = false;
  private pending?: Promise<void>;

  constructor(@Inject(TOKEN_TRUST) private readonly trust: TokenTrust) {}

  /** Fetches ahead of the first token. Not awaited: the server starts while the key server is down. */
  onModuleInit(): void {
    if (this.trust.keySource.kind === 'key_set') void this.refresh();
  }

  /** The keys of now; with a shared secret always the same empty set. */
  get keySet(): KeySet {
    return this.keys;
  }

  /** The key that must have signed this token. Throws Unauthenticated or KeysUnavailable. */
  async keyFor(choice: KeyChoice, token: string): Promise<KeyObject> {
    const { keySource } = this.trust;
    if (keySource.kind === 'secret') return keySource.secret;
    const refreshed = this.keepFresh();
    if (refreshed) await refreshed;
    let candidates = this.matching(choice);
    if (!candidates.length) {
      await this.refresh();
      candidates = this.matching(choice);
    }
    if (!candidates.length && this.lastTryFailed) throw new KeysUnavailable(Math.max(1, this.secondsToNextTry()));
    if (!candidates.length) throw new Unauthenticated('The token is signed by an unknown key');
    // Two keys under one id happen while an issuer rotates carelessly; passport-jwt takes only one.
    const chosen = candidates.length === 1 ? candidates[0] : candidates.find(({ key }) => signed(token, key));
    if (!chosen) throw new Unauthenticated('The signature of the token is not valid');
    return chosen.key;
  }

  /** In time without anybody waiting; after a long silence a promise, before the old keys are used again. */
  keepFresh(): Promise<void> | undefined {
    if (!this.keySetUrl) return undefined;
    const age = performance.now() - this.loadedAt;
    if (age < REFRESH_AFTER_MS) return undefined;
    const refreshed = this.refresh();
    return age > MAX_AGE_MS && !this.lastTryFailed ? refreshed : undefined;
  }

  private matching({ alg, kid }: KeyChoice): VerificationKey[] {
    if (kid === undefined && this.keys.length > 1) throw new Unauthenticated('The token does not name its key');
    return this.keys.filter((key) => key.algorithm === alg && (kid === undefined || key.kid === kid));
  }

  /** At most one fetch at a time and one per pause; a failed one keeps the last good set. */
  private refresh(): Promise<void> | undefined {
    if (this.keySetUrl && this.secondsToNextTry() === 0) {
      this.triedAt = performance.now();
      this.pending = this.load(this.keySetUrl).finally(() => (this.pending = undefined));
    }
    return this.pending;
  }

  private get keySetUrl(): URL | undefined {
    return this.trust.keySource.kind === 'key_set' ? this.trust.keySource.url : undefined;
  }

  private async load(url: URL): Promise<void> {
    try {
      this.keys = await fetchKeySet(url);
      this.loadedAt = performance.now();
      this.lastTryFailed = false;
    } catch (error) {
      this.lastTryFailed = true;
      this.logger.error(`The key set could not be loaded: ${reasonOf(error)}`);
    }
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

function signed(token: string, key: KeyObject): boolean {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  return verify('sha256', Buffer.from(token.slice(0, end)), { key, dsaEncoding: 'ieee-p1363' }, signature);
}
