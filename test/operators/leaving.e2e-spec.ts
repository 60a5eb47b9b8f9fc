import { linebook, type Outcome } from '../cli/linebook.js';
import { everyRow } from '../every-row.js';
import { webexId } from '../../src/ids/webex-id.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type Place, type TestOrganization } from '../record-fixtures.js';

// Removing users, workspaces and locations, and erasing a person.

jest.setTimeout(60_000);

const USER = '5f7b1c2e8a1d4e0012c3b4a6';

let database: RecordDatabase;
let rows: RecordFixtures;
let organization: TestOrganization;

beforeEach(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  organization = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b400' });
});
afterEach(() => database.drop());

const run = (...args: string[]): Promise<Outcome> => linebook(args, { env: { DATABASE_URL: database.url } });
const done = (line: string): Outcome => ({ code: 0, stdout: `${line}\n`, stderr: '' });
const refused = (code: string): Outcome => ({ code: 1, stdout: '', stderr: expect.stringContaining(`(${code})\n`) });

/** Runs it, and sees that it writes nothing. */
async function unchanged(...args: string[]): Promise<Outcome> {
  const before = await everyRow(database);
  const outcome = await run(...args);
  expect(await everyRow(database)).toBe(before);
  return outcome;
}

/** The rows that operators left in `changes`, with how much each ended. */
const changes = () =>
  database.query(
    `SELECT action, organization_id AS organization, details, subject LIKE 'cli:%' AS operator,
            (SELECT count(*)::int FROM number_assignments WHERE closed_by = c.id AND valid_to = c.at) AS ended
       FROM changes c WHERE action <> 'test' ORDER BY id`,
  );

const changeOf = (action: string, details: object, ended: number) => ({
  action,
  organization: organization.id,
  details,
  operator: true,
  ended,
});

describe('linebook users', () => {
  it('remove ends what they hold and keeps their numbers, erase takes what names them, wherever it stands', async () => {
    const id = await rows.user(organization, { object_id: USER, full_name: 'Zoe Quill', email: 'zoe@quill.example' });
    const other = await rows.user(organization, { full_name: 'Ada' });
    const closed = await rows.providerLine(organization, id, { provider: 'sinch', label: 'Zoe at home' });
    await rows.close(closed, organization);
    await rows.providerLine(organization, id, { number: '+12125550100', label: 'Zoe at work' });
    await rows.providerLine(organization, other, { label: 'Ada at work' });
    const location = await rows.location(organization);
    await rows.personLine(organization, id, location, { number: undefined });
    await rows.userLicence(organization, id, await rows.licence(organization));

    expect(await unchanged('users', 'erase', USER, '--yes')).toEqual(refused('user_not_removed'));
    expect(await run('users', 'remove', USER.toUpperCase())).toEqual(done('removed; assignments ended: 2'));
    expect(await database.query('SELECT FROM user_licences')).toEqual([]);
    expect(await unchanged('users', 'remove', USER)).toEqual(done('removed already: nothing changed'));
    expect(await everyRow(database)).toMatch(/Zoe Quill.*Zoe at home.*Zoe at work/);

    expect(await run('users', 'erase', USER, '--yes')).toEqual(done('erased'));
    expect(await unchanged('users', 'erase', USER, '--yes')).toEqual(done('erased already: nothing changed'));
    const record = await everyRow(database);
    expect(record).not.toMatch(/zoe|quill/i);
    expect(record).toContain('Ada at work');

    expect(await changes()).toEqual([
      changeOf('user.remove', { userId: USER }, 2),
      changeOf('user.erase', { userId: USER }, 0),
    ]);
    const [number] = await database.query(
      `SELECT p.organization_id AS organization, u.object_id AS "userId", u.removed_at <= u.erased_at AS "inOrder"
         FROM phone_numbers p JOIN number_assignments a ON a.phone_number_id = p.id JOIN users u ON u.id = a.user_id
        WHERE p.e164 = '+12125550100'`,
    );
    expect(number).toEqual({ organization: organization.id, userId: USER, inOrder: true });
  });

  it('list says who is there, who was, and of which organization; nothing but ids of who was erased', async () => {
    const elsewhere = await rows.organization({ object_id: '5f7b1c2e8a1d4e0012c3b401' });
    await rows.user(organization, { object_id: USER, full_name: null, email: null });
    await rows.user(elsewhere, { object_id: '5f7b1c2e8a1d4e0012c3b4a5', full_name: 'Tab\there', email: 'a@b.example' });
    await run('users', 'remove', USER);
    await run('users', 'erase', USER, '--yes');
    const listed = async (...options: string[]) =>
      (await run('users', 'list', ...options)).stdout
        .split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text) as Record<string, unknown>);
    const ofOrganization = ({ objectId: id, uuid }: TestOrganization) => ({ organization: { id, uuid } });
    const gone = {
      ...{ id: USER, uuid: expect.any(String), name: null, email: null, ...ofOrganization(organization) },
      ...{ removedAt: expect.stringMatching(/Z$/), erasedAt: expect.stringMatching(/Z$/) },
    };
    const there = {
      ...{ id: '5f7b1c2e8a1d4e0012c3b4a5', uuid: expect.any(String), name: 'Tab\there', email: 'a@b.example' },
      ...{ ...ofOrganization(elsewhere), removedAt: null, erasedAt: null },
    };
    expect(await listed()).toEqual([there, gone]);
    expect(await listed('--organization', organization.uuid)).toEqual([gone]);
    expect(await run('users', 'list', '--organization', 'f'.repeat(24))).toMatchObject({ code: 2, stdout: '' });
  });

  it('list reads more than a page', async () => {
    await database.query(
      `INSERT INTO users (organization_id, id, uuid, object_id)
       SELECT $1, gen_random_uuid(), gen_random_uuid(), lpad(to_hex(n), 24, '0') FROM generate_series(1, 2000) n`,
      [organization.id],
    );
    const ids = (await run('users', 'list')).stdout.trimEnd().split('\n');
    expect(ids.map((text) => parseInt((JSON.parse(text) as { id: string }).id, 16))).toEqual(
      Array.from({ length: 2000 }, (_, i) => i + 1),
    );
  });
});

