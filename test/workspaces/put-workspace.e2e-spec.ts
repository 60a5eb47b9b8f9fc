import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { workspaceLocationId } from '../../src/ids/workspace-location-id.js';
import { said } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { answeredWithoutWriting } from '../every-row.js';
import { type Scene, World } from './write-world.js';

// PUT /v1/workspaces/{workspaceId}: what it does (workspaces contract, 2.6; the frame).

const CREATED = '2026-01-02T03:04:05.678Z';

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await world.database.query('UPDATE workspaces SET created_at = $1 WHERE id = $2', [CREATED, s.workspaceId]);
});

/** The whole answer. */
const workspace = (changed: object = {}) => ({
  id: webexId('PLACE', s.workspaceId),
  orgId: webexId('ORGANIZATION', s.organization.uuid),
  locationId: webexId('LOCATION', s.locationId),
  workspaceLocationId: workspaceLocationId(s.organization.uuid, s.locationId),
  displayName: 'Lobby',
  created: CREATED,
  calling: { type: 'webexCalling', webexCalling: { licenses: [] } },
  supportedDevices: 'collaborationDevices',
  calendar: { type: 'none' },
  hotdeskingStatus: 'off',
  deviceHostedMeetings: { enabled: false },
  devicePlatform: 'cisco',
  ...changed,
});
const call = (webexCalling: object) => ({ calling: { type: 'webexCalling', webexCalling } });
const primary = (i: number | null, extension: string | null = null) => ({
  external: i === null ? null : s.number(i),
  extension,
  primary: true,
});
const alternate = (i: number, extension: string | null = null) => ({ ...primary(i, extension), primary: false });

async function expectDone(body: object, changed?: object): Promise<void> {
  const answer = await s.putWorkspace(body);
  expect(said(answer)).toEqual({ status: 200, body: workspace(changed) });
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  expect(schemaFaults('workspaces', 'Workspace', answer.body)).toEqual([]);
}

/** The same, and it writes nothing. */
async function expectUnchanged(body: unknown, changed?: object): Promise<void> {
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => s.putWorkspace(body));
  expect(answer).toEqual({ status: 200, body: workspace(changed) });
}

describe('displayName', () => {
  it('renames, and is left alone where it is left out', async () => {
    await expectDone({ displayName: ' Empfang 2. OG ' }, { displayName: ' Empfang 2. OG ' });
    await expectDone({}, { displayName: ' Empfang 2. OG ' });
  });

  it('is left out of the answer where it is not known', async () => {
    const workspaceId = await s.neighbour({ name: null, created_at: CREATED });
    const { displayName: _, ...rest } = workspace({ id: webexId('PLACE', workspaceId) });
    expect(said(await s.putWorkspace({}, { workspaceId }))).toEqual({ status: 200, body: rest });
  });
});

describe('read, modify, write', () => {
  beforeEach(async () => {
    await s.line({ number: s.number(0), extension: '100' });
    await s.line({ number: s.number(1), extension: '300', line: 'alternate' });
  });

  it('keeps the numbers, when the answer comes back without what is read-only', async () => {
    const { id: _, orgId: __, created: ___, supportedDevices: ____, ...sent } = workspace();
    await expectUnchanged(sent);
    expect(await s.lines()).toEqual([primary(0, '100'), alternate(1, '300')]);
  });

  it('keeps them when all of it comes back, or the numbers that it has', async () => {
    const calling = { licenses: [], locationId: s.locationId, phoneNumber: s.number(0), extension: '100' };
    await expectUnchanged({ ...workspace(), capacity: null, notes: null, floorId: 3, sipAddress: 'x' });
    await expectUnchanged({ ...workspace(), ...call(calling) });
    expect(await s.lines()).toEqual([primary(0, '100'), alternate(1, '300')]);
  });

  it('takes null in every optional field as if it were left out', async () => {
    const fields = { displayName: null, locationId: null, workspaceLocationId: null };
    await expectUnchanged({ ...fields, calling: null });
    await expectUnchanged({ ...fields, calling: { type: null, webexCalling: null } });
    await expectUnchanged({ ...fields, ...call({ phoneNumber: null, extension: null, locationId: null }) });
    expect(await s.lines()).toEqual([primary(0, '100'), alternate(1, '300')]);
  });

  it('does so for a workspace without any line', async () => {
    const workspaceId = await s.neighbour();
    const { status } = await s.putWorkspace(call({ licenses: [] }), { workspaceId });
    expect([status, await s.lines(workspaceId)]).toEqual([200, []]);
  });
});

