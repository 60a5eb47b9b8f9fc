import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { InvalidRequest } from './invalid-request.js';
import { nestedDto, textRule, type TextRule } from './nested-object.decorator.js';

/** Entries of a list that are checked before other requests have their turn: each may have two numbers to read. */
const ENTRIES_AT_ONCE = 20;

const OPTIONS = { stopAtFirstError: true, forbidUnknownValues: true, validationError: { target: false, value: false } };

interface Checked {
  object: object;
  errors: ValidationError[];
}

/**
 * A JSON object as its DTO, whose fields are checked. What the DTO does not know is left out (frame, section 2) before
 * anything looks at it: Nest's own ValidationPipe takes 0.7 s for 20,000 unknown members, and 0.8 s for 65,000
 * entries of a list of at most 1,000 (measured). Throws InvalidRequest.
 */
export async function checkedBody(dto: Type<object>, sent: object): Promise<object> {
  const steps = check(dto, sent);
  let step = steps.next();
  for (; !step.done; step = steps.next()) await othersHadTheirTurn();
  return valid(step.value);
}

/** The same without a pause, for a short body. */
export function checkedAtOnce(dto: Type<object>, sent: object): object {
  const steps = check(dto, sent);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return valid(step.value);
}

function valid({ object, errors }: Checked): object {
  if (errors.length) throw new InvalidRequest(errors);
  return object;
}

/** Yields where others should have their turn. */
function* check(dto: Type<object>, sent: object): Generator<void, Checked> {
  const object = new dto() as Record<string, unknown>;
  const members = membersOf(dto);
  for (const name of members) {
    if (Object.hasOwn(sent, name)) object[name] = (sent as Record<string, unknown>)[name];
  }
  const own = new Map(validateSync(object, OPTIONS).map((error) => [error.property, error]));
  const errors: ValidationError[] = [];
  for (const name of members) {
    const error = own.get(name) ?? (yield* checkNested(object, name));
    if (error) errors.push(error);
  }
  return { object, errors };
}

/** Puts the DTO of what a valid member holds in its place. */
function* checkNested(object: Record<string, unknown>, member: string): Generator<void, ValidationError | undefined> {
  const value = object[member];
  const rule = value == null ? undefined : textRule(object, member);
  if (rule) return yield* checkTexts(rule, member, value as unknown[]);
  const dto = nestedDto(object, member);
  if (!dto || value == null) return undefined;
  const { object: held, errors } = Array.isArray(value) ? yield* checkList(dto, value) : yield* check(dto, value);
  object[member] = held;
  return errors.length ? { property: member, children: errors } : undefined;
}

function* checkList(dto: Type<object>, list: readonly object[]): Generator<void, Checked> {
  const entries: object[] = [];
  const errors: ValidationError[] = [];
  for (const [i, entry] of list.entries()) {
    if (i && i % ENTRIES_AT_ONCE === 0) yield;
    const { object, errors: children } = yield* check(dto, entry);
    entries.push(object);
    if (children.length) errors.push({ property: String(i), children });
  }
  return { object: entries, errors };
}

function* checkTexts({ parse, expected }: TextRule, property: string, list: readonly unknown[]) {
  const children: ValidationError[] = [];
  for (const [i, text] of list.entries()) {
    if (i && i % ENTRIES_AT_ONCE === 0) yield;
    if (typeof text === 'string' && parse(text) !== undefined) continue;
    children.push({ property: String(i), constraints: { isText: `${i} must be ${expected}` } });
  }
  return children.length ? { property, children } : undefined;
}

const MEMBERS = new Map<Type<object>, readonly string[]>();

/** The fields of a DTO, as they stand in it: those that have a decorator of class-validator. */
export function membersOf(dto: Type<object>): readonly string[] {
  const known = MEMBERS.get(dto);
  if (known) return known;
  const rules = getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false);
  const members = [...new Set(rules.map(({ propertyName }) => propertyName))];
  MEMBERS.set(dto, members);
  return members;
}
