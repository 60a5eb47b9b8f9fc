import type { Position } from '../../http/page-cursor.js';
import type { EntryPage, EntryPosition } from '../../phone-numbers/inventory/inventory-filter.js';
import type { InventoryEntry } from '../../phone-numbers/inventory/inventory.service.js';
import { pageOf, type Page, type PageFound } from '../../webex/pages.js';

/** What is read for a page: one entry more than it shows. */
export function afterOf({ max, skip, after }: Page): EntryPage {
  return { atMost: max + 1, skip, after: after && positionFrom(after) };
}

/** Of what was read: the page, and where the next one begins. */
export function entriesPage(entries: readonly InventoryEntry[], page: Page): PageFound<InventoryEntry> {
  return pageOf(entries, page, positionOf);
}

// Text or nothing, as JSON: an empty text is a value.
const positionOf = ({ key, e164, extension, lineId }: EntryPosition): Position => [
  JSON.stringify([key, e164, extension, lineId]),
];

function positionFrom([text]: Position): EntryPosition {
  const [key, e164, extension, lineId] = JSON.parse(text!) as (string | null)[];
  return { key: key!, e164: e164!, extension: extension!, lineId: lineId! };
}
