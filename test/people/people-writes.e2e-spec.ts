import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { said, type Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { NOT_REACHABLE, orgId, refused } from '../workspaces/seen-numbers.js';
import { type Scene, type SendOptions, World } from '../workspaces/write-world.js';
import { seeNumbersOf, UNKNOWN_PERSON } from './people-scene.js';

// People are made, changed and removed, with licences and a line (workspaces contract, 2.10 and 2.11).

let world: World;
let s: Scene;
/** UUID of a calling licence with two units. */
let licence: string;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  licence = await world.rows.licence(s.organization, { total_units: 2 });
  await s.stock(0, 1, 2);
});

const DATA: SendOptions = { query: '?callingData=true' };
const email = 'lee.park@acme.example';
const named = { emails: [email], displayName: 'Lee Park' };
const work = (i: number) => [{ type: 'work', value: s.number(i) }];
const licences = () => [licenceId(s.organization.uuid, licence)];
const calling = (i: number, more: object = {}) => ({
  ...{ ...named, phoneNumbers: work(i), locationId: webexId('LOCATION', s.locationId), licenses: licences() },
  ...more,
});
const create = (body: object, options: SendOptions = DATA) => s.send('POST', '/v1/people', body, options);
const put = (id: string, body: object, options: SendOptions = DATA) => s.send('PUT', `/v1/people/${id}`, body, options);
const patch = (body: object, options?: SendOptions) => s.send('PATCH', '/v1/licenses/users', body, options);
const remove = (id: string, options?: SendOptions) => s.send('DELETE', `/v1/people/${id}`, undefined, options);

async function made(body: object): Promise<string> {
  const { status, body: person } = await create(body);
  expect([status, person]).toEqual([200, expect.objectContaining({ id: expect.any(String) })]);
  return (person as { id: string }).id;
}
const linesOf = async (id: string): Promise<unknown> =>
  ((await s.send('GET', `/v1/people/${id}/features/numbers`)).body as { phoneNumbers: unknown }).phoneNumbers;
const unitsInUse = async () =>
  (await world.database.query('SELECT count(*)::int AS units FROM user_licences WHERE licence_id = $1', [licence]))[0]!
    .units;
async function expectRefused(expected: object, request: () => Promise<Answer>): Promise<void> {
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, request);
  expect(answer).toEqual(expected);
}

