import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { workspaceLocationId } from '../../src/ids/workspace-location-id.js';
import { said } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { answeredWithoutWriting } from '../every-row.js';
import { NOT_REACHABLE, orgId, refused, UNKNOWN } from './seen-numbers.js';
import { type Scene, type SendOptions, World } from './write-world.js';

// POST /v1/workspaces and DELETE /v1/workspaces/{workspaceId} (workspaces contract, 2.6; the frame).

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
});

const post = (body: unknown, options?: SendOptions) => s.send('POST', '/v1/workspaces', body, options);
const del = (workspaceId: string, options?: SendOptions) =>
  s.send('DELETE', `/v1/workspaces/${workspaceId}`, undefined, options);
const call = (webexCalling: object, more: object = {}) => ({
  displayName: 'Reception',
  calling: { type: 'webexCalling', webexCalling: { locationId: webexId('LOCATION', s.locationId), ...webexCalling } },
  ...more,
});
const CALLING = { type: 'webexCalling', webexCalling: { licenses: [] } };
const uuidOf = ({ body }: { body: unknown }): string =>
  Buffer.from((body as { id: string }).id, 'base64')
    .toString()
    .split('/')
    .at(-1)!;
/** The whole answer. */
const made = (more: object = {}) => ({
  id: expect.stringMatching(/^\w+$/),
  orgId: webexId('ORGANIZATION', s.organization.uuid),
  displayName: 'Reception',
  created: expect.stringMatching(/^20..-..-..T..:..:..\....Z$/),
  calling: { type: 'freeCalling' },
  supportedDevices: 'collaborationDevices',
  calendar: { type: 'none' },
  hotdeskingStatus: 'off',
  deviceHostedMeetings: { enabled: false },
  devicePlatform: 'cisco',
  ...more,
});
const located = (more: object = {}) => ({
  locationId: webexId('LOCATION', s.locationId),
  workspaceLocationId: workspaceLocationId(s.organization.uuid, s.locationId),
  calling: CALLING,
  ...more,
});

async function expectMade(body: object, more?: object, options?: SendOptions): Promise<string> {
  const answer = await post(body, options);
  expect(said(answer)).toEqual({ status: 201, body: made(more) });
  expect(schemaFaults('workspaces', 'Workspace', answer.body)).toEqual([]);
  return uuidOf(answer);
}
async function expectRefused(expected: object, body: object, options?: SendOptions): Promise<void> {
  const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => post(body, options));
  expect(answer).toEqual(expected);
}

