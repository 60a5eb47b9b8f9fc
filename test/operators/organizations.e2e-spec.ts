import { linebook, type Outcome } from '../cli/linebook.js';
import { ACME, ATLAS, userId } from '../cli/vendor-answers.js';
import { objectIdOfUuid, uuidOfObjectId } from '../../src/ids/derived-id.js';
import { everyRow } from '../every-row.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startOperator, type Operator } from './operator-process.js';

// `linebook organizations link | set` and `linebook changes`.

jest.setTimeout(60_000);

let database: RecordDatabase;
let rows: RecordFixtures;
let operator: Operator;
beforeEach(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  operator = startOperator(database.url);
});
afterEach(async () => {
  await operator.stop();
  await database.drop();
});

const run = (...args: string[]): Promise<Outcome> => linebook(args, { env: { DATABASE_URL: database.url } });
const done = (text: string): Outcome => ({ code: 0, stdout: `${text}\n`, stderr: '' });
const refused = (code: string): Outcome => ({ code: 1, stdout: '', stderr: expect.stringContaining(`(${code})\n`) });

/** Runs it, and sees that it writes nothing. */
async function unchanged(...args: string[]): Promise<Outcome> {
  const before = await everyRow(database);
  const outcome = await run(...args);
  expect(await everyRow(database)).toBe(before);
  return outcome;
}

describe('linebook organizations link', () => {
  it('sets the other id where only the UUID is known, and writes both and the former one down', async () => {
    const { id } = await rows.organization({ uuid: ATLAS });
    expect(await run('organizations', 'link', ACME, ATLAS)).toEqual(done('linked'));
    const [change] = await database.query(`SELECT action, organization_id AS organization, details FROM changes`);
    const details = { objectId: ACME, uuid: ATLAS, was: objectIdOfUuid(ATLAS) };
    expect(change).toEqual({ action: 'organization.link', organization: id, details });
    expect(await run('users', 'list', '--organization', objectIdOfUuid(ATLAS))).toMatchObject({ code: 2 });
  });

  it('is refused where each names an organization, or it has another id there', async () => {
    const refusal = async (...ids: [string, string]) => {
      const before = await everyRow(database);
      const outcome = await operator.run('link', ...ids);
      expect(await everyRow(database)).toBe(before);
      return outcome;
    };
    expect(await refusal(ACME, ATLAS)).toEqual({ refused: 'organization_not_found' });
    await rows.organization({ object_id: ACME });
    // The derived id of one that is known by the other alone is no second organization.
    expect(await refusal(ACME, uuidOfObjectId(ACME))).toEqual({ changed: false });
    await rows.organization({ uuid: ATLAS });
    expect(await refusal(ACME, ATLAS)).toEqual({ refused: 'both_in_use' });
    const [uuid, objectId] = ['11111111-0000-4000-8000-000000000001', '5f7b1c2e8a1d4e0012c3b4ff'];
    await rows.organization({ uuid, object_id: objectId });
    expect(await refusal(objectId, '11111111-0000-4000-8000-000000000002')).toEqual({ refused: 'another_id_known' });
    expect(await refusal('f'.repeat(24), uuid)).toEqual({ refused: 'another_id_known' });
    expect(await unchanged('organizations', 'link', ACME, ATLAS)).toEqual(refused('both_in_use'));
    expect(await run('organizations', 'link', ATLAS, ACME)).toMatchObject({ code: 2, stdout: '' });
  });

  it('two links of one organization at once: one is taken', async () => {
    await rows.organization({ object_id: ACME });
    const uuids = Array.from({ length: 8 }, (_, i) => `11111111-0000-4000-8000-00000000000${i}`);
    const outcomes = await Promise.all(uuids.map((uuid) => operator.run('link', ACME, uuid)));
    expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1);
    expect(outcomes.filter(({ refused: code }) => code === 'another_id_known')).toHaveLength(7);
  });
});

