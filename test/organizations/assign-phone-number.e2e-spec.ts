import { said } from '../ask.js';
import { schemaFaults } from '../contract/schema-faults.js';
import { type Scene, World } from './write-scene.js';
import { TEST_ISSUER } from '../tokens.js';

// Rows of the organizations contract, section 7, as the frame overrides them.

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => void (s = await world.scene()));

const ASSIGNED = { status: 200, body: { success: true, message: 'twilio phone number assigned' } };
const flags = { isDefault: true, isInboundEnabled: true };
const changes = () => world.database.query('SELECT id FROM changes');

describe('200', () => {
  it('T8: gives a number with all fields, and the list has it', async () => {
    const answer = await s.post(s.body({ ...flags, label: 'Main Outbound' }));
    expect(said(answer)).toEqual(ASSIGNED);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(await s.linesOf(s.lee)).toEqual([
      { provider: 'twilio', phoneNumber: s.number('0102'), ...flags, label: 'Main Outbound' },
    ]);
    expect(await s.linesOf(s.sam)).toHaveLength(1);
  });

  it('T9: fills in the flags that are left out, and no label', async () => {
    const answer = await s.post(s.body({ provider: 'sinch', phoneNumber: s.number('0103') }));
    expect(said(answer)).toEqual({ status: 200, body: { success: true, message: 'sinch phone number assigned' } });
    expect(await s.linesOf(s.lee)).toEqual([{ provider: 'sinch', phoneNumber: s.number('0103'), ...flags }]);
  });

  it('T10, T11: another number replaces the first, then the omitted flags are true again and the label is gone', async () => {
    const off = { isDefault: false, isInboundEnabled: false, label: 'X' };
    const sams = { targetUserId: s.sam, phoneNumber: s.number('0199') };
    const released = [{ provider: 'twilio', phoneNumber: s.number('0246') }];
    expect(said(await s.post(s.body({ ...sams, ...off })))).toEqual({
      ...ASSIGNED,
      body: { ...ASSIGNED.body, released },
    });
    expect(await s.linesOf(s.sam)).toEqual([{ provider: 'twilio', phoneNumber: s.number('0199'), ...off }]);
    expect(said(await s.post(s.body(sams)))).toEqual(ASSIGNED);
    expect(await s.linesOf(s.sam)).toEqual([{ provider: 'twilio', phoneNumber: s.number('0199'), ...flags }]);
  });

  it('T12: the same again changes nothing, and has no row in changes', async () => {
    await s.post(s.body());
    const before = await changes();
    expect(said(await s.post(s.body()))).toEqual(ASSIGNED);
    expect(await changes()).toEqual(before);
    expect(await s.linesOf(s.lee)).toHaveLength(1);
  });

  it('T13: needs no configured provider, and leaves the default of another provider alone', async () => {
    const answer = await s.post(s.body({ targetUserId: s.sam, provider: 'textgrid', phoneNumber: s.number('0111') }));
    expect(said(answer)).toEqual({ status: 200, body: { success: true, message: 'textgrid phone number assigned' } });
    expect(await s.linesOf(s.sam)).toEqual([
      { provider: 'twilio', phoneNumber: s.number('0246'), ...flags },
      { provider: 'textgrid', phoneNumber: s.number('0111'), ...flags },
    ]);
  });

  it('T17: takes separators, and lists E.164', async () => {
    const written = s.number('0102').replace(/^\+1(...)(...)(....)$/, '+1 ($1) $2-$3');
    expect(said(await s.post(s.body({ phoneNumber: written })))).toEqual(ASSIGNED);
    expect(await s.linesOf(s.lee)).toMatchObject([{ phoneNumber: s.number('0102') }]);
  });

  it('T22: ignores a field that it does not know, and says so', async () => {
    const answer = await s.post(s.body({ foo: 1, __proto__: { x: 1 }, organizationId: s.orgB.objectId }));
    const ignored = ['foo', 'organizationId'];
    expect(said(answer)).toEqual({ ...ASSIGNED, body: { ...ASSIGNED.body, ignored } });
    expect(await s.linesOf(s.lee)).toEqual([{ provider: 'twilio', phoneNumber: s.number('0102'), ...flags }]);
  });

  it('T31: 20 parallel posts for one user and provider all succeed, and one entry is left, in 30 rounds', async () => {
    for (let round = 0; round < 30; round++) {
      const numbers = Array.from({ length: 20 }, (_, i) => s.number(String(1000 + round * 20 + i)));
      const answers = await Promise.all(numbers.map((phoneNumber) => s.post(s.body({ phoneNumber }))));
      expect(answers.map(said)).toEqual(Array(20).fill({ ...ASSIGNED, body: expect.objectContaining(ASSIGNED.body) }));
      // Of the twenty and the one before them all but the last are released, each in one answer.
      const released = answers.flatMap(({ body }) => (body as { released?: object[] }).released ?? []);
      expect(released).toHaveLength(round ? 20 : 19);
      expect(await s.linesOf(s.lee)).toHaveLength(1);
    }
  }, 60_000);

  it('T36: answers as the document says', async () => {
    const answer = await s.post(s.body());
    expect(schemaFaults('organizations', 'OrgPhoneNumberMutationResponse', answer.body)).toEqual([]);
  });

  it('T38: takes ids in upper case, and lists them in lower case', async () => {
    const path = s.path.replace(s.orgA.objectId, s.orgA.objectId.toUpperCase());
    const body = s.body({ targetUserId: s.lee.toUpperCase() });
    expect(said(await world.send('POST', path, { body }))).toEqual(ASSIGNED);
    expect(await s.linesOf(s.lee)).toHaveLength(1);
  });

  it('trims a label, and takes an empty one for none', async () => {
    await s.post(s.body({ label: ' Front desk\t' }));
    expect(await s.linesOf(s.lee)).toMatchObject([{ label: 'Front desk' }]);
    await s.post(s.body({ label: '  ' }));
    expect(await s.linesOf(s.lee)).toEqual([{ provider: 'twilio', phoneNumber: s.number('0102'), ...flags }]);
  });

  it('the same number under another provider moves, at one instant, and is held since when it was', async () => {
    await s.post(s.body());
    const answer = await s.post(s.body({ provider: 'sinch', isDefault: false }));
    expect(answer.status).toBe(200);
    expect(await s.linesOf(s.lee)).toEqual([
      { provider: 'sinch', phoneNumber: s.number('0102'), isDefault: false, isInboundEnabled: true },
    ]);
    const rows = await world.database.query(
      `SELECT b.provider, b.valid_from = a.valid_to AS seamless, b.held_since = a.held_since AS kept, a.closed_by = b.opened_by AS one
         FROM number_assignments a JOIN number_assignments b USING (phone_number_id)
         JOIN phone_numbers p ON p.id = phone_number_id WHERE p.e164 = $1 AND a.valid_to IS NOT NULL AND b.valid_to IS NULL`,
      [s.number('0102')],
    );
    expect(rows).toEqual([{ provider: 'sinch', seamless: true, kept: true, one: true }]);
  });

  it('replaces: hands a number over from leaver to joiner at one instant, in one change', async () => {
    const before = await changes();
    const answer = await s.post(s.body({ phoneNumber: s.number('0246'), replaces: s.sam }));
    expect(said(answer)).toEqual(ASSIGNED);
    expect(await s.linesOf(s.sam)).toEqual([]);
    expect(await s.linesOf(s.lee)).toEqual([{ provider: 'twilio', phoneNumber: s.number('0246'), ...flags }]);
    expect(await changes()).toHaveLength(before.length + 1);
  });

  it('a holder for outbound caller id only stands beside the one who receives', async () => {
    const answer = await s.post(s.body({ phoneNumber: s.number('0246'), isInboundEnabled: false }));
    expect(said(answer)).toEqual(ASSIGNED);
    expect(await s.linesOf(s.sam)).toMatchObject([{ phoneNumber: s.number('0246'), isInboundEnabled: true }]);
    expect(await s.linesOf(s.lee)).toMatchObject([{ phoneNumber: s.number('0246'), isInboundEnabled: false }]);
  });

  it('takes a number that no organization has into the inventory, with who did it and in which call', async () => {
    const headers = { trackingid: 'T-assign-1' };
    await s.post(s.body(), { headers });
    const rows = await world.database.query(
      `SELECT p.organization_id = $2 AS owned, c.action, c.way, c.issuer, c.subject, c.tracking_id, c.details, c.organization_id = $2 AS target
         FROM phone_numbers p JOIN number_assignments a ON a.phone_number_id = p.id JOIN changes c ON c.id = a.opened_by
        WHERE p.e164 = $1`,
      [s.number('0102'), s.orgA.id],
    );
    const by = {
      action: 'number.assign',
      way: 'api',
      issuer: TEST_ISSUER,
      subject: 'root',
      tracking_id: 'T-assign-1',
      target: true,
    };
    expect(rows).toEqual([{ owned: true, ...by, details: { userId: s.lee, provider: 'twilio' } }]);
  });
});

