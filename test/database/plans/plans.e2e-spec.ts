import type { RecordDatabase } from '../../record-database.js';
import type { TestServer } from '../../start-server.js';
import { largeRecord, type LargeRecord } from './large-record.js';
import { askEverything } from './scripted-requests.js';
import {
  planFaults,
  statementsOf,
  unasked,
  unregistered,
  type PlanCacheMode,
  type SeenStatements,
} from './seen-statements.js';

// Cost depends on what is answered: every statement of every request, as it ran, in a record that is large by others.

const MODES: PlanCacheMode[] = ['force_custom_plan', 'force_generic_plan'];

let database: RecordDatabase & { known: LargeRecord };
let round = 0;

beforeAll(async () => {
  database = await largeRecord();
}, 60_000);
afterAll(() => database.drop());

const everything = (server: TestServer): Promise<void> => askEverything(server, database.known, round++);

describe.each(['right after a large import', 'with statistics'])('%s', (when) => {
  beforeAll(async () => {
    if (when === 'with statistics') await database.query('ANALYZE');
  });

  describe.each(MODES)('%s', (mode) => {
    let seen: SeenStatements;
    beforeAll(async () => {
      seen = await statementsOf(database, mode, everything);
    });

    it('reads no growing table as a whole, and buffers by what is answered', () => {
      expect(planFaults(seen)).toEqual([]);
    });

    it('sends no statement that is not in the register, and asks for all that are', () => {
      expect([unregistered(seen), unasked(seen)]).toEqual([[], []]);
    });
  });
});