describe('linebook organizations set', () => {
  it('sets what is given, says what is set, and changes nothing twice', async () => {
    const { id } = await rows.organization({ object_id: ACME });
    const set = (...options: string[]) => ['organizations', 'set', ACME, ...options];
    const state = (numbers: string, days: number) => `may add numbers: ${numbers}; number rest days: ${days}`;
    expect(await unchanged(...set())).toEqual(done(`${ACME}: nothing changed; ${state('none', 0)}`));
    const options = ['--name', 'Acme Group', '--may-add-numbers', 'own_countries', '--number-rest-days', '30'];
    expect(await run(...set(...options))).toEqual(done(`${ACME}: set; ${state('own_countries', 30)}`));
    expect(await unchanged(...set(...options))).toEqual(
      done(`${ACME}: nothing changed; ${state('own_countries', 30)}`),
    );
    expect(await database.query('SELECT name FROM organizations')).toEqual([{ name: 'Acme Group' }]);
    const changes = await database.query('SELECT action, organization_id AS of, details FROM changes ORDER BY id');
    const all = { renamed: true, mayAddNumbers: 'own_countries', numberRestDays: 30 };
    expect(changes).toEqual([{ action: 'organization.set', of: id, details: all }]);
  });

  it.each([
    [['--number-rest-days', '3651'], 'wrong_usage'],
    [['--may-add-numbers', 'all'], 'Allowed choices are none, own_countries, any'],
    [['--name', 'X'], 'organization_not_found'],
  ])('2: %j: %s', async (options, text) => {
    expect(await unchanged('organizations', 'set', ACME, ...options)).toEqual({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining(text) },
    });
  });
});

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('linebook changes', () => {
  const changes = async (...options: string[]) => {
    const { code, stdout } = await run('changes', ...options);
    expect(code).toBe(0);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text) as Record<string, unknown>);
  };

  it('prints each as a line of JSON, of all, of an organization, and since an instant', async () => {
    const acme = await rows.organization({ object_id: ACME });
    const atlas = await rows.organization({ uuid: ATLAS });
    await rows.user(acme, { object_id: userId(1) });
    const call = { tracking_id: 'T-1', trace_id: TRACE };
    const acting = { acting_organization_id: atlas.id, subject: 'ada', ...call, details: { userId: 'x' } };
    await rows.change(acme.id, { ...acting, at: new Date('2026-01-01T00:00:00.123Z') });
    await rows.change(atlas.id, { acting_organization_id: '11111111-0000-4000-8000-000000000001', at: new Date(0) });
    await run('users', 'move', userId(1), '--to', ATLAS);
    const named = { acme: { id: ACME, uuid: acme.uuid }, atlas: { id: atlas.objectId, uuid: ATLAS } };
    // Written before the way was.
    const none = { actingOrganization: null, otherOrganization: null, way: null, issuer: null };
    const ofAcme = {
      ...none,
      ...{ id: '1', at: '2026-01-01T00:00:00.123Z', action: 'test', subject: 'ada', actingOrganization: named.atlas },
      ...{ organization: named.acme, trackingId: 'T-1', traceId: TRACE, details: { userId: 'x' } },
    };
    const ofAtlas = {
      ...none,
      ...{ id: '2', at: '1970-01-01T00:00:00.000Z', action: 'test', subject: 'test', organization: named.atlas },
      ...{ trackingId: 'test', traceId: null, details: {} },
    };
    const move = {
      ...{ id: '3', at: expect.stringMatching(/Z$/), action: 'user.move', subject: expect.stringMatching(/^cli:/) },
      ...{ way: 'cli', issuer: null },
      ...{ actingOrganization: null, organization: named.atlas, otherOrganization: named.acme },
      ...{ traceId: null, trackingId: expect.stringMatching(/^CLI_/), details: { userId: userId(1) } },
    };
    expect(await changes()).toEqual([ofAcme, ofAtlas, move]);
    expect(await changes('--organization', ACME)).toEqual([ofAcme, move]);
    expect(await changes('--since', '2026-01-01T00:00:00.123Z')).toEqual([ofAcme, move]);
    expect(await changes('--since', '2026-01-02', '--organization', ATLAS)).toEqual([move]);
    expect(await run('changes', '--since', 'yesterday')).toMatchObject({ code: 2, stdout: '' });
  });

  it('reads more than a page, as fast as somebody reads it', async () => {
    const { id } = await rows.organization({ object_id: ACME });
    await database.query(
      `INSERT INTO changes (at, action, subject, organization_id, tracking_id)
       SELECT now(), 'test', 'test', $1, n::text FROM generate_series(1, 2500) n`,
      [id],
    );
    const numbers = (await changes()).map(({ trackingId }) => Number(trackingId));
    expect(numbers).toEqual(Array.from({ length: 2500 }, (_, i) => i + 1));
  });
});