describe('400', () => {
  const invalid = async (field: string, body: unknown) => {
    const answer = await world.refused(() => s.post(body));
    expect(answer).toEqual({ status: 400, body: { error: `Invalid ${field}`, details: expect.any(String) } });
  };

  it.each(['vonage', 'Twilio', undefined, 7, null])('T14: provider %p', (provider) =>
    invalid('provider', s.body({ provider })),
  );
  it.each([undefined, '123', 'abcdefghijkl', 7, null, {}])('T15: targetUserId %p', (targetUserId) =>
    invalid('targetUserId', s.body({ targetUserId })),
  );
  it.each([undefined, '', '4165550102', '+0123456789', 12, null, ['+14165550102']])(
    'T16: phoneNumber %p',
    (phoneNumber) => invalid('phoneNumber', s.body({ phoneNumber })),
  );
  it.each([
    ['isDefault', 'yes'],
    ['isDefault', null],
    ['isInboundEnabled', 1],
    ['isInboundEnabled', null],
    ['label', 5],
    ['label', null],
    ['label', 'x'.repeat(201)],
    ['replaces', 'x'],
    ['replaces', null],
  ])('T18: %s %p', (field, value) => invalid(field, s.body({ [field]: value })));

  it.each(['{bad', '', '[', '"'])('T21: malformed JSON %p', async (text) => {
    const answer = await world.refused(() => s.post(text, { headers: { 'content-type': 'application/json' } }));
    expect(answer).toEqual({ status: 400, body: { error: expect.any(String), details: expect.any(String) } });
    expect(JSON.stringify(answer)).not.toMatch(/\bat |node_modules|Unexpected/);
  });

  it.each(['[]', 'null', '1', '"x"', '[{}]'])('T21: a body that is no object: %s', (text) =>
    invalid('request body', text),
  );
});

