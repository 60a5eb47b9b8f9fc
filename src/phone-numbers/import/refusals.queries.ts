import type { ClientBase } from 'pg';
import { broken, type Rule } from '../assignments/rules.js';
import { IMPORT_RULES, PARTIAL_RULES } from './import-rules.js';
import { numberConflicts } from './number-conflicts.queries.js';
import type { ReportedRow } from './report.js';

const ROWS_PER_FETCH = 1_000;

const brokenBy = (rules: readonly Rule[]): string => `
DROP TABLE IF EXISTS broken;
CREATE TEMP TABLE broken AS ${broken(rules, 'import')};
ANALYZE broken`;
const BROKEN = brokenBy(IMPORT_RULES);
const BROKEN_OF_PARTIAL = brokenBy(PARTIAL_RULES);

// All rows that contradict each other.
const ALL = 'true';

// The first in the files' order wins, so a row goes that contradicts an earlier one, unless that one may go itself: then
// it is asked again. The first of those that contradict an earlier one always goes, so there is an end to asking.
const ALL_BUT_THE_FIRST = `b.earlier IS NULL OR b.earlier > 0 AND NOT EXISTS (
  SELECT FROM broken c WHERE c."row" = b.earlier AND (c.earlier IS NULL OR c.earlier > 0))`;

const refused = (which: string): string => `
DROP TABLE IF EXISTS refused;
CREATE TEMP TABLE refused AS SELECT b."row", min(b.rule) AS rule FROM broken b WHERE ${which} GROUP BY b."row"`;

/**
 * Writes down which rows of `wanted` break a rule of the record, in the temporary table `refused`: all of them, or with
 * `partial` those that cannot stay whatever becomes of the others. Answers how many there are.
 */
export async function findRefused(client: ClientBase, { partial }: { partial: boolean }): Promise<number> {
  await client.query(partial ? BROKEN_OF_PARTIAL : BROKEN);
  await client.query(refused(partial ? ALL_BUT_THE_FIRST : ALL));
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM refused');
  return rows[0]!.count;
}

const REPORTED = `
DECLARE reported CURSOR FOR
SELECT DISTINCT ON (r."row") r."row"::text AS "row", s.file, s.file_line AS line, s.file_column AS "column", r.rule
  FROM refused r JOIN staged s USING ("row") ORDER BY r."row"`;

interface RefusedRow {
  row: string;
  file: number;
  line: number;
  column: number;
  rule: number;
}

/**
 * Hands over the refused rows in the files' order, a few at a time, and says of the first `explained` ones who has their
 * numbers. Within a transaction.
 */
export async function hearRefused(
  client: ClientBase,
  { files, explained }: { files: readonly string[]; explained: number },
  hear: (row: ReportedRow) => void,
): Promise<void> {
  const conflicts = await numberConflicts(client, explained);
  await client.query(REPORTED);
  for (;;) {
    const { rows } = await client.query<RefusedRow>(`FETCH ${ROWS_PER_FETCH} FROM reported`);
    for (const { row, file, line, column, rule } of rows) {
      const { code, reason } = IMPORT_RULES[rule]!;
      hear({ file: files[file]!, line, column, code, reason, conflict: conflicts.get(row) });
    }
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await client.query('CLOSE reported');
}

// An answer without one of its rows is not the whole truth any more: it adds and changes, and nothing is released for it.
const addOnly = (refusedRows: string): string =>
  `UPDATE staged SET answer = NULL WHERE answer IN (SELECT answer FROM staged WHERE ${refusedRows})`;

const leaveOut = async (client: ClientBase, refusedRows: string): Promise<void> => {
  await client.query(addOnly(refusedRows));
  await client.query(`DELETE FROM staged WHERE ${refusedRows}`);
  await client.query('ANALYZE staged');
};

/** Goes on without the rows that were refused as they were read; each left one that stands for it. */
export const leaveOutUnread = (client: ClientBase): Promise<void> => leaveOut(client, `kind = 'refused'`);

/** Goes on without those that findRefused found. */
export const leaveOutRefused = (client: ClientBase): Promise<void> =>
  leaveOut(client, '"row" IN (SELECT "row" FROM refused)');