describe('POST /v1/people', () => {
  it('makes a person without calling, and answers the whole of them', async () => {
    const { status, body } = await create({ emails: [email], firstName: 'Lee', lastName: 'Park', avatar: null });
    expect([status, body]).toEqual([
      200,
      {
        id: expect.any(String),
        emails: [email],
        phoneNumbers: [],
        displayName: 'Lee Park',
        firstName: 'Lee',
        lastName: 'Park',
        orgId: webexId('ORGANIZATION', s.organization.uuid),
        licenses: [],
        created: expect.any(String),
        type: 'person',
      },
    ]);
    expect((await s.changes())[0]).toMatchObject({ action: 'user.create', way: 'api' });
  });

  it('makes one with a calling licence, number and extension: calling is on', async () => {
    const { body } = await create(calling(0, { extension: '1001' }));
    expect(body).toMatchObject({
      phoneNumbers: [
        { type: 'work', value: s.number(0), primary: true },
        { type: 'work_extension', value: '81001' },
      ],
      extension: '1001',
      locationId: webexId('LOCATION', s.locationId),
      licenses: licences(),
    });
    expect(await linesOf((body as { id: string }).id)).toEqual([
      { primary: true, directNumber: s.number(0), extension: '1001', routingPrefix: '8', esn: '81001' },
    ]);
    expect(await unitsInUse()).toBe(1);
  });

  it('reads one object instead of a list, 10 digits, and answers the id alone with minResponse', async () => {
    const body = calling(0, { phoneNumbers: { type: 'work', value: s.number(0).slice(2) } });
    const { body: answer } = await create(body, { query: '?minResponse=true' });
    const { id, ...rest } = answer as { id: string };
    expect([rest, await linesOf(id)]).toEqual([{}, [{ primary: true, directNumber: s.number(0) }]]);
  });

  it('makes one person under an idempotency key', async () => {
    const headers = { 'idempotency-key': 'lee' };
    const answers = [await create(named, { headers }), await create(named, { headers })];
    expect(answers[1]!.text).toBe(answers[0]!.text);
    expect((await s.changes()).filter(({ action }) => action === 'user.create')).toHaveLength(1);
  });

  it('400: what cannot be, with the vendor’s codes', async () => {
    const other = await world.rows.location(await world.rows.organization());
    const CASES: [object, string, string, number][] = [
      [{ displayName: 'Lee' }, 'Invalid emails', 'Expected one e-mail address', 25008],
      [{ emails: ['lee'] }, 'Invalid emails.0', 'emails.0 must be an e-mail address', 25008],
      [
        calling(0, { locationId: webexId('LOCATION', other) }),
        'The location is not known',
        'locationId: expected the id of a location of the organization',
        400,
      ],
      [
        calling(0, { licenses: [licenceId(s.organization.uuid, other)] }),
        'The licence is not known',
        'licenses: expected ids of licences of the organization',
        400000,
      ],
      [
        calling(0, { phoneNumbers: [] }),
        'The calling licence needs a line',
        'licenses: expected a phone number or an extension, and the location where it is',
        400411,
      ],
      [
        calling(0, { licenses: [] }),
        'The person has no calling licence',
        'phoneNumbers: a number and an extension need a calling licence',
        400411,
      ],
      [
        calling(9),
        'The number is not available',
        'phoneNumbers: the number is not in the inventory of the location',
        25089,
      ],
    ];
    for (const [body, message, description, code] of CASES) {
      await expectRefused(refused(400, message, description, code), () => create(body));
    }
  });

  it('409: no unit of the licence is free; a person who is removed gives theirs back', async () => {
    const [first] = [await made(calling(0)), await made(calling(1))];
    const usedUp = refused(409, 'No unit of the licence is free', 'licenses: all units of a licence are in use');
    await expectRefused(usedUp, () => create(calling(2)));
    expect((await remove(first)).status).toBe(204);
    await made(calling(2));
  });

  it('409: gives the last unit and the number to one of ten who come at once', async () => {
    await made(calling(1));
    const answers = await Promise.all(Array.from({ length: 10 }, () => create(calling(0))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
    expect(await unitsInUse()).toBe(2);
  });
});

describe('PUT /v1/people/{personId}', () => {
  const lineOf = (id: string) => linesOf(id) as Promise<{ directNumber?: string; extension?: string }[]>;

  it('replaces number and extension: what is left out goes back', async () => {
    const id = await made(calling(0, { extension: '1001' }));
    expect((await put(id, calling(0))).status).toBe(200);
    expect(await linesOf(id)).toEqual([{ primary: true, directNumber: s.number(0) }]);
    expect((await put(id, { ...calling(0), phoneNumbers: undefined, extension: '1002' })).status).toBe(200);
    expect(await linesOf(id)).toEqual([{ primary: true, extension: '1002', routingPrefix: '8', esn: '81002' }]);
    expect((await put(id, calling(1, { extension: '1003' }))).status).toBe(200);
    expect(await lineOf(id)).toMatchObject([{ directNumber: s.number(1), extension: '1003' }]);
  });

  it('leaves all as it is where GET’s answer comes back, with callingData and without', async () => {
    const id = await made(calling(0, { extension: '1001' }));
    const { body } = await put(id, calling(0, { extension: '1001', firstName: 'Lee', lastName: 'Park' }));
    const { locationId: _, extension: __, ...short } = body as Record<string, object>;
    for (const whole of [body as object, short]) {
      const { status, body: answer } = await answeredWithoutWriting(world.database, () => put(id, whole));
      expect([status, answer]).toEqual([200, body]);
    }
  });

  it('leaves the lines where it says nothing of them, and takes them with the calling licence', async () => {
    const id = await made(calling(0, { extension: '1001' }));
    const { body } = await put(id, { ...named, displayName: 'Lee Grant' });
    expect(body).toMatchObject({
      displayName: 'Lee Grant',
      lastName: 'Grant',
      extension: '1001',
      licenses: licences(),
    });
    const { body: plain } = await put(id, { ...named, licenses: [] });
    expect(plain).toMatchObject({ phoneNumbers: [], licenses: [] });
    expect([plain, await unitsInUse()]).toEqual([expect.not.objectContaining({ locationId: expect.anything() }), 0]);
    await made(calling(0, { extension: '1001' }));
  });

  it('gives calling to who had none, and then they stay where they are', async () => {
    const id = await made(named);
    expect((await put(id, calling(0), { query: '?minResponse=true' })).status).toBe(204);
    expect(await linesOf(id)).toEqual([{ primary: true, directNumber: s.number(0) }]);
    const elsewhere = await world.rows.location(s.organization);
    await expectRefused(
      refused(
        400,
        'A person with calling cannot change their location',
        'locationId: expected the location that they have',
        25008,
      ),
      () => put(id, calling(0, { locationId: webexId('LOCATION', elsewhere) })),
    );
  });

  it('409, 8363: a number that another holder has', async () => {
    const id = await made(calling(0));
    await s.line({ number: s.number(1) });
    const { status, body } = await put(id, calling(1));
    expect([status, body]).toMatchObject([409, { errors: [{ errorCode: 8363 }], errorCode: 25223 }]);
  });
});

describe('PATCH /v1/licenses/users', () => {
  const add = (properties?: object, id = licences()[0]) => ({ licenses: [{ id, operation: 'add', properties }] });

  it('gives a calling licence with a line: where the number is, or where the request says', async () => {
    const [lee, sam] = [await made(named), await made({ emails: ['Sam@acme.example'], displayName: 'Sam' })];
    expect(said(await patch({ personId: lee, ...add({ phoneNumber: s.number(0) }) }))).toEqual({
      status: 200,
      body: {
        orgId: webexId('ORGANIZATION', s.organization.uuid),
        personId: lee,
        email,
        licenses: licences(),
      },
    });
    expect(await linesOf(lee)).toEqual([{ primary: true, directNumber: s.number(0) }]);
    const properties = { extension: '1002', locationId: webexId('LOCATION', s.locationId) };
    expect((await patch({ email: 'sam@ACME.example', ...add(properties) })).status).toBe(200);
    expect(await linesOf(sam)).toMatchObject([{ primary: true, extension: '1002' }]);
  });

  it('takes it again, and all is free at once', async () => {
    const id = await made(calling(0, { extension: '1001' }));
    const { body } = await patch({ personId: id, licenses: [{ id: licences()[0], operation: 'remove' }] });
    expect([body, await unitsInUse()]).toEqual([expect.objectContaining({ licenses: [] }), 0]);
    await made(calling(0, { extension: '1001' }));
  });

  it('400 and 404: with the vendor’s codes', async () => {
    const id = await made(named);
    const place = 'licenses.0.properties';
    const basic = await world.rows.licence(s.organization, { name: 'Webex Calling - Basic' });
    const both = [...licences(), licenceId(s.organization.uuid, basic)].map((one) => ({ id: one }));
    const CASES: [object, string, string, number][] = [
      [
        add(),
        'The calling licence needs a line',
        'licenses: expected a phone number or an extension, and the location where it is',
        400411,
      ],
      [
        add({ extension: '1001' }),
        'The calling licence needs a line',
        `${place}: expected a phone number or an extension, and the location where it is`,
        400411,
      ],
      [
        add({ phoneNumber: s.number(9) }),
        'The number is not available',
        `${place}: the number is not in the inventory of the location`,
        25089,
      ],
      [
        add({ extension: '1001' }, licenceId(s.organization.uuid, s.locationId)),
        'The licence is not known',
        'licenses: expected ids of licences of the organization',
        400000,
      ],
      [{ licenses: both }, 'The licences exclude each other', 'licenses: expected one calling licence at most', 400404],
    ];
    for (const [body, message, description, code] of CASES) {
      await expectRefused(refused(400, message, description, code), () => patch({ personId: id, ...body }));
    }
    await made(named);
    for (const who of [{ email }, { email: 'nobody@acme.example' }, { personId: webexId('PEOPLE', s.locationId) }]) {
      await expectRefused(UNKNOWN_PERSON, () => patch({ ...who, ...add({ phoneNumber: s.number(0) }) }));
    }
  });
});

describe('DELETE /v1/people/{personId}', () => {
  it('frees numbers, extension and licence at once, and the history stays', async () => {
    const id = await made(calling(0, { extension: '1001' }));
    const headers = { 'idempotency-key': 'gone' };
    for (let time = 0; time < 2; time++) expect((await remove(id, { headers })).status).toBe(204);
    expect(said(await remove(id))).toEqual(UNKNOWN_PERSON);
    expect([(await s.changes())[0]!.action, await unitsInUse()]).toEqual(['user.remove', 0]);
    const next = await made(calling(0, { extension: '1001' }));
    expect(await linesOf(next)).toMatchObject([{ directNumber: s.number(0) }]);
    const caller = { scopes: ['spark-admin:telephony_config_read'] };
    const path = `/api/phone-numbers/${encodeURIComponent(s.number(0))}/history`;
    const { body } = await s.send('GET', path, undefined, { caller });
    expect((body as { intervals: object[] }).intervals).toHaveLength(2);
  });
});

describe.each([
  ['POST', 200, (options: SendOptions) => create(named, options)],
  ['PUT', 200, async (options: SendOptions) => put(await made(named), { ...named, displayName: 'Sam' }, options)],
  [
    'PATCH',
    200,
    async (options: SendOptions) =>
      patch({ personId: await made(named), licenses: [{ id: licences()[0], operation: 'remove' }] }, options),
  ],
  ['DELETE', 204, async (options: SendOptions) => remove(await made(named), options)],
] as const)('%s', (method, status, send) => {
  it('is for a full administrator with its scopes, and for a partner who names the customer', async () => {
    const scopes = ['people_write', ...(method === 'PATCH' ? [] : ['people_read'])].map((one) => `spark-admin:${one}`);
    expect((await send({ caller: { scopes } })).status).toBe(status);
    for (const scope of scopes) {
      expect((await send({ caller: { scopes: scopes.filter((one) => one !== scope) } })).status).toBe(403);
    }
    for (const roles of [['readonly_admin'], ['location_admin'], ['SUPERADMIN']]) {
      expect((await send({ caller: { roles, locations: [s.locationId] } })).status).toBe(403);
    }
    const partner = await world.rows.organization();
    const byPartner = { caller: { organization: partner.uuid }, query: orgId(s.organization.uuid) };
    expect(said(await send(byPartner))).toEqual(NOT_REACHABLE);
    await world.rows.partnership(s.organization, partner);
    expect((await send(byPartner)).status).toBe(status);
    if (method !== 'POST') expect(said(await send({ caller: byPartner.caller }))).toEqual(UNKNOWN_PERSON);
  });
});

it('the numbers of a person who has been removed are 404', async () => {
  const id = await made(calling(0));
  await remove(id);
  const uuid = Buffer.from(id, 'base64').toString().split('/').at(-1)!;
  expect(said(await seeNumbersOf(s, { uuid }))).toEqual(UNKNOWN_PERSON);
});

it('423: a number that rests, unless a full administrator with the scope of telephony forces it', async () => {
  await world.database.query('UPDATE organizations SET number_rest_days = 30 WHERE id = $1', [s.organization.id]);
  expect((await remove(await made(calling(0)))).status).toBe(204);
  expect((await create(calling(0))).status).toBe(423);
  const scopes = ['spark-admin:people_write', 'spark-admin:people_read'];
  expect((await create(calling(0), { query: '?force=true', caller: { scopes } })).status).toBe(403);
  expect((await create(calling(0), { query: '?force=true' })).status).toBe(200);
  expect((await s.changes())[0]).toMatchObject({ action: 'user.create', details: { restOverridden: true } });
});
