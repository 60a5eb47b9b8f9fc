import { numberReading } from './e164.js';

export const MOST_NUMBERS = 10_000;
// A plus begins the second number, so a hyphen inside of one is none between two.
const BETWEEN = /[-–](?=\s*\+)/;

/** A text that is neither a number nor a range of numbers. */
export class BadRange extends Error {
  constructor(
    readonly code: 'bad_number' | 'ambiguous_number' | 'bad_range',
    reason: string,
    /** A country would say how to read the number. */
    readonly lacksCountry?: boolean,
  ) {
    super(reason);
    this.name = 'BadRange';
  }
}

/** The digits of the first and the last number. */
export interface NumberRange {
  first: number;
  last: number;
}

/**
 * A number in E.164 or in the national format of the country, or two with a hyphen between them:
 * `+14165550100-+14165550199`. Throws BadRange.
 */
export function numberRangeFrom(text: string, country?: string): NumberRange {
  const ends = text.split(BETWEEN);
  if (ends.length > 2) throw new BadRange('bad_number', NO_RANGE);
  const numbers = ends.map((end) => numberFrom(end, country));
  const [first, last] = [numbers[0]!, numbers.at(-1)!];
  if (first.length !== last.length) throw new BadRange('bad_range', 'the ends of the range are of different lengths');
  // At most 15 digits, so a number is exact.
  const range = { first: Number(first.slice(1)), last: Number(last.slice(1)) };
  const count = countOf(range);
  if (count < 1) throw new BadRange('bad_range', 'the range ends before it begins');
  if (count > MOST_NUMBERS) {
    throw new BadRange('bad_range', `the range has ${count} numbers, and may have ${MOST_NUMBERS}`);
  }
  return range;
}

const NO_RANGE = 'is not two numbers in E.164 format with a hyphen between them';

function numberFrom(text: string, country: string | undefined): string {
  const reading = numberReading(text, country);
  if (reading.e164 !== undefined) return reading.e164;
  throw new BadRange(reading.code, reading.reason, reading.lacksCountry);
}

export const countOf = ({ first, last }: NumberRange): number => last - first + 1;

/** All of its numbers in E.164, in their order. */
export function* numbersOf({ first, last }: NumberRange): Generator<string> {
  for (let digits = first; digits <= last; digits++) yield `+${digits}`;
}
