import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { said, type Answer } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { askAs, nextOf, refusal, type Who } from '../webex-caller.js';

// GET /v1/people, /v1/people/me and /v1/people/{personId} (workspaces contract, 2.11).

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
  acme = await rows.organization();
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

const get = (path: string, who: Partial<Who> = {}): Promise<Answer> =>
  askAs(server, { of: acme, ...who }, `/v1${path}`);

interface Made {
  id: string;
  uuid: string;
  /** On the wire. */
  wire: string;
}

async function person(columns: Record<string, unknown> = {}, of = acme): Promise<Made> {
  const id = await rows.user(of, { created_at: CREATED, ...columns });
  const [{ uuid } = { uuid: '' }] = await database.query<{ uuid: string }>('SELECT uuid FROM users WHERE id = $1', [
    id,
  ]);
  return { id, uuid, wire: webexId('PEOPLE', uuid) };
}

const told = ({ wire }: Made, more: object = {}, of = acme) => ({
  id: wire,
  emails: ['sam.patel@acme.example'],
  phoneNumbers: [],
  displayName: 'Sam Patel',
  firstName: 'Sam',
  lastName: 'Patel',
  orgId: webexId('ORGANIZATION', of.uuid),
  licenses: [],
  created: CREATED.toISOString(),
  type: 'person',
  ...more,
});
const itemsOf = ({ body }: Answer) => (body as { items: { id: string }[] }).items;
const idsOf = (answer: Answer): string[] => itemsOf(answer).map(({ id }) => id);
const ids = (...people: Made[]): string[] => people.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ wire }) => wire);

describe('a person', () => {
  it('is told without a line, and by each spelling of the id', async () => {
    const sam = await person();
    for (const spelling of [sam.wire, `${sam.wire}==`, sam.uuid.toUpperCase()]) {
      expect(said(await get(`/people/${spelling}`))).toEqual({ status: 200, body: told(sam) });
      expect(said(await get(`/people/${spelling}?callingData=true`))).toEqual({ status: 200, body: told(sam) });
    }
  });

  it('is told with the lines and licences that they have; location and extension only with callingData', async () => {
    const sam = await person();
    const location = await rows.location(acme, { routing_prefix: '8' });
    const licence = await rows.licence(acme);
    await rows.userLicence(acme, sam.id, licence);
    await rows.personLine(acme, sam.id, location, { number: '+14165550102', extension: '1002' });
    for (const n of [3, 4, 5])
      await rows.personLine(acme, sam.id, location, { number: `+1416555010${n}`, line: 'alternate' });
    await rows.providerLine(acme, sam.id, { number: '+14165550109' });
    const phoneNumbers = [
      { type: 'work', value: '+14165550102', primary: true },
      { type: 'work_extension', value: '81002' },
      { type: 'alternate1', value: '+14165550103' },
      { type: 'alternate2', value: '+14165550104' },
      { type: 'alternate2', value: '+14165550105' },
    ];
    const licenses = [licenceId(acme.uuid, licence)];
    const plain = told(sam, { phoneNumbers, licenses });
    expect((await get(`/people/${sam.wire}`)).body).toEqual(plain);
    const callingData = { extension: '1002', locationId: webexId('LOCATION', location) };
    for (const spelling of ['true', 'True']) {
      expect((await get(`/people/${sam.wire}?callingData=${spelling}`)).body).toEqual({ ...plain, ...callingData });
    }
  });

  it('has an extension as their primary entry where there is no number, and the plain one without a prefix', async () => {
    const sam = await person();
    await rows.personLine(acme, sam.id, await rows.location(acme), { number: undefined, extension: '0102' });
    const { body } = await get(`/people/${sam.wire}`);
    expect(body).toMatchObject({ phoneNumbers: [{ type: 'work_extension', value: '0102', primary: true }] });
  });

  it('has no name, no e-mail where the record knows none', async () => {
    const { wire, ...nobody } = await person({ full_name: null, email: null });
    const { displayName: _, firstName: __, lastName: ___, ...rest } = told({ ...nobody, wire });
    expect((await get(`/people/${wire}`)).body).toEqual({ ...rest, emails: [] });
  });

  it('404: removed, of another organization, or of a location out of reach, byte for byte like nobody', async () => {
    const [home, away] = [await rows.location(acme), await rows.location(acme)];
    const other = await rows.organization();
    const [gone, near, far, foreign] = [
      await person({ removed_at: new Date() }),
      await person({ location_id: home }),
      await person({ location_id: away }),
      await person({}, other),
    ];
    const local = { roles: ['location_admin'], locations: [home] };
    const unknown = refusal(404, 'Person not found', 'No person exists with the provided id');
    expect(said(await get(`/people/${webexId('PEOPLE', acme.uuid)}`))).toEqual(unknown);
    for (const { wire } of [gone, foreign]) expect(said(await get(`/people/${wire}`))).toEqual(unknown);
    expect(said(await get(`/people/${far.wire}`, local))).toEqual(unknown);
    expect((await get(`/people/${near.wire}`, local)).status).toBe(200);
  });

  it('400: what is no id of a person; 403: without the scope', async () => {
    expect(said(await get('/people/sam'))).toEqual(
      refusal(400, 'Invalid personId', 'Expected the id of a person', 25008),
    );
    expect((await get('/people/me', { scopes: ['spark-admin:workspaces_read'] })).status).toBe(403);
  });
});

