import { InvalidParameter } from '../../http/invalid-parameter.js';
import type { PageCursors, PagedList } from '../../http/page-cursor.js';
import type { IntervalKey } from '../../phone-numbers/lookup/lookup.queries.js';
import type { HistoryPage } from '../../phone-numbers/lookup/lookup.service.js';

/** Intervals of a page where the query says nothing. */
export const DEFAULT_PAGE = 100;
const AT_MOST = 1000;

const historyOf = (number: string): PagedList => ['history', number];

/**
 * The page of a number's history that a query asks for: `max` intervals, after the page whose link `start` comes from.
 * Throws InvalidParameter.
 */
export function historyPage(
  number: string,
  { max, start }: Record<string, unknown>,
  cursors: PageCursors,
): HistoryPage {
  const atMost = sizeFrom(max);
  const position = cursors.open(historyOf(number), start);
  return { atMost, after: position && { from: new Date(Number(position[0])), id: position[1]! } };
}

function sizeFrom(max: unknown): number {
  if (max === undefined) return DEFAULT_PAGE;
  const size = typeof max === 'string' && /^\d+$/.test(max) ? Number(max) : 0;
  if (size < 1) throw new InvalidParameter('max', 'one whole number from 1');
  return Math.min(size, AT_MOST);
}

/** The `start` of the page after this interval. */
export function startAfter(number: string, { from, id }: IntervalKey, cursors: PageCursors): string {
  return cursors.seal(historyOf(number), [String(from.getTime()), id]);
}
