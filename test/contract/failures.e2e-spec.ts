import { ask, type Question } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { FACES, FAILURES, FAULT, FREE_NUMBER, json, NUMBER, ORGANIZATION } from './failure-cases.js';
import { TRACKING_ID, WORKSPACE } from './failure-cases.js';
import type { FaceUnderTest, Failure } from './failure-cases.js';
import { undocumented } from './undocumented.js';

// One table of failures, run on all faces; each row has the whole body of each face.

let database: RecordDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  await rows.organization({ object_id: ORGANIZATION });
  const own = await rows.organization({ uuid: TEST_ORGANIZATION });
  const { locationId } = await rows.place(own, { id: WORKSPACE }, [{ number: NUMBER }]);
  await rows.number(own, FREE_NUMBER, locationId);
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

function answerTo(under: FaceUnderTest, { path = under.path, ...question }: Question = {}) {
  const { method, body, caller } = under;
  const right = { method, token: tokenFor(caller), ...(body === undefined ? {} : json(body)) };
  const whole = { ...right, ...question };
  return ask(`${server.url}${path}`, { ...whole, headers: { ...whole.headers, trackingid: TRACKING_ID } });
}

function told<Text extends object>(under: FaceUnderTest, text: Text | ((under: FaceUnderTest) => Text)): Text {
  return typeof text === 'function' ? text(under) : text;
}

function bodyOf(under: FaceUnderTest, failure: Failure): object {
  if (under.face === 'organizations') {
    const [error, details] = told(under, failure.organizations!);
    return details === undefined ? { error } : { error, details };
  }
  if (under.face === 'directory') {
    const [code, error, details] = told(under, failure.directory!);
    return details === undefined ? { error, code } : { error, details, code };
  }
  const [message, description, errorCode] = told(under, failure.workspaces!);
  const item = errorCode === undefined ? { description } : { description, errorCode };
  // Said on top as well only of a body that cannot be read.
  const top = errorCode === 25024 ? { errorCode } : {};
  return { message, errors: [item], trackingId: TRACKING_ID, ...top };
}

async function expectFailure(under: FaceUnderTest, failure: Failure): Promise<void> {
  const answer = await answerTo(under, failure.of(under));
  const { status, headers, body } = answer;
  expect({ status, body }).toEqual({ status: failure.status, body: bodyOf(under, failure) });
  expect(headers).toMatchObject({
    ...told(under, failure.headers ?? {}),
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    trackingid: TRACKING_ID,
  });
  expect(undocumented(under.face, under.route, under.method, answer)).toEqual([]);
}

describe.each(FACES)('the $face face: $method $route', (under) => {
  const rows = Object.entries(FAILURES).filter(([, failure]) => failure[under.face]);

  it('answers where nothing is wrong', async () => {
    expect([200, 204]).toContain((await answerTo(under)).status);
    // Read by no GET, but it may be there.
    if (under.method === 'GET') expect((await answerTo(under, json('{}'))).status).toBe(200);
  });

  it.each(rows)('%s', (_, failure) => expectFailure(under, failure));

  it('forced fault', async () => {
    await database.query('REVOKE SELECT ON organizations FROM linebook_app');
    try {
      await expectFailure(under, FAULT);
    } finally {
      await database.query('GRANT SELECT ON organizations TO linebook_app');
    }
    expect([200, 204]).toContain((await answerTo(under)).status);
  });

  it('codes an unreadable body in a header as well, on the workspaces face only', async () => {
    const { headers } = await answerTo(under, json('{bad'));
    expect(headers['cisco-spark-error-codes']).toBe(under.face === 'workspaces' ? '25024' : undefined);
  });
});

it('a path of no face is answered in the body of the organizations face', async () => {
  const { status, body } = await ask(`${server.url}/nothing`);
  expect({ status, body }).toEqual({ status: 404, body: { error: 'There is nothing at this path' } });
});