describe('the primary line', () => {
  const heldSince = async (i: number) =>
    (
      await world.database.query<{ since: Date }>(
        `SELECT held_since AS since FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
          WHERE n.e164 = $1 AND a.valid_to IS NULL`,
        [s.number(i)],
      )
    ).map(({ since }) => since);

  it('gets a free number of the location, and the number before it goes back to the inventory', async () => {
    await s.line({ number: s.number(0), extension: '100' });
    await s.stock(1);
    await expectDone(call({ phoneNumber: s.number(1) }));
    expect(await s.lines()).toEqual([primary(1, '100')]);
    const workspaceId = await s.neighbour();
    expect((await s.putNumbers([{ action: 'ADD', directNumber: s.number(0) }], { workspaceId })).status).toBe(204);
  });

  it('gets a number as it is written in the country of the location', async () => {
    await s.stock(0);
    await expectDone(call({ phoneNumber: s.number(0).slice(2) }));
    expect(await s.lines()).toEqual([primary(0)]);
  });

  it('gets a number that somebody has for outbound caller id only', async () => {
    await s.stock(0);
    const user = await world.rows.user(s.organization);
    await world.rows.providerLine(s.organization, user, { number: s.number(0), receives_calls: false });
    await expectDone(call({ phoneNumber: s.number(0) }));
    expect(await s.lines()).toEqual([primary(0)]);
  });

  it('gets another extension and keeps its number and since when it has it', async () => {
    const since = new Date('2025-01-01T00:00:00Z');
    await s.line({ number: s.number(0), extension: '100', held_since: since });
    await expectDone(call({ extension: '0101' }));
    expect(await s.lines()).toEqual([primary(0, '0101')]);
    expect(await heldSince(0)).toEqual([since]);
  });

  it('gets a number beside its extension, and an extension beside its number', async () => {
    await s.line({ number: undefined, extension: '100' });
    await s.stock(0);
    await expectDone(call({ phoneNumber: s.number(0) }));
    expect(await s.lines()).toEqual([primary(0, '100')]);
    const workspaceId = await s.neighbour();
    await s.line({ number: s.number(1) }, workspaceId);
    expect((await s.putWorkspace(call({ extension: '101' }), { workspaceId })).status).toBe(200);
    expect(await s.lines(workspaceId)).toEqual([primary(1, '101')]);
  });

  it('is made where the workspace has none: with a number, an extension or both', async () => {
    await s.stock(0, 1);
    const bodies = [{ phoneNumber: s.number(0) }, { extension: '200' }, { phoneNumber: s.number(1), extension: '201' }];
    const made = [];
    for (const body of bodies) {
      const workspaceId = await s.neighbour();
      expect((await s.putWorkspace(call(body), { workspaceId })).status).toBe(200);
      made.push(...(await s.lines(workspaceId)));
    }
    expect(made).toEqual([primary(0), primary(null, '200'), primary(1, '201')]);
  });

  it('is changed without a type as well, and together with the name', async () => {
    await s.stock(0);
    const calling = { webexCalling: { phoneNumber: s.number(0), extension: '100' } };
    await expectDone({ displayName: 'Reception', calling }, { displayName: 'Reception' });
    expect(await s.lines()).toEqual([primary(0, '100')]);
  });

  describe('becomes an alternate of the workspace', () => {
    const since = new Date('2025-01-01T00:00:00Z');
    const promoted = async (own: string | null, extension: string | null, asked: object = {}) => {
      await s.line({ number: s.number(0), extension: own });
      await s.line({ number: s.number(1), extension, line: 'alternate', held_since: since });
      await s.line({ number: s.number(2), extension: '302', line: 'alternate' });
      await expectDone(call({ phoneNumber: s.number(1), ...asked }));
      expect(await heldSince(1)).toEqual([since]);
      expect(await heldSince(0)).toEqual([]);
      return (await s.lines()).map(({ external, extension }) => [external, extension]);
    };
    const lines = (extension: string | null) => [
      [s.number(1), extension],
      [s.number(2), '302'],
    ];

    it('which then has the extension of the primary line, and has been held since it was an alternate', async () => {
      expect(await promoted('100', '301')).toEqual(lines('100'));
    });

    it('which keeps its own extension where the primary line has none', async () => {
      expect(await promoted(null, '301')).toEqual(lines('301'));
    });

    it('which may be given an extension, also its own', async () => {
      expect(await promoted('100', '301', { extension: '301' })).toEqual(lines('301'));
    });
  });
});

describe('capacity, type and notes', () => {
  const all = { capacity: 4, type: 'huddle', notes: 'Beside the lift' };

  it('are as the request says, and none where it says nothing', async () => {
    await expectDone(all, all);
    await expectDone({ ...all, capacity: 0, notes: null }, { capacity: 0, type: 'huddle' });
    await expectDone({});
  });

  it('stay where the answer comes back', async () => {
    await expectDone(all, all);
    await expectUnchanged(workspace(all), all);
  });
});

