import { objectIdOfUuid } from '../../src/ids/derived-id.js';
import { userRow, usersCsv, workspaceRow, workspacesCsv, type Row } from './csv-files.js';
import { importScene, type ImportScene } from './import-scene.js';
import { assignment, ATLAS, line, number, userId, workspaceAnswer, workspaceId } from './vendor-answers.js';

jest.setTimeout(120_000);

let scene: ImportScene;
let database: ImportScene['database'];
let imported: ImportScene['imported'];
let listOf: ImportScene['listOf'];
let workspaceOf: ImportScene['workspaceOf'];

beforeAll(async () => {
  scene = await importScene();
  ({ database, imported, listOf, workspaceOf } = scene);
});
afterAll(() => scene.end());

let organizations = 0;
/** An organization that no other test uses. */
const organizationId = (): string => (++organizations).toString(16).padStart(24, 'c5f0');

let locations = 0;
/** A location of Atlas that no other test uses. */
const locationId = (): string => `11111111-0000-4000-8000-${(++locations).toString(16).padStart(12, '0')}`;

const said = async (file: unknown, ...options: string[]): Promise<string> => {
  const { code, stdout, stderr } = await imported(file, ...options);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.replace('standard input: ', '').trimEnd();
};

/** Since when each number is held now, and since when the row says so. */
const heldOf = (...numbers: number[]) =>
  database.query<{ e164: string; heldSince: Date; opened: boolean }>(
    `SELECT n.e164, a.held_since AS "heldSince", a.held_since = a.valid_from AS opened
       FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
      WHERE a.valid_to IS NULL AND n.e164 = ANY ($1) ORDER BY 1`,
    [numbers.map(number)],
  );

describe('users', () => {
  it('come in and go out: names with commas, quotes and line breaks, CRLF, a byte order mark, columns in another order', async () => {
    const organization = organizationId();
    const rows = [
      userRow(organization, 0x101, number(1), {
        is_default: 'TRUE',
        is_inbound_enabled: 'True',
        label: 'Front, "desk"\r\nand ünïcode ✆',
      }),
      userRow(organization, 0x101, number(2), { provider: 'sinch', is_inbound_enabled: 'FALSE' }),
      userRow(organization, 0x102, '+1 (212) 555-0003', { user_name: 'Patel, Sam', organization_name: 'Acme, Inc.' }),
    ];
    const reordered = rows.map((row) => Object.fromEntries(Object.entries(row).reverse()));
    expect(await said(`\ufeff${usersCsv(reordered, '\r\n')}`)).toBe('created 1 organization, 2 users, 3 assignments');
    const expected = {
      assignments: [
        assignment(0x101, 1, { isDefault: true, label: 'Front, "desk"\r\nand ünïcode ✆' }),
        assignment(0x101, 2, { provider: 'sinch', isInboundEnabled: false }),
        assignment(0x102, 3, { userName: 'Patel, Sam' }),
      ],
    };
    expect(await listOf(organization)).toEqual(expected);
    expect(await database.query('SELECT name FROM organizations WHERE object_id = $1', [organization])).toEqual([
      { name: 'Acme, Inc.' },
    ]);
    expect(await said(usersCsv(rows))).toBe('nothing to change');
  });

  it('without a number are the users alone, known by either id', async () => {
    const organization = '22222222-0000-4000-8000-00000000c5f0';
    const user = '33333333-0000-4000-8000-00000000c5f0';
    const rows = [
      userRow(organization, 0x111, '', { is_default: 'false', is_inbound_enabled: 'true' }),
      userRow(organization, 0, '', { user_id: user, user_name: "'=Sam", user_email: '' }),
    ];
    expect(await said(usersCsv(rows))).toBe('created 1 organization, 2 users');
    expect(
      await database.query(
        `SELECT u.object_id, u.uuid = $2 AS "sameUuid", u.full_name, u.email FROM users u
           JOIN organizations o ON o.id = u.organization_id WHERE o.uuid = $1 ORDER BY u.full_name DESC`,
        [organization, user],
      ),
    ).toEqual([
      { object_id: userId(0x111), sameUuid: false, full_name: 'User 273', email: 'user.273@acme.example' },
      { object_id: objectIdOfUuid(user), sameUuid: true, full_name: '=Sam', email: null },
    ]);
    expect(await listOf(organization)).toEqual({ assignments: [] });
    expect(await said(usersCsv(rows))).toBe('nothing to change');
  });

  it('keep their order, also after one of their lines changed', async () => {
    const organization = organizationId();
    const rows = [7, 5, 6].map((n) => userRow(organization, 0x121, number(n)));
    await said(usersCsv(rows));
    expect(await said(usersCsv([{ ...rows[0]!, label: 'Changed' }]))).toBe('changed 1 assignment');
    expect(await listOf(organization)).toEqual({
      assignments: [assignment(0x121, 7, { label: 'Changed' }), assignment(0x121, 5), assignment(0x121, 6)],
    });
  });
});

