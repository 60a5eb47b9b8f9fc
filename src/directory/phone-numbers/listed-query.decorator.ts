import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ID_FORM } from '../../ids/webex-id.js';
import { NUMBER_STATES } from '../../phone-numbers/record/phone-number.entity.js';
import { EXTENSION_FORM, LONGEST_SEARCH } from './listed-query.js';

const FILTERS: [name: string, schema: object, description: string][] = [
  [
    'organizationId',
    { type: 'string', ...ID_FORM },
    'Only what is in its inventory: 24 hexadecimal digits, or a UUID.',
  ],
  ['locationId', { type: 'string', ...ID_FORM }, 'Only what is in this location.'],
  ['state', { type: 'string', enum: [...NUMBER_STATES] }, 'Only numbers that are in service, or those that are not.'],
  ['held', { type: 'boolean' }, 'Only what somebody has, or only numbers that nobody has.'],
  [
    'q',
    { type: 'string', maxLength: LONGEST_SEARCH },
    'A part of the number, of a holder’s extension, name or e-mail, in any case; with a plus (`%2B`) how the number ' +
      'begins. Separators in a number don’t matter. Faster with `organizationId`.',
  ],
  ['extension', { type: 'string', ...EXTENSION_FORM }, 'A holder’s extension, exactly. Faster with `organizationId`.'],
];

/** The filters of the list, for the document. */
export const ApiListFilters = () =>
  applyDecorators(
    ...FILTERS.map(([name, schema, description]) => ApiQuery({ name, schema, description, required: false })),
  );
