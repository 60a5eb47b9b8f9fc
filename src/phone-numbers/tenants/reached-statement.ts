import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { REACHED, reachValues, type Reach } from './reach.js';

/** Values by the names that they have in a statement. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** Reads what a caller reaches; a value that the statement does not name is left out. */
export type ReachedStatement<Row extends object> = (
  dataSource: DataSource,
  reach: Reach,
  values: NamedValues,
) => Promise<Row[]>;

const NAME = /(?<![:\w]):([a-z]\w*)/gi;

/**
 * Registers a statement that goes on after REACHED, with `:name` for each further value: several statements put together
 * of the same parts need not number them. A name is cast where it stands first.
 */
export function reachedStatement<Row extends object>(name: string, text: string): ReachedStatement<Row> {
  const names: string[] = [];
  const numbered = text.replaceAll(NAME, (_, value: string) => {
    if (!names.includes(value)) names.push(value);
    return `$${8 + names.indexOf(value)}`;
  });
  const statement = preparedStatement(name, `${REACHED},${numbered}`);
  return (dataSource, reach, values) =>
    readPrepared<Row>(dataSource, statement, [...reachValues(reach), ...names.map((one) => values[one])]);
}
