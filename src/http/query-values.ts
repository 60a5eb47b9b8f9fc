import { InvalidParameter } from './invalid-parameter.js';

type Query = Record<string, unknown>;

// Every reader takes a whole query: a parameter that is missing or empty is undefined, one that comes twice is refused.

/** A text of at most so many characters. */
export function textOf(query: Query, name: string, most: number): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw new InvalidParameter(name, 'one value');
  if (value.length > most) throw new InvalidParameter(name, `at most ${most} characters`);
  return value;
}

/** In any case: some clients write it as Python does (workspaces contract, 0.13). */
export function booleanOf(query: Query, name: string): boolean | undefined {
  const text = textOf(query, name, 'false'.length)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text !== 'true' && text !== 'false') throw new InvalidParameter(name, 'true or false');
  return text === 'true';
}

/** One of these words, exactly. */
export function choiceOf<Word extends string>(query: Query, name: string, words: readonly Word[]): Word | undefined {
  const text = textOf(query, name, Math.max(...words.map(({ length }) => length)));
  if (text === undefined) return undefined;
  const word = words.find((one) => one === text);
  if (!word) throw new InvalidParameter(name, `one of ${words.join(', ')}`);
  return word;
}

/** The UUID of an id in any spelling; `read` is the reader of that kind of id, `what` names it in the refusal. */
export function idOf(
  query: Query,
  name: string,
  read: (text: string) => string | undefined,
  what: string,
): string | undefined {
  const value = query[name];
  if (value === undefined || value === '') return undefined;
  const uuid = typeof value === 'string' ? read(value) : undefined;
  if (!uuid) throw new InvalidParameter(name, what);
  return uuid;
}

/** Entries of a page: where the query says nothing, and at most, whatever it says. */
export interface PageLimits {
  readonly usual: number;
  readonly largest: number;
}

/** How many entries `max` asks for. Throws InvalidParameter. */
export function maxOf({ max }: Query, { usual, largest }: PageLimits): number {
  if (max === undefined) return usual;
  const size = typeof max === 'string' && /^\d+$/.test(max) ? Number(max) : 0;
  if (size < 1) throw new InvalidParameter('max', 'one whole number from 1');
  return Math.min(size, largest);
}
