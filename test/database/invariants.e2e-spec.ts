import { Client } from 'pg';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { constraintNames } from './catalog.js';
import { CONSTRAINTS } from './constraint-cases.js';
import { CLOSED_COLUMNS, ERASURES, OVERLAPS, REWRITES } from './history-cases.js';
import * as invariant from './invariant-cases.js';
import { SCENE } from './record-scene.js';
import { refusalsOf, type Case } from './refusals.js';

// SQL past the service, as the owner of the tables: what even a bug of ours cannot write.

const GROUPS: Record<string, Case[]> = {
  '1. one row per E.164 number': invariant.ONE_ROW_PER_NUMBER,
  '2. one current holder that receives': invariant.ONE_RECEIVING_HOLDER,
  '3. one current default per user and provider': invariant.ONE_DEFAULT,
  '4. one current primary per holder': invariant.ONE_PRIMARY,
  '5. one current holder of an extension per location': invariant.ONE_EXTENSION,
  '6. holder, number and location of a current line are of one organization': invariant.ONE_ORGANIZATION,
  '7. intervals of one inbound number never overlap': OVERLAPS,
  '7. a closed interval never changes': REWRITES,
  '7. but for the erasure of a person': ERASURES,
  '8. E.164': invariant.E164,
  ...CONSTRAINTS,
};

let database: RecordDatabase;
let owner: Client;

beforeAll(async () => {
  database = await createDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const { sql, parameters } of SCENE) await owner.query(sql, parameters);
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

describe.each(Object.entries(GROUPS))('%s', (_, cases) => {
  it.each(cases.map((one) => ({ ...one, by: one.refusedBy.join(', ') || 'allowed' })))(
    '$by: $what',
    async ({ statement, refusedBy }) => {
      expect(await refusalsOf(owner, statement)).toEqual(refusedBy);
    },
  );
});

describe('the cases', () => {
  it('try every constraint that the catalog knows', async () => {
    const tried = new Set(Object.values(GROUPS).flatMap((cases) => cases.flatMap(({ refusedBy }) => refusedBy)));
    expect([...tried].sort()).toEqual(await constraintNames(database));
  });

  it('try to rewrite every column of history', async () => {
    const columns = await database.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'number_assignments'::regclass
          AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = '' ORDER BY attname`,
    );
    expect(CLOSED_COLUMNS.map(([column]) => column).sort()).toEqual(columns.map(({ name }) => name));
  });
});