describe('workspaces', () => {
  const seen = (workspace: number, location: string, lines: unknown[], ring = true) => ({
    ...workspaceAnswer(lines, { workspace, location }),
    distinctiveRingEnabled: ring,
  });

  it('come in and go out: national format, an extension alone, an alternate, and none', async () => {
    const location = locationId();
    const row = (workspace: number, phone = '', extension = '', changed: Row = {}) =>
      workspaceRow(workspace, phone, extension, { location_id: location, routing_prefix: '0807', ...changed });
    const rows = [
      row(0x201, '(212) 555-0021', '0021', { ring_pattern: 'LONG_LONG' }),
      row(0x201, number(22), '', { primary: '' }),
      row(0x201, number(23), '23', { primary: 'FALSE' }),
      row(0x202, '', '0024', { distinctive_ring_enabled: '' }),
      row(0x203, '', '', { calling_type: 'freeCalling', calling_licence: 'common_area', primary: 'true' }),
    ];
    expect(await said(workspacesCsv(rows))).toBe('created 1 organization, 1 location, 3 workspaces, 4 assignments');
    const prefix = { routingPrefix: '0807' };
    const alternate = { ...prefix, primary: false };
    expect(await workspaceOf(ATLAS, workspaceId(0x201))).toEqual(
      seen(0x201, location, [line(21, '0021', prefix), line(22, null, alternate), line(23, '23', alternate)]),
    );
    expect(await workspaceOf(ATLAS, workspaceId(0x202))).toEqual(
      seen(0x202, location, [line(null, '0024', prefix)], false),
    );
    expect(
      await database.query(
        `SELECT w.name, w.calling_type, w.calling_licence, w.distinctive_ring_enabled AS ring, l.country,
                (SELECT string_agg(a.ring_pattern, ',') FROM number_assignments a WHERE a.workspace_id = w.id) AS patterns
           FROM workspaces w JOIN locations l ON l.id = w.location_id WHERE l.id = $1 ORDER BY w.id`,
        [location],
      ),
    ).toEqual([
      {
        name: 'Room 513',
        calling_type: 'webexCalling',
        calling_licence: null,
        ring: true,
        country: 'US',
        patterns: 'LONG_LONG',
      },
      {
        name: 'Room 514',
        calling_type: 'webexCalling',
        calling_licence: null,
        ring: false,
        country: 'US',
        patterns: null,
      },
      {
        name: 'Room 515',
        calling_type: 'freeCalling',
        calling_licence: 'common_area',
        ring: true,
        country: 'US',
        patterns: null,
      },
    ]);
    expect(await said(workspacesCsv(rows))).toBe('nothing to change');
  });

  it('are named in every spelling of their ids', async () => {
    const location = locationId();
    const { workspace, location: place, organization } = workspaceAnswer([], { workspace: 0x211, location });
    const row = workspaceRow(0x211, number(31), '', {
      organization_id: organization.id,
      location_id: place.id,
      workspace_id: workspace.id,
    });
    await said(workspacesCsv([row]));
    expect(await said(workspacesCsv([workspaceRow(0x211, number(31), '', { location_id: location })]))).toBe(
      'nothing to change',
    );
  });

  it('change their place, country, prefix, calling type and licence, and their lines go along', async () => {
    const [before, after] = [locationId(), locationId()];
    await said(workspacesCsv([workspaceRow(0x221, number(33), '33', { location_id: before })]));
    const changed = { location_id: after, country: 'CA', routing_prefix: '0909' };
    const row = workspaceRow(0x221, number(33), '', { ...changed, primary: '', calling_licence: 'professional' });
    expect(await said(workspacesCsv([row]))).toBe('created 1 location; changed 1 workspace, 1 assignment');
    expect(await workspaceOf(ATLAS, workspaceId(0x221))).toEqual(
      seen(0x221, after, [line(33, '33', { routingPrefix: '0909' })]),
    );
    expect(await said(workspacesCsv([{ ...row, calling_type: 'none', country: 'US' }]))).toBe(
      'changed 1 location, 1 workspace',
    );
    expect(await said(workspacesCsv([{ ...row, calling_type: '', country: '' }]))).toBe('nothing to change');
  });
});

