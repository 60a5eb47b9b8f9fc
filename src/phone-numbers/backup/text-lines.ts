import { Refusal } from '../import/refusal.js';

// A row has a few texts of 64 KiB at most, each character of which JSON may write as six.
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const LINE_FEED = 0x0a;

/** The lines of a file without their ends. Throws Refusal `too_large`, `not_utf8`, with the line. */
export async function* textLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 0;
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  const lineOf = (rest: Uint8Array): string => {
    line++;
    const whole = kept.length ? Buffer.concat([...kept, rest]) : rest;
    [kept, keptBytes] = [[], 0];
    try {
      return decoder.decode(whole);
    } catch {
      throw new Refusal('not_utf8', 'the line is not in UTF-8', { line, column: 1 });
    }
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      yield lineOf(chunk.subarray(start, end));
      start = end + 1;
    }
    keptBytes += chunk.length - start;
    if (keptBytes > LONGEST_LINE_BYTES) {
      throw new Refusal('too_large', 'the line is too long', { line: line + 1, column: 1 });
    }
    if (start < chunk.length) kept.push(chunk.subarray(start));
  }
  if (keptBytes) yield lineOf(new Uint8Array());
}
