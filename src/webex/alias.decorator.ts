import { ValidateBy, ValidateIf } from 'class-validator';

// The vendor's clients and pages have two names for some fields (workspaces contract, 0.1): one of the two is enough.

/** The second name: where both are there, they must say the same. */
export function IsAliasOf(name: string): PropertyDecorator {
  return ValidateBy({
    name: 'isAliasOf',
    validator: {
      validate: (value, given) => [value, null, undefined].includes(membersOf(given!.object)[name]),
      defaultMessage: (given) => `${given!.property} must be the same as ${name}`,
    },
  });
}

/** The first name of a required field: it is missed only where the second one is missing, too. */
export const IsRequiredOr = (alias: string): PropertyDecorator =>
  ValidateIf((object: object, value) => value != null || membersOf(object)[alias] == null);

const membersOf = (object: object) => object as Record<string, unknown>;