describe('a CSV adds and updates rows, and releases nothing', () => {
  it('leaves the lines of a user that it does not list', async () => {
    const organization = organizationId();
    const answer = [assignment(0x301, 41, { isDefault: true, label: 'Old' }), assignment(0x301, 42)];
    await said({ assignments: answer }, '--organization', organization);
    const added = userRow(organization, 0x301, number(43));
    expect(await said(usersCsv([added]))).toBe('created 1 assignment');
    expect(await listOf(organization)).toEqual({ assignments: [...answer, assignment(0x301, 43)] });
    expect(await said({ assignments: answer }, '--organization', organization)).toBe('released 1 assignment');
  });

  it('leaves what an empty cell does not say, of lines, users and places', async () => {
    const organization = organizationId();
    const answer = [
      assignment(0x311, 51, { isDefault: true, isInboundEnabled: false, label: 'Old' }),
      assignment(0x311, 52, { provider: 'sinch' }),
    ];
    await said({ assignments: answer }, '--organization', organization, '--organization-name', 'Acme');
    const silent = userRow(organization, 0x311, number(51), { user_name: '', user_email: '' });
    expect(await said(usersCsv([silent]))).toBe('nothing to change');
    expect(await said(usersCsv([{ ...silent, label: 'New' }]))).toBe('changed 1 assignment');
    expect(await listOf(organization)).toEqual({
      assignments: [{ ...answer[0], label: 'New' }, answer[1]],
    });
  });

  it('swaps a default between two lines that it lists', async () => {
    const organization = organizationId();
    const rows = (first: string, second: string) => [
      userRow(organization, 0x321, number(53), { is_default: first }),
      userRow(organization, 0x321, number(54), { is_default: second }),
    ];
    await said(usersCsv(rows('true', 'false')));
    expect(await said(usersCsv(rows('false', 'true')))).toBe('changed 2 assignments');
  });

  it('takes a number for outbound caller id beside its inbound holder, also at another provider of the same user', async () => {
    const organization = organizationId();
    await said(usersCsv([userRow(organization, 0x331, number(55))]));
    const outbound = { is_inbound_enabled: 'false' };
    const rows = [
      userRow(organization, 0x331, number(55), { ...outbound, provider: 'sinch' }),
      userRow(organization, 0x332, number(55), outbound),
    ];
    expect(await said(usersCsv(rows))).toBe('created 1 user, 2 assignments');
    expect(await said(usersCsv(rows))).toBe('nothing to change');
    expect((await listOf(organization)).assignments).toHaveLength(3);
  });

  it('leaves the lines of a workspace that it does not list, and a line that it lists as it is', async () => {
    const location = locationId();
    const place = { workspace: 0x301, location };
    const prefix = { routingPrefix: '0303' };
    const before = [line(61, '61', prefix), line(62, null, { ...prefix, primary: false })];
    await said(workspaceAnswer(before, place));
    const row = (phone: number, changed: Row = {}) =>
      workspaceRow(0x301, number(phone), '', { location_id: location, primary: '', ...changed });
    expect(await said(workspacesCsv([row(61, { workspace_name: '', country: '' })]))).toBe('nothing to change');
    expect(await said(workspacesCsv([row(63), row(62, { extension: '0062' })]))).toBe(
      'created 1 assignment; changed 1 location, 1 workspace, 1 assignment',
    );
    expect(await workspaceOf(ATLAS, workspaceId(0x301))).toEqual(
      workspaceAnswer(
        [before[0], line(62, '0062', { ...prefix, primary: false }), line(63, null, { ...prefix, primary: false })],
        place,
      ),
    );
  });

  it('makes another line the primary when it lists both', async () => {
    const location = locationId();
    const rows = (first: string, second: string) => [
      workspaceRow(0x311, number(64), '64', { location_id: location, primary: first }),
      workspaceRow(0x311, number(65), '', { location_id: location, primary: second }),
    ];
    await said(workspacesCsv(rows('true', 'false')));
    expect(await said(workspacesCsv(rows('false', 'true')))).toBe('changed 2 assignments');
  });

  it('revives a removed user without their former lines', async () => {
    const organization = organizationId();
    await said(usersCsv([userRow(organization, 0x341)]));
    await database.query(`UPDATE users SET removed_at = now() WHERE object_id = $1`, [userId(0x341)]);
    expect(await said(usersCsv([userRow(organization, 0x341)]))).toBe('revived 1 holder');
  });

  it('writes one change per organization, and none with a dry run or when nothing changes', async () => {
    const [one, two] = [organizationId(), organizationId()];
    const changes = () =>
      database.query(
        `SELECT o.object_id AS organization, c.details - '{placed,mains,overwritten}'::text[] AS details FROM changes c JOIN organizations o ON o.id = c.organization_id
          WHERE o.object_id IN ($1, $2) ORDER BY o.object_id`,
        [one, two],
      );
    const rows = [userRow(one, 0x351, number(66)), userRow(two, 0x352, number(67)), userRow(one, 0x353)];
    expect(await imported(usersCsv(rows), '--dry-run')).toEqual({
      code: 3,
      stdout: [
        'standard input: would create 2 organizations, 3 users, 2 assignments',
        'ACTION  NUMBER        FROM  TO        ROW',
        `create  ${number(66)}        User 849  standard input:2`,
        `create  ${number(67)}        User 850  standard input:3`,
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(await changes()).toEqual([]);
    await said(usersCsv(rows));
    await said(usersCsv(rows));
    expect(await changes()).toEqual(
      [one, two].map((organization) => ({ organization, details: { opened: 1, closed: 0 } })),
    );
  });

  it('a header alone changes nothing, and with --organization makes the organization', async () => {
    expect(await said(usersCsv([]))).toBe('nothing to change');
    const options = ['--organization', organizationId(), '--organization-name', 'Empty'];
    expect(await said(usersCsv([]), ...options)).toBe('created 1 organization');
  });
});

describe('held_since', () => {
  it('is since when a new line is held, the instant of the import where the cell is empty', async () => {
    const organization = organizationId();
    const rows = [
      userRow(organization, 0x401, number(71), { held_since: '2019-07-01' }),
      userRow(organization, 0x401, number(72), { held_since: '2018-03-04T05:06:07.089+02:00' }),
      userRow(organization, 0x401, number(73)),
    ];
    await said(usersCsv(rows));
    const held = await heldOf(71, 72, 73);
    expect(held.slice(0, 2)).toEqual([
      { e164: number(71), heldSince: new Date('2019-07-01T00:00:00Z'), opened: false },
      { e164: number(72), heldSince: new Date('2018-03-04T03:06:07.089Z'), opened: false },
    ]);
    expect(held[2]).toMatchObject({ opened: true });
    expect((await listOf(organization)).assignments.map(({ phoneNumber }) => phoneNumber)).toEqual(
      [72, 71, 73].map(number),
    );
    expect(await said(usersCsv(rows))).toBe('nothing to change');
  });

  it('says nothing about a line that is already there', async () => {
    const organization = organizationId();
    await said(usersCsv([userRow(organization, 0x411, number(74))]));
    const before = await heldOf(74);
    const row = userRow(organization, 0x411, number(74), { held_since: '2001-01-01' });
    expect(await said(usersCsv([row]))).toBe('nothing to change');
    expect(await said(usersCsv([{ ...row, label: 'New', held_since: '2999-01-01' }]))).toBe('changed 1 assignment');
    expect(await heldOf(74)).toEqual([{ ...before[0], opened: false }]);
  });

  it('may lie after a release of the number, and before a change of somebody who still holds it', async () => {
    const organization = organizationId();
    const outbound = userRow(organization, 0x421, number(75), { is_inbound_enabled: 'false' });
    await said({ assignments: [assignment(0x422, 75)] }, '--organization', organization);
    await said({ assignments: [assignment(0x422, 76)] }, '--organization', organization);
    const since = new Date().toISOString();
    await said(usersCsv([outbound]));
    await said(usersCsv([{ ...outbound, label: 'Closed and opened again' }]));
    const inbound = userRow(organization, 0x423, number(75), { held_since: since });
    expect(await said(usersCsv([inbound]))).toBe('created 1 user, 1 assignment');
  });

  it('goes for workspaces and for an extension alone too', async () => {
    const location = locationId();
    const since = '2020-02-29T12:00:00Z';
    await said(
      workspacesCsv([
        workspaceRow(0x401, number(77), '77', { location_id: location, held_since: since }),
        workspaceRow(0x402, '', '78', { location_id: location, held_since: since }),
      ]),
    );
    expect(
      await database.query(
        `SELECT DISTINCT held_since AS since, valid_from > held_since AS earlier FROM number_assignments WHERE location_id = $1`,
        [location],
      ),
    ).toEqual([{ since: new Date(since), earlier: true }]);
  });
});

describe('warns of a number with the calling code of another country than its location’s', () => {
  const inGermany = (workspace: number, phone: string): Row =>
    workspaceRow(workspace, phone, '', { location_id: locationId(), country: 'DE' });

  it('and takes it', async () => {
    const outcome = await imported(
      workspacesCsv([inGermany(0x7a1, '+14165550171'), inGermany(0x7a2, '+493023125171')]),
    );
    expect(outcome).toEqual({
      code: 0,
      stdout: expect.stringContaining('2 assignments'),
      stderr:
        'standard input:2:1: warning number_of_another_country: +14165550171 has the calling code +1, and its location is in DE (+49)\n',
    });
  });

  it('the first ten, and how many more there are', async () => {
    const rows = Array.from({ length: 13 }, (_, i) => inGermany(0x7b0 + i, `+1416555${4000 + i}`));
    const { code, stderr } = await imported(workspacesCsv(rows));
    const lines = stderr.trimEnd().split('\n');
    expect([code, lines.length, lines.at(-1)]).toEqual([0, 11, 'and 3 more warnings']);
  });

  it.each([
    ['+18005550172', 0x7c0],
    ['+80012345678', 0x7c1],
  ])('but not of one that is toll-free: %s', async (phone, workspace) => {
    const outcome = await imported(workspacesCsv([inGermany(workspace, phone)]));
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
  });
});
