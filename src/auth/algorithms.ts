import { constants, verify, type KeyObject } from 'node:crypto';

/** Algorithms that a key of a key set may be for (RFC 7518, RFC 8037). */
export const KEY_SET_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'EdDSA',
] as const;

export type KeySetAlgorithm = (typeof KEY_SET_ALGORITHMS)[number];

/** HS256 is for a shared secret alone: a public key must not be taken for an HMAC secret. */
export type Algorithm = 'HS256' | KeySetAlgorithm;

/** Whether this key has signed the token by this algorithm, which is the key's own, not the token's word. */
export function isSignedBy(token: string, key: KeyObject, algorithm: KeySetAlgorithm): boolean {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  const digest = algorithm === 'EdDSA' ? null : `sha${algorithm.slice(2)}`;
  return verify(digest, Buffer.from(token.slice(0, end)), { key, ...formOf(algorithm) }, signature);
}

function formOf(algorithm: KeySetAlgorithm): object {
  if (algorithm.startsWith('ES')) return { dsaEncoding: 'ieee-p1363' };
  if (!algorithm.startsWith('PS')) return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}
