import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { importScene, type ImportScene } from './import-scene.js';
import { ACME, assignment, ATLAS, line, number, workspaceAnswer, workspaceId } from './vendor-answers.js';

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
const organizationId = (): string => (++organizations).toString(16).padStart(24, 'abc0');

const usersOf = (organization: string) => ['--organization', organization];

const changesOf = (organization: string) =>
  database.query<{ action: string; details: object }>(
    `SELECT c.action, c.details - '{placed,mains,overwritten}'::text[] AS details FROM changes c JOIN organizations o ON o.id = c.organization_id
      WHERE o.object_id = $1 OR o.uuid::text = $1 ORDER BY c.id`,
    [organization],
  );

const example = (name: string): string => readFileSync(`examples/${name}`, 'utf8');

describe('what came in comes out', () => {
  it("the workspaces face's example, but for the esn that does not add up", async () => {
    const outcome = await imported(example('atlas-workspace-numbers.json'));
    expect(outcome).toEqual({
      code: 0,
      stdout: 'standard input: created 1 organization, 1 location, 1 workspace, 2 assignments\n',
      stderr:
        'standard input:11:5: warning esn_differs: esn is 123412211, but routing prefix and extension make 1234122\n',
    });
    const expected = JSON.parse(example('atlas-workspace-numbers.json'));
    expected.phoneNumbers[1].esn = '1234122';
    expect(await workspaceOf(ATLAS, '842938d5-9273-4bc6-aa3a-056772db3165')).toEqual(expected);
  });

  it("the organizations face's example", async () => {
    const outcome = await imported(example('acme-phone-numbers.json'), ...usersOf(ACME), '--organization-name', 'Acme');
    expect(outcome).toEqual({
      code: 0,
      stdout: 'standard input: created 1 organization, 1 user, 1 assignment\n',
      stderr: '',
    });
    expect(await listOf(ACME)).toEqual(JSON.parse(example('acme-phone-numbers.json')));
  });

  it('several users with several numbers of one provider, in their order, also after one of them changed its label', async () => {
    const organization = organizationId();
    const file = {
      assignments: [
        assignment(10, 105, { isDefault: true, label: 'Front desk' }),
        assignment(10, 101),
        assignment(10, 103, { provider: 'sinch', isInboundEnabled: false }),
        assignment(10, 102, { label: 'Ünïcode "quoted" \\ tab\t' }),
        assignment(11, 104, { isDefault: true }),
        assignment(11, 100),
      ],
    };
    expect((await imported(file, ...usersOf(organization))).code).toBe(0);
    expect(await listOf(organization)).toEqual(file);

    file.assignments[1]!.label = 'Changed';
    const again = await imported(file, ...usersOf(organization));
    expect(again.stdout).toBe('standard input: changed 1 assignment\n');
    expect(await listOf(organization)).toEqual(file);
    expect((await imported(file, ...usersOf(organization))).stdout).toBe('standard input: nothing to change\n');
  });

  it("a user's order stays when a later file lists them alone, with another label", async () => {
    const organization = organizationId();
    const theirs = [assignment(13, 111), assignment(13, 112)];
    const others = [113, 114, 115].map((phone) => assignment(12, phone));
    await imported({ assignments: [...others, ...theirs] }, ...usersOf(organization));
    theirs[1]!.label = 'Changed';
    expect((await imported({ assignments: theirs }, ...usersOf(organization))).stdout).toBe(
      'standard input: changed 1 assignment\n',
    );
    expect(await listOf(organization)).toEqual({ assignments: [...others, ...theirs] });
  });

  it('any list of users, whatever their names and labels are', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((s) => !s.includes('\0'));
    const entries = fc.uniqueArray(fc.record({ phone: fc.nat(9_999), user: fc.nat(4), label: fc.option(text) }), {
      selector: ({ phone }) => phone,
      maxLength: 30,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(entries, fc.array(text, { minLength: 5, maxLength: 5 }), async (lines, names) => {
        const organization = organizationId();
        const range = 1_000_000_000 + ++run * 10_000;
        const assignments = lines
          .map(({ phone, user, label }) =>
            assignment(run * 10 + user + 0x1000, 0, {
              phoneNumber: `+49${range + phone}`,
              userName: names[user],
              ...(label === null ? {} : { label }),
            }),
          )
          .sort((a, b) => (a.userId < b.userId ? -1 : a.userId > b.userId ? 1 : 0));
        expect(await imported({ assignments }, ...usersOf(organization))).toMatchObject({ code: 0, stderr: '' });
        expect(await listOf(organization)).toEqual({ assignments });
      }),
      { numRuns: 12 },
    );
  });

  it('a workspace with a number only, an extension only, and without any line', async () => {
    const place = (workspace: number) => ({ workspace, location: '11111111-0000-4000-8000-000000000001' });
    const prefix = { routingPrefix: '08' };
    const file = [
      workspaceAnswer([line(201, null, prefix), line(202, '201', { ...prefix, primary: false })], place(201)),
      workspaceAnswer([line(null, '0202', prefix)], place(202)),
      { ...workspaceAnswer([], place(203)), distinctiveRingEnabled: false },
    ];
    const outcome = await imported(file);
    expect(outcome.stdout).toBe(
      'standard input: created 1 location, 3 workspaces, 3 assignments; changed 1 organization\n',
    );
    expect(outcome.stderr).toBe('standard input:1:1077: warning no_primary: the workspace has no primary line\n');
    for (const [i, answer] of file.entries()) {
      expect(await workspaceOf(ATLAS, workspaceId(201 + i))).toEqual(answer);
    }
  });
});

