import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import { numberedValues, type NamedValues } from '../record/named-values.js';
import { REACHED, reachValues, type Reach } from './reach.js';

/** Reads what a caller reaches; a value that the statement does not name is left out. */
export type ReachedStatement<Row extends object> = (
  dataSource: DataSource,
  reach: Reach,
  values: NamedValues,
) => Promise<Row[]>;

/** Registers a statement that goes on after REACHED, with `:name` for each further value. */
export function reachedStatement<Row extends object>(name: string, text: string): ReachedStatement<Row> {
  const { text: numbered, names } = numberedValues(text, 8);
  const statement = preparedStatement(name, `${REACHED},${numbered}`);
  return (dataSource, reach, values) =>
    readPrepared<Row>(dataSource, statement, [...reachValues(reach), ...names.map((one) => values[one])]);
}
