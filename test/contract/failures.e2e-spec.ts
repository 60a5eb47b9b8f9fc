import { ask } from '../ask.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures } from '../record-fixtures.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import { FACES, FAILURES, FAULT, json, NUMBER, ORGANIZATION, TRACKING_ID, WORKSPACE } from './failure-cases.js';
import type { FaceUnderTest, Failure } from './failure-cases.js';
import { documentOf, schemaFaults, type FaceName } from './schema-faults.js';

// One table of failures, run on all faces; each row has the whole body of each face.

const SCHEMAS = {
  organizations: 'OrganizationErrorResponse',
  workspaces: 'WorkspaceErrorResponse',
  directory: 'DirectoryErrorResponse',
};

let database: RecordDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createDatabase();
  const rows = new RecordFixtures(database);
  await rows.organization({ object_id: ORGANIZATION });
  const own = await rows.organization({ uuid: TEST_ORGANIZATION });
  await rows.place(own, { id: WORKSPACE }, [{ number: NUMBER }]);
  server = await startServer({ database });
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

function answerTo(under: FaceUnderTest, { path = under.path, ...question }: ReturnType<Failure['of']> = {}) {
  const headers = { ...question.headers, trackingid: TRACKING_ID };
  return ask(`${server.url}${path}`, { token: tokenFor(under.caller), ...question, headers });
}

function bodyOf(face: FaceName, failure: Failure): object {
  if (face === 'organizations') {
    const [error, details] = failure.organizations!;
    return details === undefined ? { error } : { error, details };
  }
  if (face === 'directory') {
    const [code, error, details] = failure.directory!;
    return details === undefined ? { error, code } : { error, details, code };
  }
  const [message, description, errorCode] = failure.workspaces!;
  const item = errorCode === undefined ? { description } : { description, errorCode };
  // Said on top as well only of a body that cannot be read.
  const top = errorCode === 25024 ? { errorCode } : {};
  return { message, errors: [item], trackingId: TRACKING_ID, ...top };
}

async function expectFailure(under: FaceUnderTest, failure: Failure): Promise<void> {
  const { status, headers, body } = await answerTo(under, failure.of(under));
  expect({ status, body }).toEqual({ status: failure.status, body: bodyOf(under.face, failure) });
  expect(headers).toMatchObject({
    ...failure.headers,
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    trackingid: TRACKING_ID,
  });
  expect(schemaFaults(under.face, SCHEMAS[under.face], body)).toEqual([]);
  expect(documentOf(under.face).paths[under.route]!.get!.responses).toHaveProperty(String(status));
}

describe.each(FACES)('the $face face', (under) => {
  const rows = Object.entries(FAILURES).filter(([, failure]) => failure[under.face]);

  it('answers 200 where nothing is wrong', async () => {
    expect((await answerTo(under)).status).toBe(200);
    expect((await answerTo(under, json('{}'))).status).toBe(200);
  });

  it.each(rows)('%s', (_, failure) => expectFailure(under, failure));

  it('forced fault', async () => {
    await database.query('REVOKE SELECT ON organizations FROM linebook_app');
    try {
      await expectFailure(under, FAULT);
    } finally {
      await database.query('GRANT SELECT ON organizations TO linebook_app');
    }
    expect((await answerTo(under)).status).toBe(200);
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
