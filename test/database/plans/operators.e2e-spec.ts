import type { DataSource } from 'typeorm';
import { describeUser, describeUsersWith } from '../../../src/phone-numbers/holders/described-users.js';
import { utilisationOf } from '../../../src/phone-numbers/inventory/utilisation.js';
import { allLocations } from '../../../src/phone-numbers/locations/all-locations.js';
import { allWorkspaces } from '../../../src/phone-numbers/workspaces/all-workspaces.js';
import type { RecordDatabase } from '../../record-database.js';
import { largeRecord, type LargeRecord } from './large-record.js';
import type { PlanNode } from './seen-statements.js';

// What commands read, on a large record: 5,002 organizations, 22,105 users, 100,000 numbers.

let database: RecordDatabase & { known: LargeRecord };
beforeAll(async () => {
  database = await largeRecord();
}, 60_000);
afterAll(() => database.drop());

/** The plan of the one statement that the work sends. */
async function planOf(work: (record: DataSource) => Promise<unknown>): Promise<PlanNode> {
  const plans: PlanNode[] = [];
  const query = async (text: string, values: unknown[]): Promise<unknown[]> => {
    const [row] = await database.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`,
      values,
    );
    plans.push(row!['QUERY PLAN'][0]!.Plan);
    return database.query(text, values);
  };
  await work({ query } as unknown as DataSource);
  expect(plans).toHaveLength(1);
  return plans[0]!;
}

const nodesOf = (plan: PlanNode): PlanNode[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
const buffersOf = (plan: PlanNode): number => plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
const scanned = (plan: PlanNode): (string | undefined)[] =>
  nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name']);

describe.each(['right after a large import', 'with statistics'])('%s', (when) => {
  beforeAll(async () => {
    if (when === 'with statistics') await database.query('ANALYZE');
  });

  it('a user by an id or by an e-mail of an organization costs what they hold', async () => {
    const [organization] = await database.query<{ id: string }>('SELECT id FROM organizations WHERE uuid = $1', [
      database.known.many,
    ]);
    const byId = await planOf((record) => describeUser(record, { objectId: database.known.users[2]! }));
    const byEmail = await planOf((record) => describeUsersWith(record, 'sam.7@many.example', organization!.id));
    for (const plan of [byId, byEmail]) expect([scanned(plan), buffersOf(plan) < 60]).toEqual([[], true]);
  });

  it('by an e-mail alone it asks the index once for each organization, and reads no user in vain', async () => {
    const plan = await planOf((record) => describeUsersWith(record, 'SAM.4711.2@acme.example'));
    expect(scanned(plan)).not.toContain('users');
    expect(scanned(plan)).not.toContain('number_assignments');
    expect(plan['Actual Rows']).toBe(1);
    expect(buffersOf(plan)).toBeLessThan(5002 * 4);
  });

  it('the utilisation of an organization looks at its own numbers only, and that of the record one look at each', async () => {
    const [organization] = await database.query<{ id: string }>('SELECT id FROM organizations WHERE uuid = $1', [
      database.known.stranger,
    ]);
    const ofOne = await planOf((record) => utilisationOf(record, organization!.id));
    expect(scanned(ofOne)).not.toContain('phone_numbers');
    const ofAll = await planOf((record) => utilisationOf(record));
    const looks = nodesOf(ofAll).filter((node) => node['Relation Name'] === 'phone_numbers');
    expect(looks.map((node) => node['Actual Loops'])).toEqual([1]);
  });

  it.each([
    ['locations', allLocations],
    ['workspaces', allWorkspaces],
  ])(
    'the list of %s looks at those of the organization only, and with statistics at a page at once',
    async (table, all) => {
      const [organization] = await database.query<{ id: string }>('SELECT id FROM organizations WHERE uuid = $1', [
        database.known.stranger,
      ]);
      const ofOne = await planOf((record) => all(record, organization!.id).next());
      // What licences there are is two rows here.
      expect(scanned(ofOne).filter((name) => name !== 'licences')).toEqual([]);
      expect(buffersOf(ofOne)).toBeLessThan(60);
      if (when !== 'with statistics') return;
      const ofAll = await planOf((record) => all(record).next());
      const looks = nodesOf(ofAll).filter((node) => node['Relation Name'] === table);
      expect(looks.map((node) => [node['Actual Rows'], node['Actual Loops']])).toEqual([[1000, 1]]);
    },
  );
});
