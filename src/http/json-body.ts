import { malformedJson, repeatedJsonName, tooDeepJson, unsupportedMediaType } from './refused-request.js';

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
const COLON = 0x3a;
const CLOSING = [0x5d, 0x7d];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The value of a JSON body. Throws RefusedRequest: 415 for another media type, 400 for bad JSON. */
export function jsonOf({ mediaType, encoding, bytes }: SentBody): unknown {
  if (!isJson(mediaType) || (encoding ?? 'identity').toLowerCase() !== 'identity') throw unsupportedMediaType();
  const { depth, members } = shapeOf(bytes);
  if (depth > JSON_DEPTH_LIMIT) throw tooDeepJson(JSON_DEPTH_LIMIT);
  const value = parsed(bytes);
  // JSON.parse keeps the last of two members of one name without a word, and a proxy before us may keep the first.
  if (membersOf(value) !== members) throw repeatedJsonName();
  return value;
}

function parsed(bytes: Buffer): unknown {
  try {
    const text = utf8.decode(bytes);
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

/**
 * How deep the text gets and how many members it has, well-formed or not: counted on the bytes, before the parser builds
 * anything. A colon outside of strings is a member.
 */
function shapeOf(bytes: Buffer): { depth: number; members: number } {
  let depth = 0;
  let deepest = 0;
  let members = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === COLON) members++;
    else if (OPENING.includes(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.includes(byte)) depth--;
  }
  return { depth: deepest, members };
}

/** How many members all objects in a value have together. */
function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const values: unknown[] = Object.values(value);
  return values.reduce<number>(
    (members, inner) => members + membersOf(inner),
    Array.isArray(value) ? 0 : values.length,
  );
}

/** PostgreSQL takes no NUL and would store a lone surrogate as another character. */
function refuseBrokenText(key: string, value: unknown): unknown {
  for (const text of [key, value]) {
    if (typeof text === 'string' && /[\0\p{Surrogate}]/u.test(text)) throw malformedJson();
  }
  return value;
}
