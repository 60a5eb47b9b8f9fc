import { Option, type Command } from 'commander';
import { isEncoding } from '../phone-numbers/import/file-text.js';
import { DATE_ORDERS, type DateOrder, type Reading } from '../phone-numbers/import/reading.js';
import { countryFrom } from './country.js';
import { WrongUsage } from './usage.errors.js';

/** What `import` is told of how its files are written. */
export interface ReadingOptions {
  country?: string;
  dates?: DateOrder;
  encoding?: string;
  sheet?: string;
  map: string[];
  ignoreColumn: string[];
}

const collected = (value: string, before: string[]): string[] => [...before, value];

/** Adds the options to a command. */
export function withReadingOptions(command: Command): Command {
  return command
    .option('--country <cc>', 'the country of numbers in rows that name none, for example CA')
    .addOption(
      new Option('--dates <order>', 'the order of day, month and year in dates like 01/02/2026').choices(DATE_ORDERS),
    )
    .option('--encoding <name>', 'of files that are neither UTF-8 nor marked, for example windows-1252')
    .option('--sheet <name>', 'the sheet of a workbook (.xlsx); default: the first visible one')
    .option('--map <theirs=ours>', 'a column of the file and the column that it is; may be repeated', collected, [])
    .option('--ignore-column <name>', 'a column of the file to leave out; may be repeated', collected, []);
}

/** Throws WrongUsage. */
export function readingFrom({ country, dates, encoding, sheet, map, ignoreColumn }: ReadingOptions): Reading {
  const upper = country === undefined ? undefined : countryFrom(country);
  if (encoding !== undefined && !isEncoding(encoding)) {
    throw new WrongUsage('--encoding is not known; windows-1252, iso-8859-2, utf-16le or shift_jis are, for example');
  }
  return { country: upper, dates, encoding, sheet, columns: new Map(map.map(mapping)), ignored: ignoreColumn };
}

/** The name of a column may have an equals sign, ours has none. */
function mapping(text: string): [string, string] {
  const at = text.lastIndexOf('=');
  const [theirs, ours] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 0 || !theirs || !ours) throw new WrongUsage('--map is not written like "Their column=phone_number"');
  return [theirs, ours];
}
