import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

const NESTED = Symbol('the DTO of what is nested');
const TEXTS = Symbol('what each text of a list has to be');

/** A JSON object of a DTO of its own. */
export const IsObjectOf = (dto: () => Type<object>): PropertyDecorator =>
  nested(dto, {
    name: 'isObjectOf',
    validator: { validate: isPlainObject, defaultMessage: (given) => `${given!.property} must be an object` },
  });

/** A list of JSON objects of a DTO of their own, not empty. */
export const IsObjectList = (atMost: number, dto: () => Type<object>): PropertyDecorator =>
  nested(dto, {
    name: 'isObjectList',
    validator: {
      validate: (value) =>
        Array.isArray(value) && value.length >= 1 && value.length <= atMost && value.every(isPlainObject),
      defaultMessage: (given) => `${given!.property} must be a list of 1 to ${atMost} objects`,
    },
  });

/** A list of such objects, which may be empty, or one of them alone. */
export const IsObjectOrList = (atMost: number, dto: () => Type<object>): PropertyDecorator =>
  nested(dto, {
    name: 'isObjectOrList',
    validator: {
      validate: (value) =>
        isPlainObject(value) || (Array.isArray(value) && value.length <= atMost && value.every(isPlainObject)),
      defaultMessage: (given) => `${given!.property} must be a list of 0 to ${atMost} objects`,
    },
  });

/** What each text of a list has to be; `expected` goes on after "must be". */
export interface TextRule {
  parse: (text: string) => unknown;
  expected: string;
}

/** A list of texts; how many it may have at most can depend on the body. */
export function IsTextList(
  atMost: number | ((body: object) => number),
  rule: TextRule,
  { atLeast = 1 } = {},
): PropertyDecorator {
  const mostOf = (body: object): number => (typeof atMost === 'number' ? atMost : atMost(body));
  const isValid = ValidateBy({
    name: 'isTextList',
    validator: {
      validate: (value, given) =>
        Array.isArray(value) && value.length >= atLeast && value.length <= mostOf(given!.object),
      defaultMessage: (given) => `${given!.property} must be a list of ${atLeast} to ${mostOf(given!.object)} texts`,
    },
  });
  return (target, property) => {
    isValid(target, property);
    Reflect.defineMetadata(TEXTS, rule, target, property);
  };
}

/** What each text of a member has to be; undefined where it holds no list of texts. */
export function textRule(object: object, member: string): TextRule | undefined {
  return Reflect.getMetadata(TEXTS, object, member) as TextRule | undefined;
}

function nested(dto: () => Type<object>, options: Parameters<typeof ValidateBy>[0]): PropertyDecorator {
  const isValid = ValidateBy(options);
  return (target, property) => {
    isValid(target, property);
    Reflect.defineMetadata(NESTED, dto, target, property);
  };
}

/** The DTO of what a member holds, one or a list; undefined where it holds no objects. */
export function nestedDto(object: object, member: string): Type<object> | undefined {
  const dto = Reflect.getMetadata(NESTED, object, member) as (() => Type<object>) | undefined;
  return dto?.();
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
