import { Tokenizer, TokenType } from '@streamparser/json';
import type { Position } from './position.js';
import { Refusal } from './refusal.js';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** Without a prototype, so that a member named `__proto__` is a member like any other. */
export type JsonObject = { [member: string]: JsonValue };

/** A top-level object (or one of a top-level array), or one entry of such an object's streamed array. */
export interface JsonRecord {
  of: 'object' | 'entry';
  value: JsonValue;
  position: Position;
  /** Of every object inside `value`, for the report. */
  positions: Map<JsonObject, Position>;
  /** The object had an array under the streamed member, be it an empty one. */
  streamed: boolean;
}

interface Frame {
  container: JsonValue[] | JsonObject;
  position: Position;
  /** For an array: what its elements are handed out as, instead of being kept. */
  yields?: JsonRecord['of'];
  /** For an object: its streamed member was an array. */
  streamed?: boolean;
  key?: string;
  expects: 'first' | 'value' | 'key' | 'colon' | 'comma';
}

const DEEPEST = 32;
// A workspace has a handful of lines; an object with more members than this is not an answer of a vendor.
const MOST_VALUES = 100_000;
const LONGEST_TOKEN_BYTES = 65_536;

/**
 * Reads one JSON text of any size and yields its objects one by one, holding no more than one at a time:
 * the text is one object or an array of objects, and the array under `streamedMember` of such an object is
 * yielded entry by entry and left out of the object.
 *
 * Throws Refusal `not_json`, `too_deep`, `too_large` or `not_utf8`.
 */
export async function* jsonRecords(
  bytes: AsyncIterable<Uint8Array>,
  streamedMember: string,
): AsyncGenerator<JsonRecord> {
  const reader = new JsonRecordReader(streamedMember);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of bytes) {
    assertUtf8(() => utf8.decode(chunk, { stream: true }), reader);
    yield* reader.read(chunk);
  }
  assertUtf8(() => utf8.decode(), reader);
  reader.end();
}

function assertUtf8(decode: () => void, reader: JsonRecordReader): void {
  try {
    decode();
  } catch {
    throw new Refusal('not_utf8', 'the file is not UTF-8', reader.position);
  }
}

class JsonRecordReader {
  private readonly tokenizer = new Tokenizer();
  private readonly stack: Frame[] = [];
  private readonly found: JsonRecord[] = [];
  private positions = new Map<JsonObject, Position>();
  private valuesInRecord = 0;
  private started = false;
  private done = false;

  private chunk: Uint8Array = new Uint8Array();
  private chunkStart = 0;
  private scanned = 0;
  private line = 1;
  private lineStart = 0;
  private lastTokenEnd = 0;

  constructor(private readonly streamedMember: string) {
    this.tokenizer.onToken = ({ token, value, offset }) => this.take(token, value, offset);
    // The tokenizer also catches what `take` throws.
    this.tokenizer.onError = (error) => {
      if (error instanceof Refusal) throw error;
      this.refuse('not_json', 'this is not JSON');
    };
  }

  get position(): Position {
    return { line: this.line, column: this.scanned - this.lineStart + 1 };
  }

  read(bytes: Uint8Array): JsonRecord[] {
    this.found.length = 0;
    const chunk = this.chunkStart === 0 && bytes[0] === 0xef ? withoutByteOrderMark(bytes) : bytes;
    this.chunk = chunk;
    this.tokenizer.write(chunk);
    const end = this.chunkStart + chunk.length;
    this.moveTo(end);
    this.chunkStart = end;
    if (end - this.lastTokenEnd > LONGEST_TOKEN_BYTES + chunk.length) this.refuseLongToken();
    return [...this.found];
  }

  end(): void {
    if (!this.started) throw new Refusal('empty', 'the file is empty', { line: 1, column: 1 });
    if (!this.done) this.refuse('not_json', 'the file ends in the middle');
  }

