import { randomUUID } from 'node:crypto';
import type { Answer } from '../ask.js';
import { patchedDist, type PatchedDist } from '../patched-dist.js';
import type { TestOrganization } from '../record-fixtures.js';
import { webexId } from '../../src/ids/webex-id.js';
import { World, type Scene, type SendOptions } from '../workspaces/write-world.js';

// A replay is let in like the request itself: whoever may not do it any more is told so in the same bytes as without the key.

let world: World;
let s: Scene;
let partner: TestOrganization;
let keys = 0;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0, 1);
  partner = await world.rows.organization();
  await world.rows.partnership(s.organization, partner, { access: 'full' });
});

const WRITES: [string, (of: Scene, options?: SendOptions) => Promise<Answer>][] = [
  ['numbers', (of, options) => of.putNumbers([{ action: 'ADD', directNumber: of.number(0) }], options)],
  [
    'workspace',
    (of, options) => of.putWorkspace({ calling: { webexCalling: { phoneNumber: of.number(1) } } }, options),
  ],
];

const byPartner = (of = s): SendOptions => ({
  caller: { organization: partner.uuid },
  query: `?orgId=${webexId('ORGANIZATION', of.organization.uuid)}`,
});
const byLocation = (...locations: string[]): SendOptions => ({ caller: { roles: ['location_admin'], locations } });

const bytesOf = ({ status, text }: Answer) => ({ status, text });

describe.each(WRITES)('PUT of the %s', (_, put) => {
  /** Done once as `before`; then again as `after`, with the key and without. */
  async function again(before: SendOptions, after: SendOptions, meanwhile?: () => Promise<unknown>): Promise<Answer> {
    const headers = { 'idempotency-key': `access-${keys++}` };
    expect((await put(s, { ...before, headers })).status).toBeLessThan(300);
    await meanwhile?.();
    const [keyed, plain] = [await put(s, { ...after, headers }), await put(s, after)];
    expect(bytesOf(keyed)).toEqual(bytesOf(plain));
    expect(keyed.headers['idempotency-replayed']).toBeUndefined();
    return keyed;
  }

  it('403: a partner whose partnership was revoked', async () => {
    const revoke = () =>
      world.database.query(
        `UPDATE partnerships SET revoked_at = date_trunc('milliseconds', clock_timestamp()),
                revoked_by = (SELECT max(id) FROM changes) WHERE partner_id = $1`,
        [partner.id],
      );
    expect((await again(byPartner(), byPartner(), revoke)).status).toBe(403);
  });

  it('404: the same subject in another organization', async () => {
    expect((await again({}, { caller: { organization: (await world.rows.organization()).uuid } })).status).toBe(404);
  });

  it('404: a location administrator who has the location no more', async () => {
    expect((await again(byLocation(s.locationId), byLocation(randomUUID()))).status).toBe(404);
  });

  it('is repeated to who still reaches it', async () => {
    const headers = { 'idempotency-key': `access-${keys++}` };
    const options = { ...byPartner(), headers };
    const [first, second] = [await put(s, options), await put(s, options)];
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(bytesOf(second)).toEqual(bytesOf(first));
  });
});

describe('controls', () => {
  let build: PatchedDist;
  let other: World;
  beforeAll(async () => {
    build = await patchedDist({
      'phone-numbers/writes/writes.service.js': { 'await admit(client)': 'void admit' },
      'auth/idempotency-key.js': {
        '            organization,\n            method,\n            url,\n            key':
          '            method,\n            url,\n            key',
      },
    });
    other = await World.start(build.main);
  });
  afterAll(async () => {
    await other.stop();
    await build.remove();
  });

  it('without the check and the organization in the scope, a stranger would be told', async () => {
    const scene = await other.scene();
    await scene.stock(0);
    const [, put] = WRITES[0]!;
    const headers = { 'idempotency-key': 'control' };
    await put(scene, { headers });
    const stranger = await other.rows.organization();
    const answer = await put(scene, { headers, caller: { organization: stranger.uuid } });
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([204, 'true']);
  });
});
