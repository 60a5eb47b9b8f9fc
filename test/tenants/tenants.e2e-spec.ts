import { patchedDist } from '../patched-dist.js';
import { TenantTable } from './table.js';

// Principals, routes, methods and relations, every cell: allowed as it must be, or byte for byte what is answered of what
// does not exist. CONTRIBUTING says how a new route gets its row.

describe('the table', () => {
  let table: TenantTable;
  beforeAll(async () => void (table = await TenantTable.start()));
  afterAll(() => table.stop());

  it('speaks of every route of the application', () => expect(table.unspokenRoutes()).toEqual([]));

  it('has no cell that is answered wrong', async () => {
    const { cells, faults } = await table.run();
    expect(faults).toEqual([]);
    expect(cells).toBeGreaterThan(3_000);
  }, 240_000);
});

it('control: a build that finds workspaces of other organizations turns it red', async () => {
  const build = await patchedDist({
    'phone-numbers/assignments/reached-workspace.js': { 'w.organization_id = r.id AND ': '' },
  });
  const table = await TenantTable.start({ main: build.main, endsAtFault: true });
  expect((await table.run()).faults.join()).toContain('asks for');
  await table.stop();
  await build.remove();
}, 240_000);
