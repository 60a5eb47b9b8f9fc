import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

let database: RecordDatabase;
const run = (...args: string[]) => linebook(args, { env: { DATABASE_URL: database.url } });

beforeAll(async () => void (database = await createDatabase()));
afterAll(() => database.drop());

const UUID = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const WEBEX_ID = 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M';
const DERIVED_OBJECT_ID = 'ec7aa30564b5c6b51f2f4ebb';

describe('linebook organizations add', () => {
  it('derives the id that is not given, and writes one change row', async () => {
    const line = `${DERIVED_OBJECT_ID}\t${UUID}\t${WEBEX_ID}\tAtlas\n`;
    expect(await run('organizations', 'add', '--uuid', WEBEX_ID, '--name', ' Atlas ')).toEqual({
      code: 0,
      stdout: line,
      stderr: '',
    });
    expect(await run('organizations', 'list')).toEqual({ code: 0, stdout: line, stderr: '' });
    const changes = await database.query(
      `SELECT c.action, c.subject LIKE 'cli:%' AS operator, o.name FROM changes c JOIN organizations o ON o.id = c.organization_id`,
    );
    expect(changes).toEqual([{ action: 'organization.add', operator: true, name: 'Atlas' }]);
  });

  it('takes both ids as they are, and makes both where none is given', async () => {
    const ids = ['--object-id', '5F7B1C2E8A1D4E0012C3B400', '--uuid', '11111111-0000-4000-8000-000000000001'];
    const both = await run('organizations', 'add', ...ids, '--name', 'Both');
    expect(both.stdout).toMatch(/^5f7b1c2e8a1d4e0012c3b400\t11111111-0000-4000-8000-000000000001\t/);
    const none = await run('organizations', 'add', '--name', 'None');
    expect(none.stdout).toMatch(/^[0-9a-f]{24}\t[0-9a-f-]{36}\t\w+\tNone\n$/);
  });

  it.each([
    ['--uuid', UUID],
    ['--object-id', DERIVED_OBJECT_ID],
  ])('2: refuses %s of one that exists', async (option, id) => {
    expect(await run('organizations', 'add', option, id, '--name', 'Again')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'An organization with this id exists already (organization_exists)\n',
    });
  });

  it.each([
    [['--uuid', 'x', '--name', 'X'], '--uuid is no UUID'],
    [['--object-id', 'abcdefghijkl', '--name', 'X'], '--object-id is not 24 hex digits'],
    [['--name', ' '], '--name is empty'],
    [[], "required option '--name <name>' not specified"],
  ])('2: %j', async (args, text) => {
    const outcome = await run('organizations', 'add', ...args);
    expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(text) });
  });
});
