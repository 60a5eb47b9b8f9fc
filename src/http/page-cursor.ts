import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidParameter } from './invalid-parameter.js';

const CIPHER = 'aes-256-ctr';
const SEAL_BYTES = 16;
/** Characters of a cursor; what is longer is none. */
const LONGEST = 1024;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
/** For documents. */
export const CURSOR_FORM = { maxLength: LONGEST, pattern: BASE64URL.source };
/** What is sealed is filled up to a multiple of this, so that a length does not tell how many digits a counter has. */
const BLOCK_BYTES = 32;

/** Which list: its name, and everything that says what is in it, such as its number, its organization, its filters. */
export type PagedList = readonly [name: string, ...of: string[]];
/** Where in the list: the values of the last entry's keyset. */
export type Position = readonly string[];

/**
 * The `start` of the next page of a list: a position that nobody else can read, alter, or use with another list
 * (docs/decisions/0027). All processes over one record have one key, so each takes what another one gave.
 */
export class PageCursors {
  private readonly sealKey: Buffer;
  private readonly cipherKey: Buffer;

  /** The record's, 32 bytes that nobody knows. */
  constructor(key: Buffer) {
    this.sealKey = createHmac('sha256', key).update('page cursor: seal').digest();
    this.cipherKey = createHmac('sha256', key).update('page cursor: cipher').digest();
  }

  seal(list: PagedList, position: Position): string {
    const text = filledUp(Buffer.from(JSON.stringify(position)));
    const seal = this.sealOf(list, text);
    const cipher = createCipheriv(CIPHER, this.cipherKey, seal);
    return Buffer.concat([seal, cipher.update(text), cipher.final()]).toString('base64url');
  }

  /**
   * Undefined where the query has none. Throws InvalidParameter for what was not sealed for this very list; `parameter`:
   * what it is called.
   */
  open(list: PagedList, start: unknown, parameter = 'start'): Position | undefined {
    if (start === undefined) return undefined;
    const position = typeof start === 'string' ? this.opened(list, start) : undefined;
    if (!position) throw new InvalidParameter(parameter, 'the start of a link to the next page');
    return position;
  }

  private opened(list: PagedList, start: string): Position | undefined {
    if (start.length > LONGEST || !BASE64URL.test(start)) return undefined;
    const bytes = Buffer.from(start, 'base64url');
    // The last character has bits that say nothing: one cursor has one spelling.
    if (bytes.length <= SEAL_BYTES || bytes.toString('base64url') !== start) return undefined;
    const seal = bytes.subarray(0, SEAL_BYTES);
    const decipher = createDecipheriv(CIPHER, this.cipherKey, seal);
    const text = Buffer.concat([decipher.update(bytes.subarray(SEAL_BYTES)), decipher.final()]);
    if (!timingSafeEqual(seal, this.sealOf(list, text))) return undefined;
    return JSON.parse(text.toString()) as Position;
  }

  /** Made of the position itself, it serves as the cipher's nonce as well: no two positions share one. */
  private sealOf(list: PagedList, text: Buffer): Buffer {
    const about = JSON.stringify(list);
    return createHmac('sha256', this.sealKey)
      .update(`${Buffer.byteLength(about)}:${about}`)
      .update(text)
      .digest()
      .subarray(0, SEAL_BYTES);
  }
}

/** With spaces, which JSON.parse skips. */
function filledUp(text: Buffer): Buffer {
  const filled = Buffer.alloc(Math.ceil(text.length / BLOCK_BYTES) * BLOCK_BYTES, ' ');
  text.copy(filled);
  return filled;
}
