import { createDatabase } from '../record-database.js';
import { userRow, usersCsv } from './csv-files.js';
import { importInto } from './import-scene.js';
import { ACME } from './vendor-answers.js';

jest.setTimeout(120_000);

// One more than what counts as few.
const ROWS = 10_001;

it('after an import that was taken back, the checks of foreign keys do not go through all users for each row', async () => {
  const database = await createDatabase();
  try {
    const rows = Array.from({ length: ROWS }, (_, i) => userRow(ACME, i, `+49${1_000_000_000 + i}`));
    const file = usersCsv(rows);
    expect(await importInto(database, file, '--dry-run')).toMatchObject({ code: 3 });
    // As the database does by itself after a while.
    await database.query('VACUUM (TRUNCATE false, INDEX_CLEANUP off) users');
    await database.query('ANALYZE users, phone_numbers');
    expect(
      await database.query(`SELECT reltuples, relpages > 0 AS pages FROM pg_class WHERE relname = 'users'`),
    ).toEqual([{ reltuples: 0, pages: true }]);
    expect(await importInto(database, file)).toMatchObject({ code: 0 });
    const [{ read }] = (await database.query(
      `SELECT sum(idx_tup_read)::float8 AS read FROM pg_stat_user_indexes WHERE relname = 'users'`,
    )) as [{ read: number }];
    expect(read).toBeLessThan(20 * ROWS);
  } finally {
    await database.drop();
  }
});
