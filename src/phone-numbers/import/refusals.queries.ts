import type { ClientBase } from 'pg';
import { BROKEN_RULES, RULES } from '../assignments/rules.js';
import type { ReportedRow } from './report.js';

const REFUSALS = `
  SELECT DISTINCT ON (s."row") s.file_line AS line, s.file_column AS "column", r.rule
    FROM (${BROKEN_RULES}) r JOIN staged s USING ("row") ORDER BY s."row", r.rule`;

/** The rows of `wanted` that break a rule of the record, in the file's order. */
export async function refusals(client: ClientBase): Promise<ReportedRow[]> {
  const { rows } = await client.query<{ line: number; column: number; rule: number }>(REFUSALS);
  return rows.map(({ line, column, rule }) => ({ line, column, code: RULES[rule]!.code, reason: RULES[rule]!.reason }));
}