describe('a workspace of another calling type', () => {
  it.each([
    ['freeCalling', 'freeCalling'],
    ['hybridCalling', 'none'],
  ])('%s is renamed, and told as %s, which every client reads', async (calling_type, type) => {
    const workspaceId = await s.neighbour({ calling_type, created_at: CREATED });
    const body = workspace({ id: webexId('PLACE', workspaceId), displayName: 'X', calling: { type } });
    const answer = await s.putWorkspace({ displayName: 'X' }, { workspaceId });
    expect(said(answer)).toEqual({ status: 200, body });
    expect(schemaFaults('workspaces', 'Workspace', answer.body)).toEqual([]);
  });

  it.each(['freeCalling', 'none', 'thirdPartySipCalling'])('%s takes itself back', async (calling_type) => {
    const workspaceId = await s.neighbour({ calling_type, created_at: CREATED });
    const body = workspace({ id: webexId('PLACE', workspaceId), calling: { type: calling_type } });
    expect(said(await s.putWorkspace(body, { workspaceId }))).toEqual({ status: 200, body });
  });

  it('gets calling, with a number and an extension', async () => {
    await s.stock(0);
    const workspaceId = await s.neighbour({ calling_type: 'freeCalling' });
    const body = call({ phoneNumber: s.number(0), extension: '100' });
    expect((await s.putWorkspace(body, { workspaceId })).body).toMatchObject({ calling: { type: 'webexCalling' } });
    expect(await s.lines(workspaceId)).toEqual([primary(0, '100')]);
  });

  it('gets a location with its calling, where it is in none', async () => {
    const workspaceId = await s.neighbour({ calling_type: 'none', location_id: null });
    const answer = await s.putWorkspace(call({ extension: '100', locationId: s.locationId }), { workspaceId });
    expect(answer.body).toMatchObject({
      locationId: webexId('LOCATION', s.locationId),
      calling: { type: 'webexCalling' },
    });
    expect(await s.lines(workspaceId)).toEqual([primary(null, '100')]);
  });
});

describe('a workspace that gives up calling', () => {
  it.each(['freeCalling', 'none', 'thirdPartySipCalling'])('for %s gives its numbers back', async (type) => {
    await s.line({ number: s.number(0), extension: '100' });
    await s.line({ number: s.number(1), extension: '300', line: 'alternate' });
    await expectDone({ calling: { type } }, { calling: { type } });
    const workspaceId = await s.neighbour();
    const [first, second] = [s.number(0), s.number(1)];
    expect((await s.putWorkspace(call({ phoneNumber: first, extension: '100' }), { workspaceId })).status).toBe(200);
    expect((await s.putNumbers([{ action: 'ADD', directNumber: second }], { workspaceId })).status).toBe(204);
  });

  it('may not, where its devices are phones', async () => {
    await world.database.query(`UPDATE workspaces SET supported_devices = 'phones' WHERE id = $1`, [s.workspaceId]);
    const { status, body } = await s.putWorkspace({ calling: { type: 'freeCalling' } });
    expect([status, body]).toMatchObject([400, { message: 'Phones need calling' }]);
  });
});

describe('the licence', () => {
  let professional: string;
  let common: string;
  beforeEach(async () => {
    professional = await world.rows.licence(s.organization, { total_units: 1 });
    common = await world.rows.licence(s.organization, { name: 'Webex Calling - Workspaces', total_units: 1 });
  });
  const wire = (licence: string) => licenceId(s.organization.uuid, licence);
  const licensed = (licence: string) => ({
    calling: { type: 'webexCalling', webexCalling: { licenses: [wire(licence)] } },
  });

  it('changes, and stays where the answer comes back; what it allows changes with it', async () => {
    await expectDone(call({ licenses: [wire(common)] }), licensed(common));
    await expectUnchanged(workspace(licensed(common)), licensed(common));
    const refusal = await s.putNumbers([{ action: 'ADD', directNumber: s.number(0) }]);
    expect(refusal.status).toBe(405);
    await expectDone(call({ licenses: [professional] }), licensed(professional));
    await s.stock(0);
    expect((await s.putNumbers([{ action: 'ADD', directNumber: s.number(0) }])).status).toBe(204);
    const { status, body } = await s.putWorkspace(call({ licenses: [wire(common)] }));
    expect([status, body]).toMatchObject([405, { errors: [{ errorCode: 25409 }] }]);
  });

  it('is the first one that has a unit left, and is free when it is given up', async () => {
    const workspaceId = await s.neighbour();
    await expectDone(call({ licenses: [wire(professional)] }), licensed(professional));
    const both = call({ licenses: [wire(professional), wire(common)] });
    expect((await s.putWorkspace(both, { workspaceId })).body).toMatchObject(licensed(common));
    const other = await s.neighbour();
    const usedUp = await s.putWorkspace(both, { workspaceId: other });
    expect([usedUp.status, usedUp.body]).toMatchObject([409, { message: 'No unit of the licence is free' }]);
    await expectDone({ calling: { type: 'freeCalling' } }, { calling: { type: 'freeCalling' } });
    expect((await s.putWorkspace(both, { workspaceId: other })).body).toMatchObject(licensed(professional));
  });

  it('is one of the organization, and one that workspaces can have', async () => {
    const foreign = await world.rows.licence(await world.rows.organization());
    const messaging = await world.rows.licence(s.organization, { name: 'Messaging' });
    for (const licence of [foreign, messaging]) {
      const { status, body } = await s.putWorkspace(call({ licenses: [licence] }));
      expect([status, body]).toMatchObject([400, { message: 'The licence is not known' }]);
    }
  });

  it('goes to one of two that ask for the last unit at once', async () => {
    const others = [await s.neighbour(), await s.neighbour(), await s.neighbour()];
    const answers = await Promise.all(
      others.map((workspaceId) => s.putWorkspace(call({ licenses: [professional] }), { workspaceId })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});
