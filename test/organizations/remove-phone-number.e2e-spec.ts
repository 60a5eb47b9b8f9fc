import { said } from '../ask.js';
import { type Scene, World } from './write-scene.js';

// Rows of the organizations contract, section 7, as the frame overrides them.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const REMOVED = { status: 200, body: { success: true, message: 'twilio phone number removed' } };
const NONE = { status: 404, body: { error: 'No twilio phone number assigned to this user' } };

describe('200', () => {
  it('T23, T24: releases the number, which stays in the inventory, and a second time is 404', async () => {
    expect(said(await s.delete(s.sam, 'twilio'))).toEqual(REMOVED);
    expect(await s.linesOf(s.sam)).toEqual([]);
    const rows = await world.database.query(
      `SELECT a.valid_to = c.at AS "endedWithChange", c.action, c.subject, c.details, p.organization_id = $2 AS owned
         FROM phone_numbers p JOIN number_assignments a ON a.phone_number_id = p.id JOIN changes c ON c.id = a.closed_by
        WHERE p.e164 = $1`,
      [s.number('0246'), s.orgA.id],
    );
    const details = { userId: s.sam, provider: 'twilio' };
    expect(rows).toEqual([{ endedWithChange: true, action: 'number.release', subject: 'root', details, owned: true }]);
    expect(await world.refused(() => s.delete(s.sam, 'twilio'))).toEqual(NONE);
  });

  it('releases all numbers of the provider, and no other', async () => {
    const { rows } = world;
    const [{ id }] = (await world.database.query('SELECT id FROM users WHERE object_id = $1', [s.sam])) as [
      { id: string },
    ];
    await rows.providerLine(s.orgA, id, { number: s.number('0301'), is_default: false });
    await rows.providerLine(s.orgA, id, { number: s.number('0302'), provider: 'sinch' });
    expect(said(await s.delete(s.sam, 'twilio'))).toEqual(REMOVED);
    expect(await s.linesOf(s.sam)).toMatchObject([{ provider: 'sinch', phoneNumber: s.number('0302') }]);
  });

  it('T38: takes ids in upper case, and a UUID', async () => {
    expect(said(await s.delete(s.sam.toUpperCase(), 'twilio'))).toEqual(REMOVED);
    await s.post(s.body({ targetUserId: s.sam, phoneNumber: s.number('0246') }));
    const [{ uuid }] = (await world.database.query('SELECT uuid FROM users WHERE object_id = $1', [s.sam])) as [
      { uuid: string },
    ];
    expect(said(await s.delete(uuid, 'twilio'))).toEqual(REMOVED);
  });
});

describe('refused', () => {
  it('T25: the user has nothing at the provider', async () => {
    const answer = await world.refused(() => s.delete(s.lee, 'textgrid'));
    expect(answer).toEqual({ status: 404, body: { error: 'No textgrid phone number assigned to this user' } });
  });

  it('T26: a user of another organization, and an unknown one, to the letter; their entry is untouched', async () => {
    const body = s.body({ targetUserId: s.bo });
    await world.send('POST', `/api/organizations/${s.orgB.objectId}/phone-numbers`, { body });
    for (const user of [s.bo, 'f'.repeat(24)]) {
      expect(await world.refused(() => s.delete(user, 'twilio'))).toEqual({
        status: 404,
        body: { error: 'User not found in organization' },
      });
    }
    expect(await s.linesOf(s.bo, s.orgB)).toHaveLength(1);
  });

  it('T27: a part of the path that is not valid', async () => {
    const expected = (field: string) => ({
      status: 400,
      body: { error: `Invalid ${field}`, details: expect.any(String) },
    });
    expect(await world.refused(() => s.delete(s.sam, 'vonage'))).toEqual(expected('provider'));
    expect(await world.refused(() => s.delete(s.sam, 'Twilio'))).toEqual(expected('provider'));
    expect(await world.refused(() => s.delete('123', 'twilio'))).toEqual(expected('targetUserId'));
    const path = `/api/organizations/x/phone-numbers/${s.sam}/twilio`;
    expect(await world.refused(() => world.send('DELETE', path))).toEqual(expected('organizationId'));
  });

  it('T28: a caller who is not SUPERADMIN, or nobody', async () => {
    const caller = { roles: ['ADMIN'], organization: s.orgA.objectId };
    expect(await world.refused(() => s.delete(s.sam, 'twilio', { caller }))).toMatchObject({ status: 403 });
    expect(await world.refused(() => s.delete(s.sam, 'twilio', { caller: null }))).toMatchObject({ status: 401 });
  });

  it('T32: the record cannot be written', async () => {
    await world.database.query('REVOKE INSERT ON changes FROM linebook_app');
    const answer = await world.refused(() => s.delete(s.sam, 'twilio'));
    await world.database.query('GRANT INSERT ON changes TO linebook_app');
    expect(answer).toEqual({ status: 500, body: { error: 'Failed to remove phone number' } });
  });
});
