import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { CURSOR_FORM } from './page-cursor.js';
import type { PageLimits } from './query-values.js';

/** The parameters of a list in pages, for the document: `max` `things` at most, and `start`. */
export const ApiPaged = ({ usual, largest }: PageLimits, things: string) =>
  applyDecorators(
    ApiQuery({
      name: 'start',
      required: false,
      schema: { type: 'string', ...CURSOR_FORM },
      description: 'Where the page begins: taken from the `Link` of the page before, not to be made by hand.',
    }),
    ApiQuery({
      name: 'max',
      required: false,
      schema: { type: 'integer', minimum: 1, default: usual },
      description: `${things} per page; above ${largest} counts as ${largest}.`,
    }),
  );

/** The header, for the document. */
export const NEXT_PAGE = {
  Link: { description: 'rel="next": the next page; absent on the last one', schema: { type: 'string' as const } },
};