describe('POST', () => {
  it('makes a room without calling, in no location', async () => {
    await expectMade({ displayName: 'Reception' });
    const more = { capacity: 4, type: 'meetingRoom', notes: 'Beside the lift' };
    await expectMade(
      { displayName: 'Reception', ...more, calling: { type: 'none' } },
      { ...more, calling: { type: 'none' } },
    );
  });

  it('makes one with a number, an extension, or both, in the location that is named inside the calling alone', async () => {
    await s.stock(0, 1);
    const bodies = [{ phoneNumber: s.number(0) }, { extension: '100' }, { phoneNumber: s.number(1), extension: '101' }];
    const lines = [];
    for (const body of bodies) lines.push(...(await s.lines(await expectMade(call(body), located()))));
    expect(lines).toEqual([
      { external: s.number(0), extension: null, primary: true },
      { external: null, extension: '100', primary: true },
      { external: s.number(1), extension: '101', primary: true },
    ]);
  });

  it('takes the location by its older id, the type left out, and explicit nulls', async () => {
    await s.stock(0);
    const { workspaceLocationId: old } = located() as unknown as { workspaceLocationId: string };
    const nulls = { floorId: null, capacity: null, notes: null, supportedDevices: null, orgId: null, locationId: null };
    const calling = { type: null, webexCalling: { phoneNumber: s.number(0), extension: null, licenses: null } };
    await expectMade({ displayName: 'Reception', workspaceLocationId: old, ...nulls, calling }, located());
  });

  it('makes phones and hot desks, the latter without a number', async () => {
    const phones = { supportedDevices: 'phones' };
    await expectMade(call({ extension: '100' }, phones), located(phones));
    const id = await expectMade(call({}, { hotdeskingStatus: 'on' }), located({ hotdeskingStatus: 'on' }));
    expect(await s.lines(id)).toEqual([]);
  });

  describe('the licence', () => {
    const licence = (name: string, total_units: number) => world.rows.licence(s.organization, { name, total_units });
    const licensed = (id: string, more: object = {}) =>
      located({
        calling: { type: 'webexCalling', webexCalling: { licenses: [licenceId(s.organization.uuid, id)] } },
        ...more,
      });

    it('is one for workspaces, as long as a unit is left', async () => {
      await licence('Webex Calling - Professional', 5);
      const common = await licence('Webex Calling - Workspaces', 1);
      const first = await expectMade(call({ extension: '100' }), licensed(common));
      await expectMade(call({ extension: '101' }), located());
      expect((await del(first)).status).toBe(204);
      await expectMade(call({ extension: '102' }), licensed(common));
    });

    it('is the one that is asked for', async () => {
      const professional = await licence('Webex Calling - Professional', 1);
      await licence('Webex Calling - Workspaces', 1);
      const asked = { licenses: [licenceId(s.organization.uuid, professional)] };
      await expectMade(call({ extension: '100', ...asked }), licensed(professional));
      const text = 'calling.webexCalling.licenses: all units are in use';
      await expectRefused(refused(409, 'No unit of the licence is free', text), call({ extension: '101', ...asked }));
    });

    it('makes a hot desk, where it is one for hot desks only', async () => {
      const desks = await licence('Webex Calling - Hot desk only', 1);
      await expectMade(call({ licenses: [desks] }), licensed(desks, { hotdeskingStatus: 'on' }));
    });
  });

  it('takes the organization of a partner’s customer in the query or in the body', async () => {
    const partner = await world.rows.organization();
    await world.rows.partnership(s.organization, partner);
    const caller = { organization: partner.uuid };
    await expectMade({ displayName: 'Reception', orgId: s.organization.uuid }, {}, { caller });
    await expectMade(call({ extension: '100' }), located(), { caller, query: orgId(s.organization.uuid) });
    expect(
      (await s.changes()).slice(0, 2).map(({ action, other_organization_id }) => [action, other_organization_id]),
    ).toEqual([
      ['workspace.create', partner.id],
      ['workspace.create', partner.id],
    ]);
    const differ = refused(400, 'Invalid orgId', 'Expected the same value as in the body', 25008);
    await expectRefused(
      differ,
      { displayName: 'X', orgId: partner.uuid },
      { caller, query: orgId(s.organization.uuid) },
    );
    await expectRefused(NOT_REACHABLE, { displayName: 'X', orgId: webexId('ORGANIZATION', partner.uuid) });
  });

  it('lets a location administrator make them in their locations only', async () => {
    const caller = { roles: ['location_admin'], locations: [s.locationId] };
    await expectMade(call({ extension: '100' }), located(), { caller });
    const location = 'calling.webexCalling.locationId: expected the id of the location that the workspace is in';
    await expectRefused(refused(400, 'The location is missing', location, 25008), { displayName: 'X' }, { caller });
    const elsewhere = await world.rows.location(s.organization);
    const notFound = refused(404, 'No location has this id', 'No location has this id');
    await expectRefused(notFound, call({ locationId: elsewhere, extension: '101' }), { caller });
  });

  it('404: a location that is removed, somebody else’s, or without calling', async () => {
    const notFound = refused(404, 'No location has this id', 'No location has this id');
    const foreign = await world.rows.location(await world.rows.organization());
    const removed = await world.rows.location(s.organization, { removed_at: new Date() });
    const silent = await world.rows.location(s.organization, { is_calling_enabled: false });
    for (const locationId of [foreign, removed, silent]) {
      await expectRefused(notFound, call({ locationId, extension: '100' }));
    }
  });

  it('400: what it cannot be', async () => {
    const missing = 'calling.webexCalling: expected a phoneNumber, an extension or both, unless it is a hot desk';
    await expectRefused(refused(400, 'A number or an extension is missing', missing, 25008), call({}));
    const phones = 'calling.type: expected webexCalling, because supportedDevices is phones';
    const body = { displayName: 'X', supportedDevices: 'phones' };
    await expectRefused(refused(400, 'Phones need calling', phones, 25008), body);
    const location = 'calling.webexCalling.locationId: expected the id of the location that the workspace is in';
    const nowhere = { displayName: 'X', calling: { type: 'webexCalling', webexCalling: { extension: '100' } } };
    await expectRefused(refused(400, 'The location is missing', location, 25008), nowhere);
    const name = refused(400, 'Invalid displayName', 'displayName must be a text of 1 to 256 characters', 25008);
    for (const displayName of [undefined, null, '', ' ', 5]) await expectRefused(name, { displayName });
  });

  it('409 and 400: a number that somebody has, and one that is not in the location', async () => {
    await s.line({ number: s.number(0), extension: '100' });
    const taken = await post(call({ phoneNumber: s.number(0) }));
    expect([taken.status, taken.body]).toMatchObject([409, { errorCode: 25223, errors: [{ errorCode: 8363 }] }]);
    await world.rows.number(await world.rows.organization(), s.number(1));
    const text = 'calling.webexCalling: the number is not in the inventory of the location';
    const missing = refused(400, 'The number is not available', text, 25089);
    for (const i of [1, 2]) await expectRefused(missing, call({ phoneNumber: s.number(i) }));
    const extension = refused(
      400,
      'The extension is in use',
      'calling.webexCalling: another line of the location has the extension',
      9495,
    );
    await expectRefused(extension, call({ extension: '100' }));
  });

  it('has its effect once under an idempotency key', async () => {
    const headers = { 'idempotency-key': `"new-${s.number(0)}"` };
    const [first, second] = [
      await post({ displayName: 'X' }, { headers }),
      await post({ displayName: 'X' }, { headers }),
    ];
    expect(said(second)).toEqual(said(first));
    expect(await s.changes()).toHaveLength(1);
  });
});

