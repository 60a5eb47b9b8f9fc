import { said, type Answer } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import type { Place, TestOrganization } from '../record-fixtures.js';
import { type Scene, World } from './write-scene.js';

// POST of a number that somebody has: who, since when, and what is free instead, as far as the caller may read it.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const SINCE = '2026-05-03T10:00:00.000Z';
const held = { held_since: new Date(SINCE) };
const taken = (conflict?: object) => ({
  status: 409,
  body: {
    error: 'The number is assigned already',
    details: 'Another user or workspace receives its calls.',
    code: 'second_inbound_holder',
    ...(conflict && { conflict }),
  },
});

/** Asks for the number for Lee. */
const ask = (last: string, more: object = {}) =>
  world.refused(() => s.post(s.body({ phoneNumber: s.number(last), ...more })));
const stock = (organization: TestOrganization, last: string, locationId?: string, columns?: object) =>
  world.rows.number(organization, s.number(last), locationId, { ...columns });
const lookUp = (last: string) => world.send('GET', `/api/phone-numbers/${encodeURIComponent(s.number(last))}`);

async function newUser(columns: object = {}): Promise<string> {
  return world.rows.user(s.orgA, { full_name: 'Kim', ...columns });
}

/** A number that a workspace has since SINCE, in a location of its own. */
async function heldByWorkspace(last: string, columns: Record<string, unknown> = {}): Promise<Place> {
  const place = await world.rows.place(s.orgA, columns);
  await world.rows.callingLine(s.orgA, place, { number: s.number(last), ...held });
  return place;
}

describe('second_inbound_holder', () => {
  it('names a user, since when they have the number by the directory, and the free numbers of the organization', async () => {
    const location = await world.rows.location(s.orgA);
    await stock(s.orgA, '0302', location);
    await stock(s.orgA, '0301');
    const holder = { userId: s.sam, name: 'Sam Patel' };
    const { body } = await lookUp('0246');
    const { since } = (body as { holders: { since: string }[] }).holders[0]!;
    const freeNumbers = [s.number('0301'), s.number('0302')];
    expect(await ask('0246')).toEqual(taken({ holder, since, freeNumbers }));
  });

  it('names a workspace of the organization', async () => {
    const { workspaceId } = await heldByWorkspace('0400');
    const holder = { workspaceId, name: 'Lobby' };
    expect(await ask('0400')).toEqual(taken({ holder, since: SINCE, freeNumbers: [] }));
  });

  it('leaves out a name that nobody knows', async () => {
    const { workspaceId } = await heldByWorkspace('0400', { name: null });
    expect(await ask('0400')).toEqual(taken({ holder: { workspaceId }, since: SINCE, freeNumbers: [] }));
  });

  it('answers as the document of the face says', async () => {
    const { body } = await ask('0246');
    expect(schemaFaults('organizations', 'OrganizationErrorResponse', body)).toEqual([]);
    expect(schemaFaults('organizations', 'NumberConflict', (body as { conflict: unknown }).conflict)).toEqual([]);
  });

  it('keeps since through an edit of the holder’s line', async () => {
    const { body: before } = await ask('0246');
    await s.post(s.body({ targetUserId: s.sam, phoneNumber: s.number('0246'), label: 'edited' }));
    expect((await ask('0246')).body).toEqual(before);
  });
});

