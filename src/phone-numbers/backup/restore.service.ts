import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { refusedBy } from '../../database/driver-error.js';
import { Refusal } from '../import/refusal.js';
import { RecordNotEmpty } from './backup.errors.js';
import { columnsOf, RECORD_TABLES, schemaOf } from './record-tables.js';
import { claimEmptyRecord, insertRows, settle } from './restore.queries.js';
import { rowBatches, type Expected, type RowBatch } from './row-batches.js';

/** Restores what BackupService wrote: all of it, with the ids and instants that it had, or nothing. */
@Injectable()
export class RestoreService {
  /** As the owner of the tables: only the owner may say where ids go on. */
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Answers how many rows there were. Holds a thousand at a time; until it ends nobody else writes to the record. A dry
   * run does everything and takes it back.
   * Throws RecordNotEmpty; Refusal with the line, as rowBatches does and `malformed_line` where the record refuses a row.
   */
  async restore(file: AsyncIterable<Uint8Array>, { dryRun }: { dryRun: boolean }): Promise<number> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as ClientBase;
      await client.query('BEGIN');
      try {
        const rows = await restoreInto(client, file);
        await client.query(dryRun ? 'ROLLBACK' : 'COMMIT');
        return rows;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
    } finally {
      await runner.release();
    }
  }
}

async function restoreInto(client: ClientBase, file: AsyncIterable<Uint8Array>): Promise<number> {
  if (!(await claimEmptyRecord(client))) throw new RecordNotEmpty();
  let rows = 0;
  for await (const batch of rowBatches(file, await expected(client))) {
    await insert(client, batch);
    rows += batch.rows.length;
  }
  await refusing('a main number is not in its location', undefined, () => settle(client));
  return rows;
}

async function expected(client: ClientBase): Promise<Expected> {
  const columns = {} as Expected['columns'];
  for (const table of RECORD_TABLES) columns[table] = await columnsOf(client, table);
  return { schema: await schemaOf(client), columns };
}

async function insert(client: ClientBase, { table, rows, line }: RowBatch): Promise<void> {
  await client.query('SAVEPOINT batch');
  try {
    await insertRows(client, table, rows);
  } catch (error) {
    if (!refusedBy(error)) throw error;
    await client.query('ROLLBACK TO SAVEPOINT batch');
    // One by one, to know which.
    for (const [i, row] of rows.entries()) {
      await refusing('the record does not take the row', line + i, () => insertRows(client, table, [row]));
    }
    throw error;
  }
  await client.query('RELEASE SAVEPOINT batch');
}

/** Throws a Refusal where a value or a constraint of the database refuses what is done. */
async function refusing(reason: string, line: number | undefined, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const refused = refusedBy(error);
    if (!refused) throw error;
    throw new Refusal('malformed_line', `${reason}: ${refused}`, line === undefined ? undefined : { line, column: 1 });
  }
}