describe('DELETE', () => {
  it('ends all that the workspace has, and keeps its history', async () => {
    await s.line({ number: s.number(0), extension: '100' });
    await s.line({ number: s.number(1), extension: '300', line: 'alternate' });
    const answer = await del(s.workspaceId);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(said(await del(s.workspaceId))).toEqual(UNKNOWN);
    const rows = await world.database.query<{ ended: boolean }>(
      `SELECT a.valid_to = w.removed_at AS ended FROM number_assignments a JOIN workspaces w ON w.id = a.workspace_id
        WHERE w.id = $1`,
      [s.workspaceId],
    );
    expect(rows).toEqual([{ ended: true }, { ended: true }]);
    await expectMade(call({ phoneNumber: s.number(0), extension: '300' }), located());
  });

  it('of a room in no location, and again under its key', async () => {
    const id = await expectMade({ displayName: 'Reception' });
    const headers = { 'idempotency-key': `"end-${id}"` };
    const [first, second] = [await del(id, { headers }), await del(id, { headers })];
    expect([first.status, second.status, second.headers['idempotency-replayed']]).toEqual([204, 204, 'true']);
  });

  it('404: of somebody else, or out of reach', async () => {
    const other = await world.scene();
    const elsewhere = { caller: { roles: ['location_admin'], locations: [other.locationId] } };
    for (const options of [{ caller: { organization: other.organization.uuid } }, elsewhere]) {
      const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => del(s.workspaceId, options));
      expect(answer).toEqual(UNKNOWN);
    }
  });
});
