import { InvalidParameter } from '../../http/invalid-parameter.js';
import type { IntervalKey } from '../../phone-numbers/lookup/lookup.queries.js';
import type { HistoryPage } from '../../phone-numbers/lookup/lookup.service.js';

const BY_DEFAULT = 100;
const AT_MOST = 1000;
const POSITION = /^(\d{1,14})\.(\d{1,18})$/;

/** The page of a history that a query asks for: `max` intervals, after the page whose link `start` comes from. */
export function historyPage({ max, start }: Record<string, unknown>): HistoryPage {
  return { atMost: sizeFrom(max), after: positionFrom(start) };
}

function sizeFrom(max: unknown): number {
  if (max === undefined) return BY_DEFAULT;
  const size = typeof max === 'string' && /^\d+$/.test(max) ? Number(max) : 0;
  if (size < 1) throw new InvalidParameter('max', 'one whole number from 1');
  return Math.min(size, AT_MOST);
}

function positionFrom(start: unknown): IntervalKey | undefined {
  if (start === undefined) return undefined;
  const text = typeof start === 'string' ? Buffer.from(start, 'base64url').toString('latin1') : '';
  const [, from, id] = POSITION.exec(text) ?? [];
  const position = from && id ? { from: new Date(Number(from)), id } : undefined;
  // Decoding skips what is not base64, so only what is spelt as we spell it is ours.
  if (!position || startAfter(position) !== start) {
    throw new InvalidParameter('start', 'the start of a link to the next page');
  }
  return position;
}

/** The `start` of the page after this interval. Opaque: what it is made of may change. */
export function startAfter({ from, id }: IntervalKey): string {
  return Buffer.from(`${from.getTime()}.${id}`).toString('base64url');
}