describe('a file is the whole truth about the holders that it lists', () => {
  it('releases what it does not list of them, and leaves the others alone', async () => {
    const organization = organizationId();
    const [first, second, third] = [assignment(20, 301), assignment(20, 302), assignment(21, 303)];
    await imported({ assignments: [first, second, third] }, ...usersOf(organization));
    const outcome = await imported({ assignments: [second] }, ...usersOf(organization));
    expect(outcome).toMatchObject({ code: 0, stdout: 'standard input: released 1 assignment\n' });
    expect(await listOf(organization)).toEqual({ assignments: [second, third] });
    const rows = await database.query(
      `SELECT a.valid_to IS NULL AS current, a.valid_to = c.at AS "endedWithChange", p.organization_id IS NOT NULL AS owned
         FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id LEFT JOIN changes c ON c.id = a.closed_by
        WHERE p.e164 IN ($1, $2) ORDER BY p.e164`,
      [number(301), number(302)],
    );
    expect(rows).toEqual([
      { current: false, endedWithChange: true, owned: true },
      { current: true, endedWithChange: null, owned: true },
    ]);
  });

  it('moves a number between two of them at one instant', async () => {
    const organization = organizationId();
    await imported({ assignments: [assignment(22, 311), assignment(23, 312)] }, ...usersOf(organization));
    const swapped = { assignments: [assignment(22, 312), assignment(23, 311)] };
    const outcome = await imported(swapped, ...usersOf(organization));
    expect(outcome.stdout).toBe('standard input: moved 2 assignments\n');
    expect(await listOf(organization)).toEqual(swapped);
    const [gaps] = await database.query(
      `SELECT count(*)::int AS n FROM number_assignments a JOIN number_assignments b USING (phone_number_id)
         JOIN phone_numbers p ON p.id = a.phone_number_id
        WHERE p.e164 IN ($1, $2) AND a.valid_to = b.valid_from AND b.held_since = b.valid_from`,
      [number(311), number(312)],
    );
    expect(gaps).toEqual({ n: 2 });
    expect(await changesOf(organization)).toEqual([
      { action: 'import', details: { opened: 2, closed: 0 } },
      { action: 'import', details: { opened: 2, closed: 2 } },
    ]);
  });

  it('keeps since when a number is held when its flags or its provider change', async () => {
    const organization = organizationId();
    await imported({ assignments: [assignment(24, 321), assignment(24, 322)] }, ...usersOf(organization));
    const held = () =>
      database.query(
        `SELECT p.e164, a.held_since, a.held_since < a.valid_from AS earlier FROM number_assignments a
           JOIN phone_numbers p ON p.id = a.phone_number_id WHERE p.e164 IN ($1, $2) AND a.valid_to IS NULL ORDER BY 1`,
        [number(321), number(322)],
      );
    const before = await held();
    const changed = [assignment(24, 321, { provider: 'sinch' }), assignment(24, 322, { isDefault: true })];
    const outcome = await imported({ assignments: changed }, ...usersOf(organization));
    expect(outcome.stdout).toBe('standard input: changed 1 assignment; moved 1 assignment\n');
    expect(await held()).toEqual(before.map((row) => ({ ...row, earlier: true })));
  });

  it('takes names as they are, and leaves what it does not say', async () => {
    const organization = organizationId();
    const { userName: _, userEmail: __, ...nameless } = assignment(25, 331);
    await imported({ assignments: [nameless] }, ...usersOf(organization));
    expect(await listOf(organization)).toEqual({ assignments: [nameless] });
    const named = assignment(25, 331);
    expect((await imported({ assignments: [named] }, ...usersOf(organization))).stdout).toBe(
      'standard input: changed 1 user\n',
    );
    expect((await imported({ assignments: [nameless] }, ...usersOf(organization))).stdout).toBe(
      'standard input: nothing to change\n',
    );
    expect(await listOf(organization)).toEqual({ assignments: [named] });
  });

  it('fills in the flags that the vendor leaves out, and an entry without label has none', async () => {
    const organization = organizationId();
    await imported({ assignments: [assignment(26, 341, { label: 'Old' })] }, ...usersOf(organization));
    const { isDefault: _, isInboundEnabled: __, ...bare } = assignment(26, 341);
    await imported({ assignments: [bare] }, ...usersOf(organization));
    expect(await listOf(organization)).toEqual({
      assignments: [{ ...bare, isDefault: false, isInboundEnabled: true }],
    });
  });

  it('an empty list makes the organization', async () => {
    const organization = organizationId();
    const outcome = await imported({ assignments: [] }, ...usersOf(organization), '--organization-name', 'Empty');
    expect(outcome).toEqual({ code: 0, stdout: 'standard input: created 1 organization\n', stderr: '' });
    expect(await listOf(organization)).toEqual({ assignments: [] });
    expect(await changesOf(organization)).toEqual([{ action: 'import', details: { opened: 0, closed: 0 } }]);
  });

  it('a null routing prefix says nothing, another one is a change of the location', async () => {
    const place = { workspace: 211, location: '11111111-0000-4000-8000-000000000002' };
    const prefixed = (routingPrefix: string | null) => workspaceAnswer([line(211, '211', { routingPrefix })], place);
    await imported(prefixed('77'));
    expect((await imported({ ...prefixed(null) })).stdout).toBe('standard input: nothing to change\n');
    expect(await workspaceOf(ATLAS, workspaceId(211))).toEqual(prefixed('77'));
    expect((await imported(prefixed('78'))).stdout).toBe('standard input: changed 1 location\n');
    expect(await workspaceOf(ATLAS, workspaceId(211))).toEqual(prefixed('78'));
  });

  it('takes a workspace to another location with its numbers and their history', async () => {
    const at = (location: string) =>
      workspaceAnswer([line(221, '221', { routingPrefix: null })], { workspace: 221, location });
    await imported(at('11111111-0000-4000-8000-000000000003'));
    const moved = at('11111111-0000-4000-8000-000000000004');
    const outcome = await imported(moved);
    expect(outcome.stdout).toBe('standard input: created 1 location; changed 1 workspace, 1 assignment\n');
    expect(await workspaceOf(ATLAS, workspaceId(221))).toEqual(moved);
  });

  it('an alternate becomes the primary, and the primary an alternate', async () => {
    const place = { workspace: 231, location: '11111111-0000-4000-8000-000000000005' };
    const lines = (primary: number, alternate: number) =>
      workspaceAnswer(
        [line(primary, null, { routingPrefix: null }), line(alternate, null, { primary: false, routingPrefix: null })],
        place,
      );
    await imported(lines(231, 232));
    expect((await imported(lines(232, 231))).stdout).toBe('standard input: changed 2 assignments\n');
    expect(await workspaceOf(ATLAS, workspaceId(231))).toEqual(lines(232, 231));
  });

  it('takes a number from a listed user to a listed workspace only if both are in the same file of one organization', async () => {
    // A number that a user lets go in one import is free for a workspace in the next.
    const organization = organizationId();
    await imported({ assignments: [assignment(27, 351), assignment(27, 352)] }, ...usersOf(organization));
    const [{ uuid }] = (await database.query('SELECT uuid FROM organizations WHERE object_id = $1', [
      organization,
    ])) as [{ uuid: string }];
    const lobby = workspaceAnswer([line(351, '351', { routingPrefix: null })], {
      workspace: 241,
      location: '11111111-0000-4000-8000-000000000006',
      organization: uuid,
    });
    expect((await imported(lobby)).stderr).toContain('refused second_inbound_holder');
    await imported({ assignments: [assignment(27, 352)] }, ...usersOf(organization));
    expect((await imported(lobby)).code).toBe(0);
    expect(await workspaceOf(uuid, workspaceId(241))).toEqual(lobby);
  });

  it('revives a removed holder', async () => {
    const organization = organizationId();
    await imported({ assignments: [assignment(28, 361)] }, ...usersOf(organization));
    await imported({ assignments: [assignment(28, 362)] }, ...usersOf(organization));
    await database.query(
      `WITH t AS (SELECT date_trunc('milliseconds', clock_timestamp()) AS at),
            closed AS (UPDATE number_assignments SET valid_to = t.at, closed_by = opened_by
                         FROM t WHERE user_id = (SELECT id FROM users WHERE object_id = $1) AND valid_to IS NULL)
       UPDATE users SET removed_at = t.at FROM t WHERE object_id = $1`,
      [assignment(28, 361).userId],
    );
    const outcome = await imported({ assignments: [assignment(28, 361)] }, ...usersOf(organization));
    expect(outcome.stdout).toBe('standard input: created 1 assignment; revived 1 holder\n');
    expect(await listOf(organization)).toEqual({ assignments: [assignment(28, 361)] });
  });
});