  private take(token: TokenType, value: unknown, offset: number): void {
    this.moveTo(offset);
    this.lastTokenEnd = offset;
    const frame = this.stack.at(-1);
    if (this.done) this.refuse('not_json', 'something follows after the end');
    // Of one that stands in a few chunks `read` does not know the length; a CSV could not hold it.
    if (typeof value === 'string' && Buffer.byteLength(value) > LONGEST_TOKEN_BYTES) this.refuseLongToken();
    if (token === TokenType.LEFT_BRACE) return this.open(Object.create(null) as JsonObject);
    if (token === TokenType.LEFT_BRACKET) return this.open([]);
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) return this.close(token);
    if (token === TokenType.COMMA) {
      return this.expectIn(frame, 'comma', Array.isArray(frame?.container) ? 'value' : 'key');
    }
    if (token === TokenType.COLON) return this.expectIn(frame, 'colon', 'value');
    if (frame && !Array.isArray(frame.container) && ['first', 'key'].includes(frame.expects)) {
      if (token !== TokenType.STRING) this.refuse('not_json', 'a member needs a name');
      frame.key = value as string;
      frame.expects = 'colon';
      return;
    }
    this.place(value as JsonValue);
  }

  private open(container: JsonValue[] | JsonObject): void {
    if (this.stack.length >= DEEPEST) this.refuse('too_deep', `more than ${DEEPEST} levels`);
    this.assertValueExpected();
    this.started = true;
    const position = this.position;
    if (!Array.isArray(container)) this.positions.set(container, position);
    this.stack.push({ container, position, yields: this.yieldsOf(container), expects: 'first' });
  }

  private yieldsOf(container: JsonValue[] | JsonObject): JsonRecord['of'] | undefined {
    if (!Array.isArray(container)) return undefined;
    const parent = this.stack.at(-1);
    if (!parent) return 'object';
    const inRecord = this.stack.length === 1 || (this.stack.length === 2 && this.stack[0]!.yields === 'object');
    return inRecord && parent.key === this.streamedMember ? 'entry' : undefined;
  }

  private close(token: TokenType): void {
    const frame = this.stack.at(-1);
    const isArray = Array.isArray(frame?.container);
    if (!frame || isArray !== (token === TokenType.RIGHT_BRACKET) || !['first', 'comma'].includes(frame.expects)) {
      this.refuse('not_json', 'a bracket does not match');
    }
    this.stack.pop();
    if (!frame.yields) return this.place(frame.container, frame.position, frame.streamed);
    if (frame.yields === 'entry') this.stack.at(-1)!.streamed = true;
    this.afterValue();
  }

  private expectIn(frame: Frame | undefined, expected: Frame['expects'], next: Frame['expects']): void {
    if (frame?.expects !== expected) this.refuse('not_json', 'a comma or colon is out of place');
    frame.expects = next;
  }

  /** Puts a complete value where it belongs, or hands it out. */
  private place(value: JsonValue, position = this.position, streamed = false): void {
    this.assertValueExpected();
    this.started = true;
    if (++this.valuesInRecord > MOST_VALUES) this.refuse('too_large', 'an object has too many members');
    const frame = this.stack.at(-1);
    if (!frame || frame.yields) {
      this.handOut({ of: frame?.yields ?? 'object', value, position, positions: this.positions, streamed });
    } else if (Array.isArray(frame.container)) {
      frame.container.push(value);
    } else {
      frame.container[frame.key!] = value;
    }
    this.afterValue();
  }

  private handOut(record: JsonRecord): void {
    this.found.push(record);
    this.positions = new Map();
    this.valuesInRecord = 0;
  }

  private assertValueExpected(): void {
    const frame = this.stack.at(-1);
    if (!frame) return;
    const expects = Array.isArray(frame.container) ? ['first', 'value'] : ['value'];
    if (!expects.includes(frame.expects)) this.refuse('not_json', 'a value is out of place');
  }

  private afterValue(): void {
    const frame = this.stack.at(-1);
    if (frame) frame.expects = 'comma';
    else this.done = true;
  }

  private moveTo(offset: number): void {
    for (; this.scanned < offset; this.scanned++) {
      if (this.chunk[this.scanned - this.chunkStart] === 0x0a) {
        this.line++;
        this.lineStart = this.scanned + 1;
      }
    }
  }

  private refuseLongToken(): never {
    this.refuse('too_large', `a value is longer than ${LONGEST_TOKEN_BYTES} bytes`);
  }

  private refuse(code: string, reason: string): never {
    throw new Refusal(code, reason, this.position);
  }
}

function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  return bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
