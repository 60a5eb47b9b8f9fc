import { isUtf8 } from 'node:buffer';
import { continued } from './csv-dialect.js';
import { Refusal } from './refusal.js';

const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_MARKS: Record<string, number[]> = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] };
const AT_BEGINNING = { line: 1, column: 1 };

/** Whether a decoder knows the encoding by this name. */
export function isEncoding(name: string): boolean {
  try {
    new TextDecoder(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text of a file in UTF-8, without its byte order mark. A mark says the encoding, else the operator does, else it is
 * UTF-8, which is checked where it is read. Throws Refusal `not_utf8` for bytes that the encoding does not have.
 */
export async function* utf8TextOf(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string | undefined,
): AsyncGenerator<Uint8Array> {
  const rest = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    head = Buffer.concat([head, next.value]);
    if (head.length >= UTF8_MARK.length) break;
  }
  if (beginsWith(head, UTF8_MARK)) {
    yield* continued(head.subarray(UTF8_MARK.length), rest);
    return;
  }
  const marked = Object.keys(UTF16_MARKS).find((name) => beginsWith(head, UTF16_MARKS[name]!));
  if (!marked && encoding === undefined) assertNotUtf16(head);
  const used = marked ?? encoding;
  const whole = continued(head, rest);
  yield* used === undefined || new TextDecoder(used).encoding === 'utf-8' ? whole : decoded(whole, used, !marked);
}

const beginsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte);

/** `isStated`: the operator says the encoding, who may be mistaken. */
async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string, isStated: boolean) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const text = (chunk?: Uint8Array): Buffer => {
    try {
      return Buffer.from(decoder.decode(chunk, { stream: chunk !== undefined }));
    } catch {
      throw new Refusal('not_utf8', `the file is not in ${encoding}; say another --encoding`, AT_BEGINNING);
    }
  };
  for await (const chunk of bytes) {
    if (isStated) assertNotUtf8(chunk, encoding);
    yield text(chunk);
  }
  yield text();
}

/** Letters beyond ASCII that are UTF-8 by chance are as good as none. */
function assertNotUtf8(chunk: Uint8Array, encoding: string): void {
  const line = chunk.subarray(0, chunk.lastIndexOf(0x0a) + 1);
  if (!line.some((byte) => byte > 0x7f) || !isUtf8(line)) return;
  throw new Refusal('not_utf8', `the file is in UTF-8, not in ${encoding}; leave --encoding out`, AT_BEGINNING);
}

/** Said here, because every other fault of such a file would be about its NULs. */
function assertNotUtf16([first, second]: Uint8Array): void {
  if (first !== 0 && second !== 0) return;
  const encoding = first === 0 ? 'utf-16be' : 'utf-16le';
  const reason = `the file looks like UTF-16 without a byte order mark; say --encoding ${encoding}`;
  throw new Refusal('not_utf8', reason, AT_BEGINNING);
}
