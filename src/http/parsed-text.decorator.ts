import { ValidateBy, ValidateIf } from 'class-validator';

/** A text that one of our parsers reads; `expected` goes on after "must be". */
export function IsTextFor(parse: (text: string) => unknown, expected: string): PropertyDecorator {
  return ValidateBy({
    name: 'isTextFor',
    validator: {
      validate: (value) => typeof value === 'string' && parse(value) !== undefined,
      defaultMessage: (given) => `${given!.property} must be ${expected}`,
    },
  });
}

/** A field that may be left out, but not be null: class-validator's own IsOptional takes null for absent. */
export const MayBeLeftOut = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
