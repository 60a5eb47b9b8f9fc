import type { DataSource } from 'typeorm';

/** The record's key of page cursors (docs/decisions/0027): the same for all servers over it, and as long as it exists. */
export async function pageCursorKey(dataSource: DataSource): Promise<Buffer> {
  const [{ key }] = await dataSource.query<[{ key: Buffer }]>('SELECT key FROM page_cursor_keys');
  return key;
}
