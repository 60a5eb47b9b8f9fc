import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import type { Algorithm } from './trust.js';

const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
// Shorter can be factored; longer makes one check expensive enough to stall the process.
const RSA_BITS = { least: 2048, most: 8192 };

/** A published key that checks signatures of exactly one algorithm. */
export interface VerificationKey {
  kid?: string;
  algorithm: Algorithm;
  key: KeyObject;
}

type PublishedKey = JsonWebKey & { kid?: unknown; use?: unknown; alg?: unknown; key_ops?: unknown };

/** Fetches a key set (RFC 7517). Throws when it cannot be read whole, or has no key to check a token with. */
export async function fetchKeySet(url: URL): Promise<VerificationKey[]> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    // A redirect could lead to any address that this machine reaches.
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`the key server answered ${response.status}`);
  }
  return verificationKeys(parsed(await textOf(response)));
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`the key set is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without its cause: JSON.parse quotes the text, and a broken set might hold a private key.
    throw new Error('the key set is not JSON');
  }
}

/** The keys of a set that may check tokens; others, such as encryption keys, are passed over. */
export function verificationKeys(keySet: unknown): VerificationKey[] {
  const published = (keySet as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(published)) throw new Error('the key set has no array of keys');
  const jwks = published.filter((jwk): jwk is PublishedKey => typeof jwk === 'object' && jwk !== null);
  if (jwks.some((jwk) => 'd' in jwk || jwk.kty === 'oct')) throw new Error('the key set publishes a secret');
  const keys = jwks.map(verificationKey).filter((key) => key !== undefined);
  if (!keys.length) throw new Error('the key set has no usable key');
  return keys;
}

function verificationKey(jwk: PublishedKey): VerificationKey | undefined {
  const { kid, use, alg, key_ops: operations } = jwk;
  if (kid !== undefined && typeof kid !== 'string') return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  const key = publicKey(jwk);
  const algorithm = key && algorithmFor(key);
  // One key, one algorithm: a key published for RS512 must not check RS256.
  if (!algorithm || (alg !== undefined && alg !== algorithm)) return undefined;
  return { kid, algorithm, key };
}

function publicKey(jwk: PublishedKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function algorithmFor({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ec') return namedCurve === 'prime256v1' ? 'ES256' : undefined;
  if (asymmetricKeyType !== 'rsa' || modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) return undefined;
  // With the exponent 1 every text is its own signature; an even one is no RSA key.
  return publicExponent >= 3n && publicExponent % 2n === 1n ? 'RS256' : undefined;
}
