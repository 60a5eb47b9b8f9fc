import { licenceId } from '../../src/ids/licence-id.js';
import { webexId } from '../../src/ids/webex-id.js';
import { workspaceLocationId } from '../../src/ids/workspace-location-id.js';
import { ask, type Answer } from '../ask.js';
import { withFaults } from '../http/faulty-server.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { onServer, type TestServer } from '../start-server.js';
import { tokenFor } from '../tokens.js';
import { fieldsOf, operationsOf, type Operation, type RequestField, type Schema } from './document-faults.js';
import { documentOf, type FaceName, type OpenApiDocument } from './schema-faults.js';

// Every limit that a document states is one that the server keeps: the first value beyond it is refused, by its name.
// The requests are made from the documents. Nothing is in the record, so a request without a fault is 404 or an empty list.

const FACES: FaceName[] = ['organizations', 'workspaces', 'directory'];
const UUID = '842938d5-9273-4bc6-aa3a-056772db3165';
const OBJECT_ID = '5f7b1c2e8a1d4e0012c3b4a6';

/** By name what is right; what is not here, the examples of the document show. */
const RIGHT: Record<string, string> = {
  organizationId: OBJECT_ID,
  targetUserId: OBJECT_ID,
  replaces: OBJECT_ID,
  provider: 'twilio',
  workspaceId: webexId('PLACE', UUID),
  orgId: webexId('ORGANIZATION', UUID),
  personId: webexId('PEOPLE', UUID),
  licenseId: licenceId(UUID, UUID),
  id: webexId('PEOPLE', UUID),
  email: 'sam.patel@acme.example',
  includeAssignedTo: 'user',
  capacity: '4',
  name: 'Main',
  calling: 'webexCalling',
  supportedDevices: 'phones',
  calendar: 'none',
  devicePlatform: 'cisco',
  locationId: webexId('LOCATION', UUID),
  workspaceLocationId: workspaceLocationId(UUID, UUID),
  number: '+14165550102',
  phoneNumber: '+14165550102',
  phoneNumbers: '+14165550102',
  directNumber: '+14165550102',
  external: '+14165550102',
  at: '2026-05-03T10:00:00.000+00:00',
  country: 'CA',
  max: '5',
  state: 'ACTIVE',
  q: 'sam',
  start: 'A',
  extension: '1234',
  extensions: '1234',
  displayName: 'Lobby',
  firstName: 'Lee',
  lastName: 'Park',
  emails: 'lee@acme.example',
  licenses: licenceId(UUID, UUID),
  value: '+14165550102',
  operation: 'add',
  notes: 'x',
  label: 'Main',
  type: 'webexCalling',
  action: 'ADD',
  ringPattern: 'NORMAL',
  'If-None-Match': '"x"',
  'Idempotency-Key': 'key',
};
/** By name with what a right value may be filled up and stay right: so the limit itself is taken. */
const FILLERS: Record<string, string> = {
  number: ' ',
  phoneNumber: ' ',
  phoneNumbers: ' ',
  extensions: ' ',
  directNumber: ' ',
  external: ' ',
  label: 'x',
  displayName: 'x',
  firstName: 'x',
  lastName: 'x',
  value: ' ',
  notes: 'x',
  q: 'x',
  'Idempotency-Key': 'x',
};

interface Sent {
  what: string;
  field: RequestField;
  value: unknown;
}

const lastName = ({ parameter, path = [] }: RequestField): string =>
  parameter?.name ?? path.filter((p) => p !== '0').at(-1)!;

/** The first values beyond what the schema of the field says. */
function beyond(field: RequestField): Sent[] {
  const { schema } = field;
  const name = lastName(field);
  const right = RIGHT[name] ?? '';
  const longest = schema.maxLength ?? Number(/\{\d+,(\d+)\}\$$/.exec(schema.pattern ?? '')?.[1] ?? 0);
  const filler = FILLERS[name] ?? right.at(-1) ?? 'x';
  const values: Record<string, unknown> = {
    ...(longest && { longer: right.padEnd(longest + 1, filler) }),
    ...(schema.minLength && { shorter: right.slice(0, schema.minLength - 1) }),
    ...(schema.pattern && { 'of another form': `é${right.slice(1)}` }),
    ...(schema.enum && { 'none of them': `${right}x` }),
    ...(schema.minimum !== undefined && { less: schema.minimum - 1 }),
    ...(schema.minItems && { 'fewer items': [] }),
    ...(schema.maxItems && { 'more items': Array.from({ length: schema.maxItems + 1 }, () => ({})) }),
  };
  return Object.entries(values).map(([what, value]) => ({ what, field, value }));
}

/** The longest values that are taken. */
function within(field: RequestField): Sent[] {
  const name = lastName(field);
  const { maxLength } = field.schema;
  const filler = FILLERS[name];
  return filler && maxLength ? [{ what: 'longest', field, value: RIGHT[name]!.padEnd(maxLength, filler) }] : [];
}

const everything = (
  face: FaceName,
): [document: OpenApiDocument, route: string, method: string, operation: Operation][] => {
  const document = documentOf(face);
  return Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]): [OpenApiDocument, string, string, Operation] => [
      document,
      route,
      method.toUpperCase(),
      operation as unknown as Operation,
    ]),
  );
};