describe('free numbers', () => {
  const freeNumbers = async (last = '0246') => {
    const { body } = await ask(last);
    return (body as { conflict: { freeNumbers: string[] } }).conflict.freeNumbers;
  };

  it('five at most, by number', async () => {
    for (const last of ['0307', '0301', '0306', '0302', '0304', '0303']) await stock(s.orgA, last);
    expect(await freeNumbers()).toEqual(['0301', '0302', '0303', '0304', '0306'].map((last) => s.number(last)));
  });

  it('of the user’s location where they have one', async () => {
    const [here, elsewhere] = [await world.rows.location(s.orgA), await world.rows.location(s.orgA)];
    await stock(s.orgA, '0301', elsewhere);
    await stock(s.orgA, '0302');
    await stock(s.orgA, '0303', here);
    await world.database.query('UPDATE users SET location_id = $1 WHERE object_id = $2', [here, s.lee]);
    expect(await freeNumbers()).toEqual([s.number('0303')]);
  });

  it('none that is a main number, out of service, of a service, of another organization, of none, or received by somebody', async () => {
    const location = await world.rows.location(s.orgA);
    const main = await stock(s.orgA, '0301', location);
    await world.database.query('UPDATE locations SET main_phone_number_id = $1 WHERE id = $2', [main, location]);
    await stock(s.orgA, '0302', location, { state: 'INACTIVE' });
    await stock(s.orgB, '0303');
    await world.database.query('INSERT INTO phone_numbers (e164) VALUES ($1)', [s.number('0304')]);
    await heldByWorkspace('0305');
    await world.rows.providerLine(s.orgA, await newUser(), { number: s.number('0306') });
    await stock(s.orgA, '0307', location, { is_service: true });
    expect(await freeNumbers()).toEqual([]);
  });

  it('one that is only shown as caller id, or was released', async () => {
    const user = await newUser();
    await world.rows.providerLine(s.orgA, user, { number: s.number('0301'), receives_calls: false });
    const line = await world.rows.providerLine(s.orgA, user, { number: s.number('0302'), provider: 'sinch' });
    await world.rows.close(line, s.orgA);
    expect(await freeNumbers()).toEqual([s.number('0301'), s.number('0302')]);
  });
});

describe('no explanation', () => {
  const unavailable = {
    status: 409,
    body: {
      error: 'The number is not available',
      details: 'It is not in the inventory of this organization.',
      code: 'number_of_another_organization',
    },
  };

  it('of a number of another organization: the same bytes, whoever holds it there or nobody', async () => {
    await world.rows.providerLine(s.orgB, await world.rows.user(s.orgB), { number: s.number('0501') });
    const place = await world.rows.place(s.orgB);
    await world.rows.callingLine(s.orgB, place, { number: s.number('0502') });
    await stock(s.orgB, '0503', place.locationId);
    await stock(s.orgB, '0504', place.locationId, { state: 'INACTIVE' });
    await stock(s.orgA, '0300');
    const answers: Answer[] = [];
    for (const last of ['0501', '0502', '0503', '0504']) {
      expect(await ask(last)).toEqual(unavailable);
      answers.push(await s.post(s.body({ phoneNumber: s.number(last) })));
    }
    const seen = answers.map(({ text, headers }) => [text, { ...headers, date: '', trackingid: '' }]);
    expect(seen).toEqual(seen.map(() => seen[0]));
  });

  it('of a handover that finds another holder', async () => {
    expect(await ask('0246', { replaces: s.lee })).toEqual({
      status: 409,
      body: {
        error: 'The number has another holder',
        details: 'The user in replaces does not receive the calls of this number now; read it again, then decide.',
        code: 'holder_changed',
      },
    });
  });
});

it('has nothing of another organization in any of its bytes', async () => {
  await world.database.query(`UPDATE organizations SET name = 'Secret Corp' WHERE id = $1`, [s.orgB.id]);
  const place = await world.rows.place(s.orgB, { name: 'Secret Room' });
  await world.rows.callingLine(s.orgB, place, { number: s.number('0501') });
  await world.rows.providerLine(s.orgB, await world.rows.user(s.orgB, { full_name: 'Secret Agent' }), {
    number: s.number('0502'),
  });
  await stock(s.orgB, '0503');
  const ids = [...Object.values(s.orgB), ...Object.values(place), s.bo, s.number('0503')];
  for (const last of ['0246', '0501', '0502', '0503']) {
    const { status, text, headers } = await s.post(s.body({ phoneNumber: s.number(last) }));
    expect(status).toBe(409);
    const bytes = text + JSON.stringify(headers);
    for (const secret of ['Secret', ...ids]) expect(bytes).not.toContain(secret);
  }
});

it('is an access to another organization, and is logged as one', async () => {
  const { headers } = await s.post(s.body({ phoneNumber: s.number('0246') }));
  const lines = (await world.server.logged(headers.trackingid!)).split('\n');
  const own = lines.filter((line) => line.includes(headers.trackingid!) && line.includes('in another organization'));
  expect(own.map((line) => (JSON.parse(line) as { organizationId: string }).organizationId)).toEqual([s.orgA.id]);
});

it('tells the truth of the moment: once released, the number is to be had', async () => {
  expect(said(await s.post(s.body({ phoneNumber: s.number('0246') }))).status).toBe(409);
  await s.delete(s.sam, 'twilio');
  expect((await s.post(s.body({ phoneNumber: s.number('0246') }))).status).toBe(200);
});