describe('the caller', () => {
  it.each([
    ['the base64 id', ({ wire }: Made) => wire],
    ['the UUID', ({ uuid }: Made) => uuid],
  ])('is the person whose id the token has as its subject: %s', async (_, subject) => {
    const sam = await person();
    expect(said(await get('/people/me', { subject: subject(sam) }))).toEqual({ status: 200, body: told(sam) });
  });

  it('is found by 24 hexadecimal digits, and out of their own locations, too', async () => {
    const sam = await person({ object_id: '5f7b1c2e8a1d4e0012c3b4a6' });
    const who = { subject: '5F7B1C2E8A1D4E0012C3B4A6', roles: ['location_admin'] };
    expect((await get('/people/me', who)).body).toEqual(told(sam));
  });

  it('is what the token says where the record knows nobody of that id in their organization', async () => {
    const foreign = await person({}, await rows.organization());
    const facts = { emails: [], phoneNumbers: [], orgId: webexId('ORGANIZATION', acme.uuid), licenses: [] };
    expect((await get('/people/me', { subject: 'auth0|62a1' })).body).toEqual(facts);
    expect((await get('/people/me', { subject: foreign.uuid })).body).toEqual({ id: foreign.wire, ...facts });
    const nowhere = { uuid: '11111111-2222-4333-8444-555555555555' };
    const { body } = await get('/people/me', { of: nowhere, subject: 'x' });
    expect(body).toEqual({ ...facts, orgId: webexId('ORGANIZATION', nowhere.uuid) });
  });
});

