import type { XmlHandler } from './xml.js';

/** How the cells of a style show their numbers, as far as it changes what they say. */
export interface NumberFormat {
  isDate: boolean;
  /** Of a format of zeros alone, which shows a number with zeros before it. */
  digits: number;
}

const GENERAL: NumberFormat = { isDate: false, digits: 0 };
// The formats of dates that every workbook has without naming them (ECMA-376, 18.8.30, with those of East Asia); those
// between are of times alone.
const DATES: readonly [from: number, to: number][] = [
  [14, 17],
  [22, 22],
  [27, 36],
  [50, 58],
];
const LONGEST_FORMAT = 255;

/** The styles of a workbook: which number format each has. */
export class NumberFormats implements XmlHandler {
  private readonly codes = new Map<number, string>();
  private readonly styles: NumberFormat[] = [];
  private isInCells = false;

  ofStyle(style: string | undefined): NumberFormat {
    return (style === undefined ? this.styles[0] : this.styles[Number(style)]) ?? GENERAL;
  }

  opened(name: string, { numFmtId, formatCode }: Record<string, string>): void {
    if (name === 'numFmt') this.codes.set(Number(numFmtId), formatCode ?? '');
    else if (name === 'cellXfs') this.isInCells = true;
    else if (name === 'xf' && this.isInCells) this.styles.push(this.formatOf(Number(numFmtId ?? 0)));
  }

  closed(name: string): void {
    if (name === 'cellXfs') this.isInCells = false;
  }

  private formatOf(id: number): NumberFormat {
    const code = this.codes.get(id);
    if (code === undefined) return { isDate: DATES.some(([from, to]) => id >= from && id <= to), digits: 0 };
    if (code.length > LONGEST_FORMAT) return GENERAL;
    return { isDate: isDate(code), digits: /^0+$/.test(code) ? code.length : 0 };
  }
}

/**
 * Whether a format shows a day, month or year, outside of a text, a colour or a language. An m beside hours or seconds is a
 * minute: a time alone is no date.
 */
function isDate(code: string): boolean {
  const bare = code
    .replace(/[\\_*]./g, '')
    .replace(/"[^"]*"/g, '')
    .replace(/\[(?![hms]+\])[^[\]]*\]/gi, '')
    .replace(/am\/pm|a\/p/gi, '');
  if (/general/i.test(bare)) return false;
  return /[dy]/i.test(bare) || (/m/i.test(bare) && !/[hs]/i.test(bare));
}
