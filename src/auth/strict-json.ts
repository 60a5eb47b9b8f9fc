// Deep enough for any claim; a bound, so that nothing after us recurses into what a stranger wrote.
const MAX_DEPTH = 6;
const POISONOUS_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const LONE_SURROGATE = /\p{Surrogate}/u;
// In valid JSON: each string (with the colon that makes it a key) and each bracket outside of strings.
const WORDS = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

// `ignoreBOM` keeps a byte order mark in the text, where JSON.parse refuses it.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A JSON object that every reader understands alike: UTF-8 without a byte order mark, no key twice, no key that
 * reaches a prototype, no lone surrogate, at most six levels. Throws an Error on anything else.
 */
export function strictJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const text = utf8.decode(bytes);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object');
  // JSON.parse keeps the last of two equal keys without a word: only the text shows them.
  checkWords(text);
  return value as Record<string, unknown>;
}

/** Walks the strings and brackets of a text that is known to be valid JSON. */
function checkWords(text: string): void {
  // The keys seen so far in each open object; an open array stands in the same stack and stays empty.
  const open: Set<string>[] = [];
  for (const [word, literal, colon] of text.matchAll(WORDS)) {
    if (literal === undefined) {
      if (word === '}' || word === ']') open.pop();
      else if (open.push(new Set()) > MAX_DEPTH) throw new Error('nested too deeply');
      continue;
    }
    const string = JSON.parse(literal) as string;
    if (LONE_SURROGATE.test(string)) throw new Error('a lone surrogate');
    if (colon !== undefined) addKey(open.at(-1)!, string);
  }
}

function addKey(keys: Set<string>, key: string): void {
  if (POISONOUS_KEYS.has(key)) throw new Error('a poisonous key');
  if (keys.has(key)) throw new Error('a key twice');
  keys.add(key);
}
