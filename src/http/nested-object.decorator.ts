import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ValidateBy } from 'class-validator';

const NESTED = Symbol('the DTO of what is nested');

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
