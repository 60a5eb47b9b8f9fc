import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, ValidateBy } from 'class-validator';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { hasAtMost } from '../../phone-numbers/record/text-length.js';

// The fields that bodies about locations have alike, each with its documentation and its check.

/** A text that null or an empty text clears. */
export const IsClearableText = (most: number, description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ required: false, nullable: true, type: String, maxLength: most, description }),
    IsOptional(),
    IsTextFor((text) => (hasAtMost(most, text) ? text : undefined), `at most ${most} characters`),
  );

/** Degrees: a number, or a text of one, as some clients send it. Null clears. */
export function IsCoordinate(most: number, description: string): PropertyDecorator {
  const documented = { required: false, nullable: true, type: Number, minimum: -most, maximum: most } as const;
  return applyDecorators(
    ApiProperty({ ...documented, description: `${description}; a text of a number is read as well.` }),
    IsOptional(),
    ValidateBy({
      name: 'isCoordinate',
      validator: {
        validate: (value) => degreesOf(value, most) !== undefined,
        defaultMessage: (given) => `${given!.property} must be a number from -${most} to ${most}`,
      },
    }),
  );
}

const DECIMAL = /^-?\d{1,3}(?:\.\d{1,20})?$/;

/** The number of a coordinate as it was sent; undefined if it is none. */
export function degreesOf(value: unknown, most: number): number | undefined {
  const isText = typeof value === 'string' && value.length <= 25 && DECIMAL.test(value);
  const degrees = isText ? Number(value) : value;
  return typeof degrees === 'number' && Math.abs(degrees) <= most ? degrees : undefined;
}

/** Without what a request leaves out. */
export function given<Members extends object>(members: Members): Partial<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Partial<Members>;
}
