import { webexId } from '../../src/ids/webex-id.js';
import { workspaceLocationId } from '../../src/ids/workspace-location-id.js';
import { answeredWithoutWriting } from '../every-row.js';
import { refused } from './seen-numbers.js';
import { type Scene, type SendOptions, World } from './write-world.js';

// PUT /v1/workspaces/{workspaceId}: what it refuses, with the whole body (workspaces contract, 2.6 and 3.5; the frame).
// After each refusal not a row of the record is another one. A number that somebody else has: put-taken-number.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.line({ number: s.number(0), extension: '100' });
  await s.line({ number: s.number(1), extension: '300', line: 'alternate' });
  await s.stock(2);
});

async function expectRefused(expected: object, body: unknown, options?: SendOptions) {
  const request = () => s.putWorkspace(body, options);
  const { headers, ...answer } = await answeredWithoutWriting(world.database, request);
  expect(answer).toEqual(expected);
  return headers;
}
const call = (webexCalling: unknown) => ({ displayName: 'X', calling: { type: 'webexCalling', webexCalling } });

describe('400, 25008: a field is malformed', () => {
  const CALLING = 'calling.webexCalling';
  const ROWS: [what: string, field: string, text: string, body: object][] = [
    ['an empty name', 'displayName', 'a text of 1 to 256 characters', { displayName: '' }],
    ['a blank name', 'displayName', 'a text of 1 to 256 characters', { displayName: ' \t' }],
    ['a name of 257 characters', 'displayName', 'a text of 1 to 256 characters', { displayName: 'x'.repeat(257) }],
    ['a name that is a number', 'displayName', 'a text of 1 to 256 characters', { displayName: 5 }],
    ['calling that is a text', 'calling', 'an object', { calling: 'webexCalling' }],
    ['calling that is a list', 'calling', 'an object', { calling: [] }],
    [
      'an unknown calling type',
      'calling.type',
      'one of the following values: freeCalling, webexCalling, webexEdgeForDevices, thirdPartySipCalling, none',
      { calling: { type: 'hybridCalling' } },
    ],
    ['licences that are a text', `${CALLING}.licenses`, 'a list of 0 to 20 texts', call({ licenses: 'x' })],
    ['a licence that is none', `${CALLING}.licenses.0`, 'the id of a licence', call({ licenses: ['x'] })],
    ['a capacity below 0', 'capacity', 'not be less than 0', { capacity: -1 }],
    [
      'an unknown type',
      'type',
      'one of the following values: notSet, focus, huddle, meetingRoom, open, desk, other',
      { type: 'x' },
    ],
    ['notes of 2,001 characters', 'notes', 'at most 2000 characters', { notes: 'x'.repeat(2001) }],
    ['webexCalling that is a list', CALLING, 'an object', call([{}])],
    ['webexCalling that is a text', CALLING, 'an object', call('x')],
    ['a number that is none', `${CALLING}.phoneNumber`, 'a phone number', call({ phoneNumber: 'x' })],
    ['an empty number', `${CALLING}.phoneNumber`, 'a phone number', call({ phoneNumber: '' })],
    ['a number that is a number', `${CALLING}.phoneNumber`, 'a phone number', call({ phoneNumber: 12145553567 })],
    ['an extension with letters', `${CALLING}.extension`, '2 to 10 digits', call({ extension: '12a' })],
    ['an empty extension', `${CALLING}.extension`, '2 to 10 digits', call({ extension: '' })],
    ['an extension that is a number', `${CALLING}.extension`, '2 to 10 digits', call({ extension: 100 })],
    ['a location that is none', 'locationId', 'the id of a location', { locationId: 'x' }],
    ['an older location id that is none', 'workspaceLocationId', 'the id of a location', { workspaceLocationId: 5 }],
    ['a location that is none', `${CALLING}.locationId`, 'the id of a location', call({ locationId: '' })],
  ];

  it.each(ROWS)('%s: %s', async (_, field, text, body) => {
    const rule = text.startsWith('not ') ? `must ${text}` : `must be ${text}`;
    const expected = refused(400, `Invalid ${field}`, `${field} ${rule}`, 25008);
    await expectRefused(expected, { displayName: 'X', ...body });
  });

  it.each(['[]', '"x"', 'null'])('a body that is %s', async (body) => {
    await expectRefused(refused(400, 'Invalid request body', 'Expected a JSON object', 25008), body);
  });

  it('a number that is none in the country of the location, or of an unknown one', async () => {
    const inCountry = 'expected E.164 format, or the number as it is written in the country of the location';
    const body = call({ phoneNumber: '5551234' });
    const expected = (text: string) => refused(400, 'Invalid phone number', `calling.webexCalling: ${text}`, 25008);
    await expectRefused(expected(inCountry), body);
    for (const country of [null, 'XX']) {
      await world.database.query('UPDATE locations SET country = $1 WHERE id = $2', [country, s.locationId]);
      const unknown = 'expected E.164 format, because the country of the location is not known';
      await expectRefused(expected(unknown), call({ phoneNumber: s.number(2).slice(2) }));
    }
  });

  it('another location, wherever it stands', async () => {
    const other = await world.rows.location(s.organization);
    const rows: [place: string, body: object][] = [
      ['locationId', { locationId: webexId('LOCATION', other) }],
      ['workspaceLocationId', { workspaceLocationId: workspaceLocationId(s.organization.uuid, other) }],
      ['calling.webexCalling.locationId', call({ locationId: other })],
    ];
    for (const [place, body] of rows) {
      const description = `${place}: expected the location that it has`;
      const expected = refused(400, 'A workspace cannot change its location', description, 25008);
      await expectRefused(expected, { displayName: 'X', ...body });
    }
  });
});

