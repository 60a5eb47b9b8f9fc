import { instantOrDayFrom } from '../record/instant.js';
import type { DateOrder } from './reading.js';

/** When a cell says, or the end of a sentence that begins with the cell. */
export type DateReading = { instant: Date } | { fault: string };

/** Three numbers with the same separator between them, a blank behind it at most. */
const PARTS = /^(\d{1,4})([./-]) ?(\d{1,2})\2 ?(\d{1,4})$/;
const SERIAL = /^\d{5}(?:[.,]\d{1,12})?$/;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
// Day 60 of 1900 was none, so from March 1900 on days are counted from here.
const FIRST_SERIAL_DAY = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;
const CENTURY = 100;

/** ISO 8601, or a date in the order that the operator says. A date that could be two dates is none. */
export function dateReading(text: string, order: DateOrder | undefined, today = new Date()): DateReading {
  const instant = instantOrDayFrom(text);
  if (instant) return { instant };
  if (SERIAL.test(text)) return { fault: faultOfSerial(text) };
  if (LOCAL_TIME.test(text))
    return { fault: 'is a time without its offset; write a date alone, or add Z or an offset' };
  const [, first, , second, third] = PARTS.exec(text) ?? [];
  if (first === undefined) return { fault: 'is not an instant or a date like 2026-01-31' };
  return readingOfParts([first, second!, third!], order, today);
}

function faultOfSerial(text: string): string {
  const day = new Date(FIRST_SERIAL_DAY + Math.floor(Number(text.replace(',', '.'))) * DAY_MS)
    .toISOString()
    .slice(0, 10);
  return `is a spreadsheet's serial day, perhaps ${day}; format the column as a date there, or import the workbook itself`;
}

type Parts = readonly [string, string, string];

function readingOfParts(parts: Parts, order: DateOrder | undefined, today: Date): DateReading {
  const orders: DateOrder[] = parts[0].length > 2 ? ['ymd'] : order ? [order] : ['dmy', 'mdy'];
  const days = new Set(orders.map((one) => dayOf(parts, one, today)).filter((day) => day !== undefined));
  const [day, another] = days;
  if (day === undefined) {
    return { fault: order ? `is no date in the order ${order}, which --dates says` : 'is no date' };
  }
  if (another === undefined) return { instant: instantOrDayFrom(day)! };
  return { fault: `may be ${day} or ${another}: which is the day, which the month? Say --dates dmy or --dates mdy` };
}

/** As `2026-01-31`; undefined if there is no such day. */
function dayOf(parts: Parts, order: DateOrder, today: Date): string | undefined {
  const part = (letter: string): string => parts[order.indexOf(letter)]!;
  const [year, month, day] = [yearOf(part('y'), today), part('m').padStart(2, '0'), part('d').padStart(2, '0')];
  const text = `${year}-${month}-${day}`;
  return year !== undefined && instantOrDayFrom(text) ? text : undefined;
}

/** Of two digits the latest year that has begun: nothing is held since a day to come. */
function yearOf(text: string, today: Date): string | undefined {
  if (text.length === 4) return text;
  if (text.length !== 2) return undefined;
  const now = today.getUTCFullYear();
  const year = now - (now % CENTURY) + Number(text);
  return String(year > now ? year - CENTURY : year);
}
