import { randomUUID } from 'node:crypto';
import type { Answer } from '../ask.js';
import { patchedDist, type Patches } from '../patched-dist.js';
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
  const UNCHECKED = { 'phone-numbers/writes/writes.service.js': { 'await admit(client)': 'void admit' } };
  const parts = (...names: string[]): string => names.map((name) => `            ${name}`).join(',\n');
  const NAMESAKES = {
    'auth/idempotency-key.js': {
      [parts('subject', 'organization', 'method')]: parts('subject', 'method'),
    },
  };

  /** What is answered to another caller, under the key of somebody's write, by a build with these faults. */
  async function told(faults: Patches, other: (world: World, scene: Scene) => Promise<SendOptions['caller']>) {
    const build = await patchedDist(faults);
    const faulty = await World.start(build.main);
    try {
      const scene = await faulty.scene();
      await scene.stock(0);
      const [, put] = WRITES[0]!;
      const headers = { 'idempotency-key': 'control' };
      await put(scene, { ...byLocation(scene.locationId), headers });
      const answer = await put(scene, { headers, caller: await other(faulty, scene) });
      return [answer.status, answer.headers['idempotency-replayed']];
    } finally {
      await faulty.stop();
      await build.remove();
    }
  }

  it('without the check, an administrator of other locations would be told', async () => {
    const elsewhere = () => Promise.resolve(byLocation(randomUUID()).caller);
    expect(await told(UNCHECKED, elsewhere)).toEqual([204, 'true']);
  });

  it('without it and the organization in the scope, a namesake in another organization would be told', async () => {
    const namesake = async ({ rows }: World) => ({ organization: (await rows.organization()).uuid });
    expect(await told({ ...UNCHECKED, ...NAMESAKES }, namesake)).toEqual([204, 'true']);
    expect(await told(UNCHECKED, namesake)).toEqual([404, undefined]);
  });
});