describe('linebook workspaces and locations', () => {
  let place: Place;
  const numbers = [someNumber(), someNumber()];

  beforeEach(async () => {
    place = await rows.place(organization, { prefix: '8000' }, [{ number: numbers[0], extension: '100' }]);
    const main = await rows.number(organization, numbers[1]!, place.locationId);
    await database.query('UPDATE locations SET main_phone_number_id = $2 WHERE id = $1', [place.locationId, main]);
  });

  it('remove takes a workspace with its lines, then its location; the numbers stay with the organization', async () => {
    const { workspaceId, locationId } = place;
    const gone = await rows.user(organization, { location_id: locationId, object_id: USER });
    const location = ['locations', 'remove', webexId('LOCATION', locationId)];
    expect(await unchanged(...location)).toEqual({
      ...refused('location_in_use'),
      stderr: 'The location is in use (location_in_use)\nIn it are still: workspaces 1, users 1, lines 1.\n',
    });
    await run('users', 'remove', USER);
    expect(await run('workspaces', 'remove', webexId('PLACE', workspaceId))).toEqual(
      done('removed; assignments ended: 1'),
    );
    expect(await unchanged('workspaces', 'remove', workspaceId)).toEqual(done('removed already: nothing changed'));
    const inventory = () =>
      database.query(
        'SELECT organization_id AS organization, location_id AS location FROM phone_numbers WHERE e164 = ANY ($1)',
        [numbers],
      );
    const kept = { organization: organization.id, location: locationId };
    expect(await inventory()).toEqual([kept, kept]);

    expect(await run(...location)).toEqual(done('removed; numbers without a location now: 2'));
    expect(await unchanged(...location)).toEqual(done('removed already: nothing changed'));
    const free = { organization: organization.id, location: null };
    expect(await inventory()).toEqual([free, free]);
    // Who is taken back later is not in a location that is gone.
    expect(await database.query('SELECT location_id AS location FROM users WHERE id = $1', [gone])).toEqual([
      { location: null },
    ]);
    expect(await changes()).toEqual([
      changeOf('user.remove', { userId: USER }, 0),
      changeOf('workspace.remove', { workspaceId }, 1),
      changeOf('location.remove', { locationId }, 0),
    ]);
  });

  it.each([
    [['workspaces', 'remove', '11111111-0000-4000-8000-000000000001'], 'workspace_not_found'],
    [['locations', 'remove', '11111111-0000-4000-8000-000000000001'], 'location_not_found'],
    [['workspaces', 'remove', USER], 'wrong_usage'],
  ])('2: %j: %s', async (args, code) => {
    expect(await unchanged(...args)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(`(${code})`) });
  });
});
