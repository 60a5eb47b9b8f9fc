import { patchedDist, type Patches } from '../../patched-dist.js';
import type { RecordDatabase } from '../../record-database.js';
import { largeRecord, type LargeRecord } from './large-record.js';
import { scriptOf, type Script } from './script.js';
import { askEverything, askForLines, lookUp, writeProviderLines } from './scripted-requests.js';
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

type Ask = (script: Script) => Promise<void>;
const seenAsking = (ask: Ask, mode: PlanCacheMode, main?: string): Promise<SeenStatements> =>
  statementsOf(database, mode, (server) => ask(scriptOf(server, database.known, round++)), main);

// Faults put into a copy of the build: what each shows.
const FAULTS: { fault: string; patches: Patches; ask: Ask; shows: RegExp }[] = [
  {
    fault: 'an OR of two INs',
    patches: {
      'phone-numbers/assignments/locks.js': {
        'id = ANY (ARRAY(SELECT id FROM phone_numbers WHERE e164 = ANY($1::text[])': '(e164 = ANY($1::text[])',
        [`UNION
                          SELECT a.phone_number_id`]: `OR id IN (
                          SELECT a.phone_number_id`,
      },
    },
    ask: writeProviderLines,
    shows: /^lock_numbers of .* buffers/,
  },
  {
    fault: 'a statement outside the register',
    patches: {
      'phone-numbers/lookup/lookup.queries.js': {
        'readPrepared(dataSource, FIND,': "readPrepared(dataSource, { name: 'x', text: FIND.text + '-- x' },",
      },
    },
    ask: lookUp,
    shows: /-- x$/,
  },
  {
    fault: 'a list without the tenant first',
    patches: {
      'phone-numbers/assignments/organization-list.queries.js': {
        'WHERE organization_id = ${organization} AND removed_at IS NULL ORDER BY object_id':
          'WHERE removed_at IS NULL ORDER BY object_id OFFSET 0',
      },
    },
    ask: askForLines,
    shows: /^organization_lines_brief of .* buffers/,
  },
  {
    fault: 'a comparison of all intervals with each other',
    patches: {
      'phone-numbers/lookup/lookup.queries.js': { 'ORDER BY e.valid_to DESC LIMIT 1) last': 'OFFSET 0) last' },
    },
    ask: lookUp,
    shows: /^find_number of .* buffers/,
  },
];

describe.each(['right after a large import', 'with statistics'])('%s', (when) => {
  beforeAll(async () => {
    if (when === 'with statistics') await database.query('ANALYZE');
  });

  describe.each(MODES)('%s', (mode) => {
    let seen: SeenStatements;
    beforeAll(async () => {
      seen = await seenAsking(askEverything, mode);
    });

    it('reads no growing table as a whole, and buffers by what is answered', () => {
      expect(planFaults(seen)).toEqual([]);
    });

    it('sends no statement that is not in the register, and asks for all that are', () => {
      expect([unregistered(seen), unasked(seen)]).toEqual([[], []]);
    });
  });
});

describe('sees', () => {
  it.each(FAULTS)('$fault', async ({ patches, ask, shows }) => {
    const dist = await patchedDist(patches);
    try {
      const seen = await seenAsking(ask, 'force_generic_plan', dist.main);
      expect([...planFaults(seen), ...unregistered(seen)]).toContainEqual(expect.stringMatching(shows));
    } finally {
      await dist.remove();
    }
  });

  it('a dropped index', async () => {
    const [index] = await database.query<{ definition: string }>(
      `SELECT pg_get_indexdef('ix_number_assignments_current_number'::regclass) AS definition`,
    );
    await database.query('DROP INDEX ix_number_assignments_current_number');
    try {
      const faults = planFaults(await seenAsking(lookUp, 'force_generic_plan'));
      expect(faults).toContainEqual(expect.stringMatching(/^find_number of .* buffers/));
    } finally {
      await database.query(index!.definition);
    }
  });
});
