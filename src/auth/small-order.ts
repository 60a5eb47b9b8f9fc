import type { KeyObject } from 'node:crypto';

// The points of Ed25519 whose order divides 8, by their y (little-endian, without the sign of x). 0 and 1 are written
// in two ways each, because y is reduced modulo p when it is read.
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0'.repeat(64),
  `01${'0'.repeat(62)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'f'.repeat(60)}7f`,
  `ed${'f'.repeat(60)}7f`,
  `ee${'f'.repeat(60)}7f`,
]);

/** Whether a signature that needs no private key fits this Ed25519 key, for one text in eight or more. */
export function hasSmallOrder(key: KeyObject): boolean {
  const y = Buffer.from(key.export({ format: 'jwk' }).x!, 'base64url');
  y[31]! &= 0x7f;
  return SMALL_ORDER.has(y.toString('hex'));
}