describe('a list', () => {
  it('has all of the organization, each as alone; userName is there in a list of ids only', async () => {
    const [sam, lee] = [await person(), await person({ full_name: 'Lee', email: 'lee@acme.example' })];
    await person({ removed_at: new Date() });
    await person({}, await rows.organization());
    const all = await get('/people');
    expect(idsOf(all)).toEqual(ids(sam, lee));
    expect(itemsOf(all)).toContainEqual(told(sam));
    const named = await get(`/people?id=${lee.wire},${sam.uuid},${webexId('PEOPLE', acme.uuid)}`);
    expect(idsOf(named)).toEqual(ids(sam, lee));
    expect(itemsOf(named)).toContainEqual(told(sam, { userName: 'sam.patel@acme.example' }));
  });

  it('is filtered by e-mail, beginning of the name, location and role, each alone and together', async () => {
    const location = await rows.location(acme);
    const sam = await person({ location_id: location });
    const samuel = await person({ full_name: 'samuel Ode', email: 'Samuel@acme.example' });
    const lee = await person({ full_name: 'Lee Sam', email: 'lee@acme.example', location_id: location });
    const cases: [query: string, Made[]][] = [
      ['email=SAMUEL@acme.example', [samuel]],
      ['email=samuel', []],
      ['displayName=SAM', [sam, samuel]],
      ['displayName=sam%25', []],
      [`locationId=${webexId('LOCATION', location)}`, [sam, lee]],
      [`locationId=${location}&displayName=s`, [sam]],
      [`email=lee@acme.example&displayName=l&id=${lee.uuid}`, [lee]],
      [`email=lee@acme.example&displayName=sam`, []],
      ['roles=Y2lzY28', []],
      ['excludeStatus=true&unknown=1', [sam, samuel, lee]],
    ];
    for (const [query, expected] of cases) {
      const answer = await get(`/people?${query}`);
      expect([query, answer.status, answer.text]).toEqual([query, 200, answer.text]);
      const found = idsOf(answer);
      expect([query, found.sort()]).toEqual([query, ids(...expected).sort()]);
    }
    const local = await get('/people', { roles: ['location_admin'], locations: [location, location] });
    expect(idsOf(local)).toEqual(ids(sam, lee));
  });

  it('is paged by absolute links that carry every filter, and shows everybody once while others come and go', async () => {
    const people = [];
    for (let i = 0; i < 5; i++) people.push(await person({ full_name: `Sam ${i % 2}` }));
    for (const filter of ['', '&displayName=Sam']) {
      const seen: string[] = [];
      let path: string | undefined = `/people?max=2&callingData=false${filter}`;
      while (path) {
        const answer: Answer = await get(path);
        seen.push(...idsOf(answer));
        expect(answer.headers.link ?? `<${server.url}`).toContain(`<${server.url}`);
        path = nextOf(answer)?.replace('/v1', '');
        if (path) expect(path).toContain(`callingData=false${filter}`);
        await person({ full_name: `New ${seen.length}` });
      }
      const there = people.map(({ wire }) => wire);
      expect(seen.filter((id) => there.includes(id)).sort()).toEqual(there.sort());
      expect(new Set(seen).size).toBe(seen.length);
    }
  });

  it('skips what start says; a page has at most 50 of a location and 100 with callingData', async () => {
    const location = await rows.location(acme);
    await database.query(
      `INSERT INTO users (organization_id, id, uuid, object_id, location_id)
       SELECT $1::uuid, gen_random_uuid(), gen_random_uuid(), left(md5($1::uuid || n::text), 24), $2::uuid FROM generate_series(1, 120) n`,
      [acme.id, location],
    );
    const counted = async (query: string) => itemsOf(await get(`/people?${query}`)).length;
    expect(await counted('max=500')).toBe(120);
    expect(await counted('max=500&callingData=true')).toBe(100);
    expect(await counted(`max=500&locationId=${location}`)).toBe(50);
    expect(await counted('start=115')).toBe(5);
    expect(await counted('start=120')).toBe(0);
  });

  it('400: a start of another list, ids that are none or too many, a parameter twice; 403: orgId of others', async () => {
    for (let i = 0; i < 3; i++) await person();
    const next = nextOf(await get('/people?max=1'))!.replace('/v1', '');
    expect((await get(next)).status).toBe(200);
    const faults: [path: string, name: string][] = [
      [`${next}&email=x`, 'start'],
      ['/people?max=0', 'max'],
      ['/people?id=sam', 'id'],
      [`/people?id=${Array.from({ length: 86 }, () => acme.uuid).join()}`, 'id'],
      ['/people?email=a&email=b', 'email'],
      [`/people?displayName=${'x'.repeat(257)}`, 'displayName'],
      ['/people?callingData=2', 'callingData'],
    ];
    for (const [path, name] of faults) {
      expect([path, said(await get(path))]).toEqual([
        path,
        { status: 400, body: expect.objectContaining({ message: `Invalid ${name}` }) },
      ]);
    }
    const foreign = await rows.organization();
    expect(said(await get(`/people?orgId=${foreign.uuid}`))).toEqual(
      refusal(403, 'Organization not reachable', 'The organization is not yours and has not granted you access'),
    );
    expect(said(await get('/people', { of: { uuid: '11111111-2222-4333-8444-555555555555' } }))).toEqual({
      status: 200,
      body: { items: [] },
    });
  });
});
