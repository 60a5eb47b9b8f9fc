import { readFileSync } from 'node:fs';
import { e164From, isCountry, numberReading, writtenNumberFrom } from './e164.js';

interface Case {
  why: string;
  text: string;
  country: string;
  number: string | null;
  code?: string;
}

// What people write and what programs make of it, as in public bug reports.
const CASES = JSON.parse(readFileSync('test/cases/written-numbers.json', 'utf8')) as Case[];

describe('a written number', () => {
  it.each(CASES)('$why: $text in $country', ({ text, country, number, code }) => {
    const reading = numberReading(text, country);
    expect(reading).toEqual(number ? { e164: number } : { code, reason: expect.stringMatching(/^[a-z]/) });
    // Without the country it is the same, or none.
    expect([number ?? undefined, undefined]).toContainEqual(e164From(text));
    if (number) expect(writtenNumberFrom(text)).toBe(text);
  });

  it('that may be two numbers names both', () => {
    expect(numberReading('12065550189', 'DE')).toEqual({
      code: 'ambiguous_number',
      reason: 'may be +4912065550189, or +12065550189 without its plus; write the one that is meant',
    });
  });

  it.each([
    ['1.4165550102E+10', 'was rounded by a spreadsheet; format the column as text there, and enter the number again'],
    ['14165550102', 'has no plus before it, and no country says how to read it'],
    ['########', 'is what a spreadsheet shows where a column is too narrow'],
    ['+14165550102#1', 'has an extension or a second number behind it'],
    ['+1 416 555 0102 ext. 5', 'has letters; write its digits alone, without an extension'],
  ])('that is none says why: %s', (text, reason) => {
    expect(numberReading(text)).toMatchObject({ code: 'bad_number', reason });
  });

  it('of another country with a plus says that its calling code may be missing', () => {
    expect(numberReading('+4165550102', 'CA')).toEqual({
      code: 'bad_number',
      reason: 'begins with the calling code of another country; is +1 missing?',
    });
  });
});

// Numbers of many lengths and trunk prefixes, each with how it is dialled within its country.
const NUMBERS: [country: string, e164: string, national: string, abroad: string][] = [
  ['CA', '+14165550102', '4165550102', '011'],
  ['US', '+12065550178', '12065550178', '011'],
  ['DE', '+493023125104', '03023125104', '00'],
  ['DE', '+49555112', '055511 2'.replace(' ', ''), '00'],
  ['DE', '+4915112345678', '015112345678', '00'],
  ['GB', '+442079460102', '02079460102', '00'],
  ['IT', '+390655550102', '0655550102', '00'],
  ['FR', '+33123456789', '0123456789', '00'],
  ['AT', '+4315550', '015550', '00'],
  ['AU', '+61270100033', '0270100033', '0011'],
  ['MX', '+525555500102', '5555500102', '00'],
  ['BR', '+5511955500102', '11955500102', '0015'],
  ['ES', '+34912345678', '912345678', '00'],
  ['NO', '+4721234567', '21234567', '00'],
  ['CH', '+41442345678', '0442345678', '00'],
  ['SG', '+6561234567', '61234567', '000'],
];

const BETWEEN = ['', '', '', '', ' ', '-', '.', '/', '(', ')', '\u00a0', '\u2011', '\u2013', '\u202f', ' - ', '\u200e'];
const BETWEEN_OR_WRONG = [
  ...BETWEEN,
  ',',
  ';',
  '\n',
  '\t',
  '   ',
  '_',
  'x',
  '+',
  '*',
  "'",
  '"',
  '\u00b2',
  '\u00a0\u00a0',
];
const BEFORE = [
  '',
  '',
  '',
  ' ',
  '\u200e',
  '\ufeff',
  "'",
  '="',
  'tel:',
  'TEL:',
  ' tel: ',
  'sip:',
  '(',
  '\u2068',
  'T ',
  '-',
];
const BEHIND = [
  '',
  '',
  '',
  ' ',
  '\u200f',
  '"',
  '.0',
  ')',
  ' x12',
  ';ext=12',
  '#12',
  ' ext',
  'E+10',
  '/02',
  ' (2)',
  '\u00b9',
  ' x',
  ';+14165550103',
  ' / +14165550103',
  'XXXX',
  '@trunk.example;user=phone',
];

const FULL_WIDTH = 0xff10;
const ARABIC_INDIC = 0x660;
const PERSIAN = 0x6f0;

/** Mulberry32: the same texts at each run. */
function randomFrom(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below) | 0;
  };
}

/** One of the numbers, written in some way, and the countries in whose rows it may stand. */
function variant(random: (below: number) => number) {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)]!;
  const [own, e164, national, abroad] = pick(NUMBERS);
  const digits = e164.slice(1);
  const forms = [`+${digits}`, `+${digits}`, digits, national, `${abroad}${digits}`, `\uff0b${digits}`];
  // The trunk prefix behind the calling code, with and without brackets.
  if (national.startsWith('0') && !digits.endsWith(national)) {
    const code = digits.slice(0, digits.length - national.length + 1);
    forms.push(`+${code}(0)${national.slice(1)}`, `+${code}${national}`);
  }
  const form = random(forms.length);
  const separators = random(3) ? BETWEEN : BETWEEN_OR_WRONG;
  const isPlain = !random(4);
  const spaced = [...forms[form]!].map((digit, i) => (i && !isPlain && !random(3) ? pick(separators) : '') + digit);
  const inScript = (zero: number) =>
    spaced.join('').replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
  const written = random(10) ? spaced.join('') : inScript(pick([FULL_WIDTH, ARABIC_INDIC, PERSIAN]));
  // National format means another number in another country, and so does a prefix for calls abroad.
  const isNational = form === 3 || form === 4;
  return {
    text: pick(BEFORE) + written + pick(BEHIND),
    e164,
    country: isNational ? own : pick([own, own, undefined, 'DE', 'FR', 'GB']),
  };
}

describe('any writing of a number', () => {
  it('is read as that number or as none, 100,000 times', () => {
    const random = randomFrom(20_260_501);
    const wrong: unknown[] = [];
    let read = 0;
    for (let i = 0; i < 100_000; i++) {
      const { text, e164, country } = variant(random);
      const found = e164From(text, country);
      if (found === e164) read++;
      else if (found !== undefined) wrong.push({ text, country, e164, found });
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    // It is not that everything is refused.
    expect(read).toBeGreaterThan(12_000);
  });

  it('names countries that there are', () => {
    expect(NUMBERS.filter(([country]) => !isCountry(country))).toEqual([]);
  });
});
