import { RECORD_TABLES } from '../src/phone-numbers/backup/record-tables.js';
import { said, type Answer } from './ask.js';
import type { RecordDatabase } from './record-database.js';

const TABLES = [...RECORD_TABLES, 'idempotent_answers'];

/** All of a record as one text: two that are equal say that nothing was written between them. */
export async function everyRow({ query }: Pick<RecordDatabase, 'query'>): Promise<string> {
  const rows: object[][] = [];
  for (const table of TABLES) rows.push(await query(`SELECT t::text FROM ${table} t ORDER BY 1`));
  return JSON.stringify(rows);
}

/** What a request is answered that must not write anything. */
export async function answeredWithoutWriting(database: RecordDatabase, request: () => Promise<Answer>) {
  const before = await everyRow(database);
  const answer = await request();
  expect(await everyRow(database)).toBe(before);
  return { ...said(answer), headers: answer.headers };
}
