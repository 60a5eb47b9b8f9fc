import { ValidateBy } from 'class-validator';

/** A list of JSON objects, not empty. What is in them, ValidateNested says. */
export function IsObjectList(atMost: number): PropertyDecorator {
  return ValidateBy({
    name: 'isObjectList',
    validator: {
      validate: (value) =>
        Array.isArray(value) && value.length >= 1 && value.length <= atMost && value.every(isPlainObject),
      defaultMessage: (given) => `${given!.property} must be a list of 1 to ${atMost} objects`,
    },
  });
}

const isPlainObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
