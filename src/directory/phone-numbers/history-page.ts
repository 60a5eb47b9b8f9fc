import type { PageCursors, PagedList } from '../../http/page-cursor.js';
import { maxOf, type PageLimits } from '../../http/query-values.js';
import type { IntervalKey } from '../../phone-numbers/lookup/lookup.queries.js';
import type { HistoryPage } from '../../phone-numbers/lookup/lookup.service.js';

/** Entries of a page on this face. */
export const PAGE: PageLimits = { usual: 100, largest: 1000 };

const historyOf = (number: string): PagedList => ['history', number];

/**
 * The page of a number's history that a query asks for: `max` intervals, after the page whose link `start` comes from.
 * Throws InvalidParameter.
 */
export function historyPage(number: string, query: Record<string, unknown>, cursors: PageCursors): HistoryPage {
  const atMost = maxOf(query, PAGE);
  const position = cursors.open(historyOf(number), query.start);
  return { atMost, after: position && { from: new Date(Number(position[0])), id: position[1]! } };
}

/** The `start` of the page after this interval. */
export function startAfter(number: string, { from, id }: IntervalKey, cursors: PageCursors): string {
  return cursors.seal(historyOf(number), [String(from.getTime()), id]);
}