it('400, 25024: there is no JSON', async () => {
  const expected = refused(400, 'Invalid request body', 'Expected a JSON object', 25024);
  const headers = await expectRefused({ ...expected, body: { ...expected.body, errorCode: 25024 } }, undefined);
  expect(headers['cisco-spark-error-codes']).toBe('25024');
});

it('400, 25089: the number is not in the inventory of the location', async () => {
  const location = await world.rows.location(s.organization);
  await world.rows.number(s.organization, s.number(7), location);
  await world.rows.number(await world.rows.organization(), s.number(8));
  const description = 'calling.webexCalling: the number is not in the inventory of the location';
  const expected = refused(400, 'The number is not available', description, 25089);
  for (const i of [7, 8, 9]) await expectRefused(expected, call({ phoneNumber: s.number(i) }));
});

it('400, 9495: another line of the location has the extension, also one of the workspace', async () => {
  await s.line({ number: undefined, extension: '200' }, await s.neighbour());
  const description = 'calling.webexCalling: another line of the location has the extension';
  const expected = refused(400, 'The extension is in use', description, 9495);
  for (const extension of ['200', '300']) {
    await expectRefused(expected, call({ extension }));
    await expectRefused(expected, call({ phoneNumber: s.number(2), extension }));
  }
});

it('404, 4008: a line of a workspace of another calling type', async () => {
  const workspaceId = await s.neighbour({ calling_type: 'freeCalling' });
  const description = 'Its calling type is not webexCalling, so it has no numbers here';
  const expected = refused(404, 'The workspace has no calling', description, 4008);
  for (const webexCalling of [{}, { extension: '400' }]) {
    await expectRefused(expected, { displayName: 'X', calling: { webexCalling } }, { workspaceId });
  }
});

describe('400, 25008: what a workspace cannot be', () => {
  it('with calling, and without a line or a location', async () => {
    const workspaceId = await s.neighbour({ calling_type: 'freeCalling' });
    const description = 'calling.webexCalling: expected a phoneNumber, an extension or both, unless it is a hot desk';
    const missing = refused(400, 'A number or an extension is missing', description, 25008);
    for (const calling of [{ type: 'webexCalling' }, { type: 'webexCalling', webexCalling: {} }]) {
      await expectRefused(missing, { calling }, { workspaceId });
    }
    const nowhere = await s.neighbour({ calling_type: 'freeCalling', location_id: null });
    const location = 'calling.webexCalling.locationId: expected the id of the location that the workspace is in';
    const expected = refused(400, 'The location is missing', location, 25008);
    await expectRefused(expected, call({ extension: '400' }), { workspaceId: nowhere });
  });

  it('in two locations', async () => {
    const workspaceId = await s.neighbour({ calling_type: 'freeCalling', location_id: null });
    const description = 'calling.webexCalling.locationId: expected the location that the request names before';
    const body = { locationId: s.locationId, ...call({ locationId: await world.rows.location(s.organization) }) };
    await expectRefused(refused(400, 'The request names two locations', description, 25008), body, { workspaceId });
  });

  it('of a calling type that devices give, or with other devices', async () => {
    const edge = refused(
      400,
      'The calling type cannot be changed in this way',
      'calling.type: webexEdgeForDevices stays, and is never given',
      25008,
    );
    await expectRefused(edge, { calling: { type: 'webexEdgeForDevices' } });
    const workspaceId = await s.neighbour({ calling_type: 'webexEdgeForDevices' });
    await expectRefused(edge, { calling: { type: 'freeCalling' } }, { workspaceId });
    const devices = refused(
      400,
      'The supported devices cannot be changed',
      'supportedDevices: expected what the workspace has',
      25008,
    );
    await expectRefused(devices, { supportedDevices: 'phones' });
  });
});
