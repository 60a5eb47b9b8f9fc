import { createPublicKey, type AsymmetricKeyDetails, type JsonWebKey, type KeyObject } from 'node:crypto';
import { KEY_SET_ALGORITHMS, type KeySetAlgorithm } from './algorithms.js';
import { hasSmallOrder } from './small-order.js';

const FETCH_TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
// Shorter can be factored; longer makes one check expensive enough to stall the process.
const RSA_BITS = { least: 2048, most: 8192 };
// RS256 first: a key that does not say for which of them it is, is for that one.
const RSA_ALGORITHMS = KEY_SET_ALGORITHMS.filter((algorithm) => /^[RP]S/.test(algorithm));

/** A published key that checks signatures of exactly one algorithm. */
export interface VerificationKey {
  kid?: string;
  algorithm: KeySetAlgorithm;
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

/** Whether two sets check the same tokens. */
export function isSameKeySet(a: readonly VerificationKey[], b: readonly VerificationKey[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ kid, algorithm, key }, i) => {
      const other = b[i]!;
      return kid === other.kid && algorithm === other.algorithm && key.equals(other.key);
    })
  );
}

function verificationKey(jwk: PublishedKey): VerificationKey | undefined {
  const { kid, use, alg, key_ops: operations } = jwk;
  if (kid !== undefined && typeof kid !== 'string') return undefined;
  if (use !== undefined && use !== 'sig') return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  const key = publicKey(jwk);
  const fitting = key ? algorithmsFor(key) : [];
  // One key, one algorithm: a key published for RS512 must not check RS256.
  const algorithm = alg === undefined ? fitting[0] : fitting.find((one) => one === alg);
  return key && algorithm && { kid, algorithm, key };
}

function publicKey(jwk: PublishedKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** What a key of its kind and size may be for; the first is what it is for when it does not say. */
function algorithmsFor(key: KeyObject): readonly KeySetAlgorithm[] {
  const { namedCurve, ...rsa } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return isSafeRsa(rsa) ? RSA_ALGORITHMS : [];
    case 'ec':
      return namedCurve === 'prime256v1' ? ['ES256'] : namedCurve === 'secp384r1' ? ['ES384'] : [];
    case 'ed25519':
      return hasSmallOrder(key) ? [] : ['EdDSA'];
    default:
      return [];
  }
}

function isSafeRsa({ modulusLength = 0, publicExponent = 0n }: AsymmetricKeyDetails): boolean {
  // With the exponent 1 every text is its own signature; an even one is no RSA key.
  const exponentIsSafe = publicExponent >= 3n && publicExponent % 2n === 1n;
  return exponentIsSafe && modulusLength >= RSA_BITS.least && modulusLength <= RSA_BITS.most;
}
