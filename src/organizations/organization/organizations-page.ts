import type { PageCursors, PagedList } from '../../http/page-cursor.js';
import { maxOf, type PageLimits } from '../../http/query-values.js';

/** Organizations of a page: clients that know of no pages get as many as there are. */
export const PAGE: PageLimits = { usual: 1000, largest: 1000 };

const ORGANIZATIONS: PagedList = ['organizations'];

/** The page that a query asks for; `after`: an objectId. Throws InvalidParameter. */
export function organizationsPage(query: Record<string, unknown>, cursors: PageCursors) {
  const [after = ''] = cursors.open(ORGANIZATIONS, query.start) ?? [];
  return { atMost: maxOf(query, PAGE), after };
}

/** The `start` of the page after this organization. */
export const startAfter = (objectId: string, cursors: PageCursors): string => cursors.seal(ORGANIZATIONS, [objectId]);
