import { randomUUID } from 'node:crypto';
import { webexId } from '../../src/ids/webex-id.js';
import type { Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import type { TestOrganization } from '../record-fixtures.js';
import { everyByte, NOT_REACHABLE, orgId, refused, UNKNOWN } from './seen-numbers.js';
import { type Scene, SCOPES, type SendOptions, World } from './write-world.js';

// Who may change a workspace (workspaces contract, 1.2, 2.6 and 3.2; the frame): the same for both writes.

let world: World;
let s: Scene;
let partner: TestOrganization;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0);
  partner = await world.rows.organization();
});

const WRITE = 'spark-admin:workspaces_write';
const ROUTES = [
  {
    what: 'numbers',
    done: 204,
    scopes: [WRITE],
    put: (options?: SendOptions) => s.putNumbers([{ action: 'ADD', directNumber: s.number(0) }], options),
  },
  {
    what: 'workspace',
    done: 200,
    scopes: [WRITE, 'spark-admin:telephony_config_write'],
    put: (options?: SendOptions) =>
      s.putWorkspace({ calling: { webexCalling: { phoneNumber: s.number(0), extension: '100' } } }, options),
  },
];

describe.each(ROUTES)('PUT of the $what', ({ done, scopes, put }) => {
  async function expectRefused(expected: object, options: SendOptions): Promise<Answer['headers']> {
    const { headers, ...answer } = await answeredWithoutWriting(world.database, () => put(options));
    expect(answer).toEqual(expected);
    return headers;
  }
  const byPartner = (more: object = {}): SendOptions => ({
    caller: { organization: partner.uuid, ...more },
    query: orgId(s.organization.uuid),
  });

  it('needs its scopes and no other', async () => {
    for (const missing of scopes) {
      const caller = { scopes: SCOPES.filter((scope) => scope !== missing) };
      const headers = await expectRefused(
        refused(
          403,
          'The token lacks a required scope',
          scopes.length === 1 ? `The scope ${missing} is required` : `These scopes are required: ${scopes.join(', ')}`,
        ),
        { caller },
      );
      expect(headers['www-authenticate']).toBe(
        `Bearer realm="linebook", error="insufficient_scope", scope="${scopes.join(' ')}"`,
      );
    }
    expect((await put({ caller: { scopes } })).status).toBe(done);
  });

  it('403: is not for a read-only administrator, nor for anybody else', async () => {
    const required = 'One of these roles is required: full_admin, location_admin';
    for (const roles of [['readonly_admin'], ['SUPERADMIN'], ['user_admin'], []]) {
      await expectRefused(refused(403, 'The caller lacks a required role', required), { caller: { roles } });
    }
  });

  describe('a location administrator', () => {
    const caller = (locations: string[] | undefined, roles = ['location_admin']) => ({ caller: { roles, locations } });

    it('changes the workspaces of their locations', async () => {
      expect((await put(caller([randomUUID(), webexId('LOCATION', s.locationId)]))).status).toBe(done);
    });

    it('404: no other, also as a read-only administrator of the whole organization', async () => {
      const other = await world.rows.location(s.organization);
      for (const locations of [[other], [], undefined]) {
        await expectRefused(UNKNOWN, caller(locations));
        await expectRefused(UNKNOWN, caller(locations, ['location_admin', 'readonly_admin']));
      }
    });

    it('403: never for another organization', async () => {
      await world.rows.partnership(s.organization, partner);
      await expectRefused(NOT_REACHABLE, byPartner({ roles: ['location_admin'], locations: [s.locationId] }));
    });
  });

  describe('a partner', () => {
    it('with full access changes what is the customer’s, if they name them', async () => {
      await world.rows.partnership(s.organization, partner, { access: 'full' });
      await expectRefused(UNKNOWN, { caller: { organization: partner.uuid } });
      expect((await put(byPartner())).status).toBe(done);
    });

    it('403: not with read access, nor after it was revoked or has expired, nor the other way round', async () => {
      await expectRefused(NOT_REACHABLE, byPartner());
      await world.rows.partnership(partner, s.organization);
      await expectRefused(NOT_REACHABLE, byPartner());
      const past = new Date(Date.now() - 1000);
      await world.rows.partnership(s.organization, partner, { revoked_at: past });
      await expectRefused(NOT_REACHABLE, byPartner());
      const id = await world.rows.partnership(s.organization, partner, { expires_at: past });
      await expectRefused(NOT_REACHABLE, byPartner());
      await world.database.query(`UPDATE partnerships SET expires_at = NULL, access = 'read' WHERE id = $1`, [id]);
      await expectRefused(NOT_REACHABLE, byPartner());
      await world.database.query(`UPDATE partnerships SET access = 'full' WHERE id = $1`, [id]);
      expect((await put(byPartner())).status).toBe(done);
    });

    it('403: not as a read-only administrator, who is a location administrator beside', async () => {
      await world.rows.partnership(s.organization, partner);
      const roles = ['readonly_admin', 'location_admin'];
      await expectRefused(NOT_REACHABLE, byPartner({ roles, locations: [s.locationId] }));
    });

    it('403: says the same of a customer with read access, a stranger and nobody', async () => {
      await world.rows.partnership(s.organization, partner, { access: 'read' });
      const answers = [];
      for (const uuid of [s.organization.uuid, (await world.rows.organization()).uuid, randomUUID()]) {
        answers.push(everyByte(await put({ ...byPartner(), query: orgId(uuid) })));
      }
      expect(answers).toEqual([answers[0], answers[0], answers[0]]);
    });
  });

  it('404: says the same of a workspace that is removed, of another organization, and of none', async () => {
    const removed = await s.neighbour({ removed_at: new Date() });
    const foreign = (await world.rows.place(partner)).workspaceId;
    for (const workspaceId of [removed, foreign, randomUUID()]) await expectRefused(UNKNOWN, { workspaceId });
  });

  it('takes orgId under either name, and the workspace in any spelling', async () => {
    const query = `?org_id=${webexId('ORGANIZATION', s.organization.uuid)}`;
    for (const workspaceId of [s.workspaceId.toUpperCase(), webexId('PLACE', s.workspaceId)]) {
      expect((await put({ workspaceId, query })).status).toBe(done);
    }
    const expected = refused(400, 'Invalid workspaceId', 'Expected the id of a workspace', 25008);
    await expectRefused(expected, { workspaceId: webexId('LOCATION', s.locationId) });
    await expectRefused(refused(400, 'Invalid orgId', 'Expected one value', 25008), { query: '?orgId[]=x' });
  });
});
