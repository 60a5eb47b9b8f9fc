import { createDatabase } from '../record-database.js';
import { userRow, usersCsv } from './csv-files.js';
import { importInto } from './import-scene.js';
import { ACME } from './vendor-answers.js';

jest.setTimeout(120_000);

// One more than what counts as few.
const ROWS = 10_001;

// At 200,000 rows, the checks of foreign keys read all users of the organization for each row where the statistics said none.
it('after an import that was taken back, the planner knows how many rows the next one brings', async () => {
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
    const tables = ['number_assignments', 'phone_numbers', 'users'];
    expect(
      await database.query('SELECT relname, reltuples FROM pg_class WHERE relname = ANY($1) ORDER BY 1', [tables]),
    ).toEqual(tables.map((relname) => ({ relname, reltuples: ROWS })));
  } finally {
    await database.drop();
  }
});
