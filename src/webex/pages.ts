import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { CURSOR_FORM, PageCursors, type PagedList, type Position } from '../http/page-cursor.js';
import { PageLinks } from '../http/page-links.js';

/** What a request asks for of a list. */
export interface Page {
  /** Entries at most. */
  readonly max: number;
  /** Entries to leave out. */
  readonly skip: number;
  /** The last entry of the page before, where the request follows its link. */
  readonly after?: Position;
}

/** Entries of a page: where the query says nothing, and at most, whatever it says. */
export interface PageSize {
  readonly usual: number;
  readonly largest: number;
  /** What the list's parameters are called, where not `max` and `start`. */
  readonly names?: PageNames;
}

interface PageNames {
  readonly max: string;
  readonly start: string;
}

/** What one page found: its entries, and where the next one begins after, if there is one. */
export interface PageFound<Entry> {
  readonly entries: readonly Entry[];
  readonly next?: Position;
}

/** Who goes farther follows the links: to leave entries out costs as much as to read them. */
const MOST_SKIPPED = 20_000;
const DIGITS = /^\d{1,9}$/;
const NAMES: PageNames = { max: 'max', start: 'start' };
const PAGING = new Set(['start', 'max', 'next', 'limit']);

/**
 * The pages of this face's lists (workspaces contract, 3.3). A link to the next page has every parameter of the request,
 * and for `start` a cursor that later writes do not shift; a number of entries, as the vendor has it, is read as well.
 */
@Injectable()
export class Pages {
  constructor(
    private readonly links: PageLinks,
    private readonly cursors: PageCursors,
  ) {}

  /** Throws InvalidParameter: max, or a start that belongs to another list, other filters or somebody else. */
  asked(list: PagedList, query: Record<string, unknown>, { usual, largest, names = NAMES }: PageSize): Page {
    const { [names.max]: max, [names.start]: start } = query;
    const size = max === undefined ? usual : wholeNumber(max);
    if (!size) throw new InvalidParameter(names.max, 'one whole number from 1');
    const skip = start === undefined ? 0 : wholeNumber(start);
    const atMost = Math.min(size, largest);
    if (skip === undefined) return { max: atMost, skip: 0, after: this.cursors.open(list, start, names.start) };
    if (skip > MOST_SKIPPED) throw new InvalidParameter(names.start, `at most ${MOST_SKIPPED}, or what a Link has`);
    return { max: atMost, skip };
  }

  /** Sets `Link` where there is a next page. */
  link(
    request: FastifyRequest,
    reply: FastifyReply,
    list: PagedList,
    next: Position | undefined,
    { names = NAMES }: Pick<PageSize, 'names'> = {},
  ): void {
    if (next) void reply.header('link', this.links.next(request, this.cursors.seal(list, next), names.start));
  }
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'string' && DIGITS.test(value) ? Number(value) : undefined;
}

/** A list is another one with each caller's organization, each path and each filter. */
export function listOf(name: string, { organization }: Principal, query: Record<string, unknown>): PagedList {
  const filters = Object.entries(query).filter(([parameter]) => !PAGING.has(parameter));
  const owner = organization.uuid ?? organization.objectId;
  return [name, owner, ...filters.sort(([a], [b]) => (a < b ? -1 : 1)).map((filter) => JSON.stringify(filter))];
}

/** Of one entry more than the page has: the page, and whether there is another one. */
export function pageOf<Entry>(
  rows: readonly Entry[],
  { max }: Page,
  positionOf: (entry: Entry) => Position,
): PageFound<Entry> {
  const entries = rows.slice(0, max);
  const last = entries.at(-1);
  return { entries, next: rows.length > max && last ? positionOf(last) : undefined };
}

/** The parameters, for the document. */
export const START = {
  name: 'start',
  required: false,
  schema: { type: 'string', ...CURSOR_FORM },
  description: `Where the page begins: taken from the \`Link\` of the page before, or how many entries to leave out (at most ${MOST_SKIPPED}).`,
} as const;

export const maxOf = ({ usual, largest, names = NAMES }: PageSize) =>
  ({
    name: names.max,
    required: false,
    schema: { type: 'integer', minimum: 1, default: usual },
    description: `Entries per page; above ${largest} counts as ${largest}.`,
  }) as const;

/** The header, for the document. */
export const LINK = {
  Link: { description: 'rel="next": the next page; absent on the last one', schema: { type: 'string' as const } },
};
