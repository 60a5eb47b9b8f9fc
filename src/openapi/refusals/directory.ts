import { historyPage } from '../../directory/phone-numbers/history-page.js';
import { PageCursors } from '../../http/page-cursor.js';
import { numberFrom } from '../../directory/written-number.js';
import { NumberNotFound } from '../../phone-numbers/lookup/lookup.errors.js';
import { thrownBy } from './provoked.js';

const NUMBER = '+14165550102';
const cursors = new PageCursors(Buffer.alloc(32));
const OF_ANY_ROUTE = [
  thrownBy(() => numberFrom('555 0102', {})),
  thrownBy(() => numberFrom('555 0102', { country: 'Canada' })),
  new NumberNotFound(),
];

/** By operation id, what a route of the directory refuses itself. Of each status the likeliest first. */
export const DIRECTORY_REFUSALS: Record<string, unknown[]> = {
  get_phone_number: OF_ANY_ROUTE,
  get_phone_number_history: [
    ...OF_ANY_ROUTE,
    thrownBy(() => historyPage(NUMBER, { max: '0' }, cursors)),
    thrownBy(() => historyPage(NUMBER, { start: 'x' }, cursors)),
  ],
};
