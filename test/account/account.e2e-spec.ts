import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { askAs, nextOf, refusal, type Who } from '../webex-caller.js';

// GET /v1/organizations and /v1/licenses (workspaces contract, 2.10).

const CREATED = new Date('2026-11-24T20:14:31.512Z');

let database: RecordDatabase;
let server: TestServer;
let rows: RecordFixtures;
let acme: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  server = await startServer({ database });
});
beforeEach(async () => {
  acme = await rows.organization({ name: 'Acme', created_at: CREATED });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const get = (path: string, who: Partial<Who> = {}): Promise<Answer> =>
  askAs(server, { of: acme, ...who }, `/v1${path}`);

describe('organizations', () => {
  const told = ({ uuid }: TestOrganization, displayName: string) => ({
    id: webexId('ORGANIZATION', uuid),
    displayName,
    created: CREATED.toISOString(),
  });
  const unknown = refusal(404, 'Organization not found', 'No organization exists with the provided id');

  it('are the own one first, then customers by name, and no others', async () => {
    const zeta = await rows.organization({ name: 'Zeta', created_at: CREATED });
    const beta = await rows.organization({ name: 'Beta', created_at: CREATED });
    const former = await rows.organization({ name: 'Former', created_at: CREATED });
    await rows.partnership(zeta, acme, { access: 'read' });
    await rows.partnership(beta, acme);
    await rows.partnership(former, acme, { revoked_at: new Date() });
    await rows.partnership(await rows.organization({ name: 'Expired' }), acme, { expires_at: new Date() });
    await rows.partnership(acme, await rows.organization({ name: 'Partner' }));
    const all = [told(acme, 'Acme'), told(beta, 'Beta'), told(zeta, 'Zeta')];
    for (const roles of [['full_admin'], ['readonly_admin']]) {
      expect(said(await get('/organizations', { roles }))).toEqual({ status: 200, body: { items: all } });
    }
    const local = await get('/organizations', { roles: ['location_admin'], locations: [] });
    expect(local.body).toEqual({ items: [told(acme, 'Acme')] });
    expect((await get(`/organizations/${zeta.uuid}`)).body).toEqual(told(zeta, 'Zeta'));
    expect(said(await get(`/organizations/${former.uuid}`))).toEqual(unknown);
  });

  it('are found by each spelling of the id; a name that is not known is empty', async () => {
    const nameless = await rows.organization({ name: null, created_at: CREATED });
    for (const spelling of [nameless.uuid, webexId('ORGANIZATION', nameless.uuid), nameless.objectId]) {
      const { body } = await get(`/organizations/${spelling}`, { of: nameless });
      expect(body).toEqual(told(nameless, ''));
    }
    expect(said(await get(`/organizations/${nameless.uuid}`))).toEqual(unknown);
    expect((await get('/organizations/acme')).status).toBe(400);
  });

  it('of a caller whose organization the record does not know are none', async () => {
    const of = { uuid: '11111111-2222-4333-8444-555555555555' };
    expect((await get('/organizations', { of })).body).toEqual({ items: [] });
    expect(said(await get(`/organizations/${of.uuid}`, { of }))).toEqual(unknown);
  });
});

describe('licences', () => {
  const told = (licence: string, name: string, [units, people, workspaces]: [number, number, number]) => ({
    id: licenceId(acme.uuid, licence),
    name,
    totalUnits: units,
    consumedUnits: people + workspaces,
    consumedByUsers: people,
    consumedByWorkspaces: workspaces,
  });
  const unknown = refusal(404, 'License not found', 'No license exists with the provided id');

  it('are told with the units in use; a workspace that was removed uses none', async () => {
    const [basic, professional] = [
      await rows.licence(acme, { name: 'Webex Calling - Basic', total_units: 5 }),
      await rows.licence(acme, { name: 'Webex Calling - Professional', total_units: 7 }),
    ];
    await rows.licence(await rows.organization());
    for (let i = 0; i < 2; i++) {
      await rows.userLicence(acme, await rows.user(acme), professional);
      await rows.place(acme, { licence_id: basic });
    }
    await rows.place(acme, { licence_id: basic, removed_at: new Date() });
    const items = [
      told(basic, 'Webex Calling - Basic', [5, 0, 2]),
      told(professional, 'Webex Calling - Professional', [7, 2, 0]),
    ];
    expect(said(await get('/licenses'))).toEqual({ status: 200, body: { items } });
    expect((await get(`/licenses/${licenceId(acme.uuid, professional)}`)).body).toEqual(items[1]);
    expect((await get(`/licenses/${professional}`)).body).toEqual(items[1]);
  });

  it('list who has them on demand, in pages; to a location administrator only the people of their locations', async () => {
    const location = await rows.location(acme);
    const licence = await rows.licence(acme);
    const people = [];
    for (const location_id of [undefined, undefined, undefined, location]) {
      const id = await rows.user(acme, { location_id });
      await rows.userLicence(acme, id, licence);
      const [{ uuid } = { uuid: '' }] = await database.query<{ uuid: string }>('SELECT uuid FROM users WHERE id = $1', [
        id,
      ]);
      people.push({
        id: webexId('PEOPLE', uuid),
        type: 'INTERNAL',
        displayName: 'Sam Patel',
        email: 'sam.patel@acme.example',
      });
    }
    const path = `/licenses/${licenceId(acme.uuid, licence)}`;
    const seen: object[] = [];
    let next: string | undefined = `${path}?includeAssignedTo=user&limit=3`;
    for (let pages = 0; next; pages++) {
      expect(pages).toBeLessThan(2);
      const answer: Answer = await get(next);
      const { users, ...rest } = answer.body as { users: object[] };
      expect(rest).toEqual(told(licence, 'Webex Calling - Professional', [10, 4, 0]));
      seen.push(...users);
      next = nextOf(answer)?.replace('/v1', '');
      if (next) expect(next).toMatch(/\?includeAssignedTo=user&limit=3&next=/);
    }
    const byId = (list: object[]) => list.map((one) => JSON.stringify(one)).sort();
    expect(byId(seen)).toEqual(byId(people));
    const local = await get(`${path}?includeAssignedTo=user`, { roles: ['location_admin'], locations: [location] });
    expect(local.body).toMatchObject({ consumedUnits: 4, users: [people[3]] });
  });

  it('404: of another organization; 400: no id, a value that is none; 403: orgId of others', async () => {
    const foreign = await rows.organization();
    const theirs = await rows.licence(foreign);
    expect(said(await get(`/licenses/${licenceId(foreign.uuid, theirs)}`))).toEqual(unknown);
    expect(said(await get(`/licenses/${acme.uuid}`))).toEqual(unknown);
    for (const path of ['x', `${theirs}?includeAssignedTo=place`, `${theirs}?limit=0`, `${theirs}?next=x`]) {
      expect([path, (await get(`/licenses/${path}`)).status]).toEqual([path, 400]);
    }
    expect((await get(`/licenses?orgId=${foreign.uuid}`)).status).toBe(403);
    expect((await get('/licenses', { scopes: ['spark-admin:people_read'] })).status).toBe(403);
  });
});
