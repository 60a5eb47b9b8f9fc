import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inSnapshot, rowsOf } from '../../database/snapshot.js';
import type { Taker } from '../export/export.service.js';
import { footerLine, headerLine } from './backup-lines.js';
import { columnsOf, RECORD_TABLES, schemaOf, type RecordTable } from './record-tables.js';

/** Writes the whole record with its history (decision 15). */
@Injectable()
export class BackupService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * As lines of JSON: a header, each row of each table, a footer that tells a whole file from one that is cut off or was
   * changed. All of one snapshot; answers its instant, before which everything that was committed is in it.
   */
  async write(take: Taker<string>): Promise<Date> {
    return inSnapshot(this.dataSource, async (client) => {
      const { rows } = await client.query<{ at: Date }>(
        `SELECT date_trunc('milliseconds', statement_timestamp()) AS at`,
      );
      const { at } = rows[0]!;
      await take(linesOf(client, at));
      return at;
    });
  }
}

async function* linesOf(client: ClientBase, at: Date): AsyncGenerator<string> {
  yield headerLine({ schema: await schemaOf(client), at });
  const digest = createHash('sha256');
  const counts: Partial<Record<RecordTable, number>> = {};
  for (const table of RECORD_TABLES) {
    counts[table] = 0;
    for await (const rows of rowsOf<{ row: string }>(client, await rowsAsJson(client, table))) {
      counts[table] += rows.length;
      const text = rows.map(({ row }) => `{"${table}":${row}}\n`).join('');
      digest.update(text);
      yield text;
    }
  }
  yield footerLine({ rows: counts, sha256: digest.digest('hex') });
}

/** Written by the database, which reads it again: nothing of a value is lost on a way through JavaScript. */
async function rowsAsJson(client: ClientBase, table: RecordTable): Promise<string> {
  const columns = await columnsOf(client, table);
  return `SELECT to_json(t)::text AS "row" FROM (SELECT ${columns.join(', ')} FROM ${table} ORDER BY id) t`;
}
