import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { RequiresOneOf } from '../../auth/access.decorators.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { COUNTRY_FORM, LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';
import { DirectoryErrorBody } from '../directory-error.body.js';

/** Who may ask, and what they are told, for the description of a route. */
export const ACCESS =
  'For the role SUPERADMIN; or with the scope `spark-admin:telephony_config_read` for full, read-only and location ' +
  'administrators. An administrator sees what is of their own organization and, if full or read-only, of its customers; ' +
  'a location administrator sees what is of their locations, and of the users in them. The rest is absent.';

/** How a route names a number. */
export const NamedNumber = () =>
  applyDecorators(
    ApiParam({
      name: 'number',
      schema: { type: 'string', maxLength: LONGEST_WRITTEN_NUMBER, example: '+1 (205) 555-0001' },
      description:
        'In any written form, percent-encoded in the URL: E.164 with or without separators, `tel:`, or national.',
    }),
    ApiQuery({
      name: 'country',
      required: false,
      schema: { type: 'string', ...COUNTRY_FORM },
      description:
        'ISO 3166-1 alpha-2, in upper case: in whose national format the number is. Needed for one without `+`.',
    }),
  );

/** A route that tells of one number: who may enter, how the number is named, and the refusals, `bad` being that of 400. */
export const OfOneNumber = (bad: string) =>
  applyDecorators(
    RequiresOneOf(
      { roles: ['SUPERADMIN'] },
      { scopes: ['spark-admin:telephony_config_read'], roles: ['full_admin', 'readonly_admin', 'location_admin'] },
    ),
    NamedNumber(),
    ApiFailures(DirectoryErrorBody, {
      400: bad,
      403: 'The token lacks the scope or the role',
      404: 'There is no such number, or nothing of it that the caller may see',
    }),
  );
