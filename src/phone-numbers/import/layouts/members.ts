import { hasAtMost } from '../../record/text-length.js';
import type { JsonObject, JsonValue } from '../json-records.js';
import { Refusal } from '../refusal.js';

// Members of a JSON object as a layout expects them. Null counts as not said. All throw Refusal `wrong_shape`.

const NUL_OR_LONE_SURROGATE = /\0|\p{Surrogate}/u;

export function objectMember(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  if (!isObject(value)) throw new Refusal('wrong_shape', `${name} is not an object`);
  return value;
}

export function textMember(object: JsonObject, name: string): string | undefined {
  const value = object[name] ?? undefined;
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new Refusal('wrong_shape', `${name} is not a text`);
  if (NUL_OR_LONE_SURROGATE.test(value)) throw new Refusal('wrong_shape', `${name} is not a well-formed text`);
  return value;
}

/** A text of at most so many characters. Throws Refusal `too_long` as well. */
export function freeTextMember(object: JsonObject, name: string, characters: number): string | undefined {
  const text = textMember(object, name);
  if (text === undefined || hasAtMost(characters, text)) return text;
  throw new Refusal('too_long', `${name} is longer than ${characters} characters`);
}

export function booleanMember(object: JsonObject, name: string): boolean | undefined {
  const value = object[name] ?? undefined;
  if (value !== undefined && typeof value !== 'boolean') throw new Refusal('wrong_shape', `${name} is not a boolean`);
  return value;
}

export function numberMember(object: JsonObject, name: string): number | undefined {
  const value = object[name] ?? undefined;
  if (value !== undefined && typeof value !== 'number') throw new Refusal('wrong_shape', `${name} is not a number`);
  return value;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
