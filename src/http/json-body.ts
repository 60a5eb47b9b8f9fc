import { malformedJson, repeatedJsonName, tooDeepJson, unsupportedMediaType } from './refused-request.js';
import { repeatedNameIn } from './repeated-name.js';

/** A request's body as it arrived, with what the sender says about it. */
export interface SentBody {
  mediaType?: string;
  encoding?: string;
  bytes: Buffer;
}

/** Deeper than anything that a route takes; what looks at a value by recursion has an end. */
export const JSON_DEPTH_LIMIT = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a JSON body. Throws RefusedRequest: 415 for another media type, 400 for bad JSON. */
export function jsonOf({ mediaType, encoding, bytes }: SentBody): unknown {
  if (!isJson(mediaType) || (encoding ?? 'identity').toLowerCase() !== 'identity') throw unsupportedMediaType();
  if (depthOf(bytes) > JSON_DEPTH_LIMIT) throw tooDeepJson(JSON_DEPTH_LIMIT);
  const text = textOf(bytes);
  const value = parsed(text);
  // JSON.parse keeps the last of two members of one name without a word, and a proxy before us may keep the first.
  const repeated = repeatedNameIn(text);
  if (repeated !== undefined) throw repeatedJsonName(repeated);
  return value;
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw malformedJson();
  }
}

function parsed(text: string): unknown {
  try {
    // Only an escape can bring these in, and only then is each string worth a look.
    return /\\u(0000|d[89a-f])/i.test(text) ? JSON.parse(text, refuseBrokenText) : JSON.parse(text);
  } catch {
    throw malformedJson();
  }
}

function isJson(mediaType = ''): boolean {
  const [type = '', ...parameters] = mediaType.toLowerCase().split(';');
  return (
    type.trim() === 'application/json' &&
    parameters.every((parameter) => !/^\s*charset\s*=/.test(parameter) || /=\s*"?utf-8"?\s*$/.test(parameter))
  );
}

/** How deep the text gets, well-formed or not: counted on the bytes, before the parser builds anything. */
function depthOf(bytes: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPENING.includes(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.includes(byte)) depth--;
  }
  return deepest;
}

/** PostgreSQL takes no NUL and would store a lone surrogate as another character. */
function refuseBrokenText(key: string, value: unknown): unknown {
  for (const text of [key, value]) {
    if (typeof text === 'string' && /[\0\p{Surrogate}]/u.test(text)) throw malformedJson();
  }
  return value;
}
