import type { ClientBase } from 'pg';

// A plan that suits the few rows of a call takes hours for a million. The planner knows the temporary tables, which are
// analyzed, but of the record's tables it may believe that they are empty: after an import that was taken back, and
// until the database has looked again by itself, after the first one.

/** For the rest of the session or of the transaction: joins that go through each side once, in memory as far as that goes. */
export async function planForMany(client: ClientBase, scope: 'SESSION' | 'LOCAL' = 'SESSION'): Promise<void> {
  await client.query(`SET ${scope} enable_nestloop = off; SET ${scope} work_mem = '64MB'`);
}

/** The checks of foreign keys choose their indexes by these. */
export async function refreshStatistics(client: ClientBase): Promise<void> {
  await client.query('SELECT refresh_statistics()');
}