describe('a dry run', () => {
  it('says what would happen, exits 3, and leaves no trace; 0 when nothing would', async () => {
    const organization = organizationId();
    const file = { assignments: [assignment(40, 401), assignment(40, 402)] };
    const snapshot = () => database.query('SELECT count(*) AS n, max(id) AS last FROM changes');
    const before = await snapshot();
    expect(await imported(file, ...usersOf(organization), '--dry-run')).toEqual({
      code: 3,
      stdout: [
        'standard input: would create 1 organization, 1 user, 2 assignments',
        'ACTION  NUMBER        FROM  TO       ROW',
        `create  ${number(401)}        User 40  standard input:1`,
        `create  ${number(402)}        User 40  standard input:1`,
        '',
      ].join('\n'),
      stderr: '',
    });
    expect(await database.query('SELECT FROM phone_numbers WHERE e164 = $1', [number(401)])).toEqual([]);
    expect(await snapshot()).toEqual(before);
    await imported(file, ...usersOf(organization));
    expect(await imported(file, ...usersOf(organization), '--dry-run')).toMatchObject({ code: 0 });
  });
});

describe('changes', () => {
  it('are one row for each organization that the file changed, with who and from where', async () => {
    const place = (organization: string, n: number) => ({
      organization,
      workspace: n,
      location: `11111111-0000-4000-8000-0000000002${n % 100}`,
    });
    const [one, two] = ['22222222-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000002'];
    const answers = (second: string) => [
      workspaceAnswer([line(250, '250')], place(one, 250)),
      workspaceAnswer([line(251, second)], place(two, 251)),
    ];
    await imported(answers('251'));
    await imported(answers('252'));
    expect((await changesOf(one)).length).toBe(1);
    expect((await changesOf(two)).length).toBe(2);
    const rows = await database.query(
      `SELECT DISTINCT subject ~ '^cli:.+' AS operator, tracking_id ~ '^CLI_[0-9a-f-]{36}$' AS tracked,
              acting_organization_id, way, issuer FROM changes`,
    );
    expect(rows).toEqual([{ operator: true, tracked: true, acting_organization_id: null, way: 'cli', issuer: null }]);
  });
});
