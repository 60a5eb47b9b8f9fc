import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { ID_FORM } from '../../ids/webex-id.js';
import { LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';
import {
  LONGEST_OWNER_NAME,
  LONGEST_WORD,
  NUMBER_TYPES,
  ORDERS,
  PHONE_NUMBER_TYPES,
  STATES,
  TELEPHONY_TYPES,
} from './inventory-query.js';

const query = (name: string, schema: object, description: string) =>
  ApiQuery({ name, required: false, schema, description });
const text = (maxLength: number) => ({ type: 'string', maxLength });
const oneOf = (words: readonly string[]) => ({ type: 'string', enum: [...words] });
const id = { type: 'string', ...ID_FORM };
const boolean = { type: 'boolean' };

/** The filters of the inventory, for the document. */
export const ApiInventoryFilters = () =>
  applyDecorators(
    query('locationId', id, 'Only of this location.'),
    query(
      'phoneNumber',
      text(LONGEST_WRITTEN_NUMBER),
      'A part of the number; with `+`, how it begins. Separators do not count.',
    ),
    query(
      'available',
      boolean,
      'true: numbers that somebody else may have, so that none is in quarantine; not together with `ownerType`. ' +
        'false: what somebody has.',
    ),
    query('assigned', boolean, 'Whether somebody receives the calls.'),
    query('order', { ...oneOf(ORDERS), default: 'dn' }, 'Sort order; extensions without a number always come last.'),
    query('ownerName', text(LONGEST_OWNER_NAME), "A part of the owner's name, in any case."),
    query('ownerId', id, 'Only of this person or workspace.'),
    query('ownerType', text(LONGEST_WORD), '`PEOPLE` or `PLACE`; no number here has an owner of another type.'),
    query('extension', text(LONGEST_WORD), 'Exactly this one.'),
    query(
      'numberType',
      oneOf(NUMBER_TYPES),
      '`NUMBER`: entries with a number. `EXTENSION`: those without one; not together with `available`, `state` or ' +
        '`phoneNumberType`.',
    ),
    query('phoneNumberType', oneOf(PHONE_NUMBER_TYPES), 'Leaves out extensions without a number.'),
    query('state', oneOf(STATES), 'Leaves out extensions without a number.'),
    query('includedTelephonyTypes', oneOf(TELEPHONY_TYPES), 'Absent: both.'),
    query('tollFreeNumbers', boolean, 'Whether callers pay nothing.'),
    query('serviceNumber', boolean, 'Whether it is the number of a service.'),
    query('restrictedNonGeoNumbers', boolean, 'No number here is one.'),
    query('reservedNumber', boolean, 'No number here is one. Not together with `available`.'),
    query('elinEnabled', boolean, 'No number here is.'),
    query('details', { ...boolean, default: false }, 'Adds `count`.'),
  );