type Body = Record<string, unknown>;

/** A right body, but for the value at one place. */
function bodyWith(operation: Operation, sent?: Sent): Body | undefined {
  const media = operation.requestBody?.content['application/json'] as
    { examples: Record<string, { value: Body }>; schema: Schema } | undefined;
  if (!media) return undefined;
  const [body] = Object.values(media.examples).map(({ value }) => structuredClone(value)) as [Body];
  const path = sent?.field.path;
  if (!path) return body;
  let at = body;
  for (const [i, name] of path.slice(0, -1).entries()) at = (at[name] ??= path[i + 1] === '0' ? [] : {}) as Body;
  // The other name of the same thing would have to say the same.
  if (path.at(-1) === 'external') delete at.directNumber;
  if (path.length) at[path.at(-1)!] = sent.value;
  return body;
}

const SCOPES = [
  ...[
    'workspaces',
    'people',
    'locations',
    'telephony_config',
    'telephony_pstn',
    'organizations',
    'licenses',
    'devices',
  ].flatMap((of) => [`${of}_read`, `${of}_write`]),
];
const token = tokenFor({
  roles: ['SUPERADMIN', 'full_admin'],
  scopes: SCOPES.map((scope) => `spark-admin:${scope}`),
});

function send(server: TestServer, [, route, method, operation]: ReturnType<typeof everything>[number], sent?: Sent) {
  const given = (name: string) => (sent?.field.parameter?.name === name ? String(sent.value) : RIGHT[name]!);
  const path = route.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given(name)));
  const parameter = sent?.field.parameter;
  const query = parameter?.in === 'query' ? `?${parameter.name}=${encodeURIComponent(given(parameter.name))}` : '';
  const headers: Record<string, string> = parameter?.in === 'header' ? { [parameter.name]: given(parameter.name) } : {};
  const body = bodyWith(operation, sent);
  const type = body ? { 'content-type': 'application/json' } : undefined;
  return ask(`${server.url}${path}${query}`, {
    method,
    token,
    headers: { ...headers, ...type },
    body: body && JSON.stringify(body),
  });
}

const textOf = ({ body, text }: Answer): string => {
  const { error, message } = (body ?? {}) as { error?: string; message?: string };
  return error ?? message ?? text;
};

/** What is not as the document says of its operations. */
async function brokenLimits(server: TestServer, face: FaceName): Promise<string[]> {
  const faults: string[] = [];
  for (const asked of everything(face)) {
    const [document, , , operation] = asked;
    const plain = await send(server, asked);
    if (plain.status === 400) faults.push(`${operation.operationId}: ${textOf(plain)}`);
    for (const field of fieldsOf(document, operation)) {
      const name = field.path ? field.path.join('.') : field.parameter!.name;
      for (const sent of beyond(field)) {
        const answer = await send(server, asked, sent);
        const isRefused = name === 'If-None-Match' ? answer.status === 431 : textOf(answer) === `Invalid ${name}`;
        if (!isRefused) faults.push(`${field.where}, ${sent.what}: ${answer.status} ${textOf(answer)}`);
      }
      for (const sent of within(field)) {
        const answer = await send(server, asked, sent);
        if (answer.status === 400) faults.push(`${field.where}, ${sent.what}: ${textOf(answer)}`);
      }
    }
  }
  return faults;
}

let database: RecordDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

it('the documents state limits of every kind', () => {
  const fields = FACES.flatMap((face) => {
    const document = documentOf(face);
    return operationsOf(document).flatMap((operation) => fieldsOf(document, operation));
  });
  const kinds = new Set(fields.flatMap(beyond).map(({ what }) => what));
  expect([...kinds].sort()).toEqual([
    'fewer items',
    'less',
    'longer',
    'more items',
    'none of them',
    'of another form',
    'shorter',
  ]);
  expect(fields.flatMap(beyond).length).toBeGreaterThan(60);
});

it('the server refuses the first value beyond each, and takes the longest', async () => {
  const work = async (server: TestServer): Promise<void> => {
    for (const face of FACES) expect([face, await brokenLimits(server, face)]).toEqual([face, []]);
  };
  await onServer(work, { database });
});

it('a server that does not is found out', async () => {
  const patches = {
    'phone-numbers/record/text-length.js': { 'LONGEST_LABEL = 200': 'LONGEST_LABEL = 201' },
    'phone-numbers/record/e164.js': { 'LONGEST_WRITTEN_NUMBER = 64': 'LONGEST_WRITTEN_NUMBER = 65' },
    'auth/idempotency-key.js': { '{1,255}': '{1,256}' },
  };
  const all = (server: TestServer) => Promise.all(FACES.map((face) => brokenLimits(server, face)));
  const faults = (await withFaults(patches, all, { database })).flat();
  const places = new Set(faults.map((fault) => / (\S+), longer:/.exec(fault)?.[1]));
  expect([...places].sort()).toEqual([
    'Idempotency-Key',
    'calling.webexCalling.phoneNumber',
    'callingLineId.phoneNumber',
    'extensions.0',
    'label',
    'licenses.0.properties.phoneNumber',
    'number',
    'phoneNumber',
    'phoneNumbers.0',
    'phoneNumbers.0.directNumber',
    'phoneNumbers.0.external',
    'phoneNumbers.0.value',
  ]);
});
