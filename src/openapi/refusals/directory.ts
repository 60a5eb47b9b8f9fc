import { historyPage } from '../../directory/phone-numbers/history-page.js';
import { numberFrom } from '../../directory/written-number.js';
import { NumberNotFound } from '../../phone-numbers/lookup/lookup.errors.js';
import { thrownBy } from './provoked.js';

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
    thrownBy(() => historyPage({ max: '0' })),
    thrownBy(() => historyPage({ start: 'x' })),
  ],
};