describe('404', () => {
  const NOT_FOUND = { status: 404, body: { error: 'User not found in organization' } };

  it('T19: a user of another organization, an unknown one, and a removed one, to the letter', async () => {
    for (const targetUserId of [s.bo, 'f'.repeat(24)]) {
      expect(await world.refused(() => s.post(s.body({ targetUserId })))).toEqual(NOT_FOUND);
    }
    await world.database.query('UPDATE users SET removed_at = now() WHERE object_id = $1', [s.lee]);
    expect(await world.refused(() => s.post(s.body()))).toEqual(NOT_FOUND);
  });

  it('an unknown organization', async () => {
    const path = `/api/organizations/${'f'.repeat(24)}/phone-numbers`;
    expect(await world.refused(() => world.send('POST', path, { body: s.body() }))).toEqual(NOT_FOUND);
  });
});

describe('401, 403', () => {
  it('T20: a caller who is not SUPERADMIN changes nothing', async () => {
    for (const roles of [['ADMIN'], ['full_admin'], []]) {
      const caller = { roles, organization: s.orgA.objectId };
      expect(await world.refused(() => s.post(s.body(), { caller }))).toEqual({
        status: 403,
        body: { error: 'Forbidden', details: 'SUPERADMIN role required' },
      });
    }
    expect(await world.refused(() => s.post(s.body(), { caller: null }))).toMatchObject({ status: 401 });
  });
});

describe('409', () => {
  it('holder_changed: the one to replace does not receive the number, is unknown, or is of another organization', async () => {
    for (const replaces of [s.lee, s.bo, 'f'.repeat(24)]) {
      const answer = await world.refused(() => s.post(s.body({ replaces })));
      expect(answer).toEqual({
        status: 409,
        body: {
          error: 'The number has another holder',
          details: expect.any(String),
          code: 'holder_changed',
        },
      });
    }
  });

  it('number_of_another_organization: the same whether somebody holds it there or not', async () => {
    await world.send('POST', `/api/organizations/${s.orgB.objectId}/phone-numbers`, {
      body: s.body({ targetUserId: s.bo, phoneNumber: s.number('0500') }),
    });
    const held = await world.refused(() => s.post(s.body({ phoneNumber: s.number('0500') })));
    await world.send('DELETE', `/api/organizations/${s.orgB.objectId}/phone-numbers/${s.bo}/twilio`);
    const merelyOwned = await world.refused(() => s.post(s.body({ phoneNumber: s.number('0500') })));
    expect(held).toEqual({
      status: 409,
      body: {
        error: 'The number is not available',
        details: 'It is not in the inventory of this organization.',
        code: 'number_of_another_organization',
      },
    });
    expect(merelyOwned).toEqual(held);
  });
});

describe('500', () => {
  it('T32: the record cannot be written', async () => {
    await world.database.query('REVOKE INSERT ON changes FROM linebook_app');
    const answer = await world.refused(() => s.post(s.body()));
    await world.database.query('GRANT INSERT ON changes TO linebook_app');
    expect(answer).toEqual({ status: 500, body: { error: 'Failed to assign phone number' } });
    expect(said(await s.post(s.body()))).toEqual(ASSIGNED);
  });
});
