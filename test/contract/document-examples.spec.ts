import { readFileSync } from 'node:fs';
import { documentOf, schemaFaultsOf, type FaceName, type OpenApiDocument } from './schema-faults.js';

// What the documents show: each body of a request and of an answer has an example, and each example fits its schema.

type Schema = Record<string, unknown>;
interface Media {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { summary: string; value: unknown }>;
}
interface Operation {
  operationId: string;
  parameters?: { name: string; description?: string; example?: unknown; schema: Schema }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media>; headers?: Record<string, object> }>;
}

const FACES: FaceName[] = ['organizations', 'workspaces', 'directory'];

const operationsOf = ({ paths }: OpenApiDocument): Operation[] =>
  Object.values(paths).flatMap((path) => Object.values(path)) as unknown as Operation[];

/** Every body of a document, by where it is. */
const bodiesOf = (document: OpenApiDocument): [where: string, media: Media][] =>
  operationsOf(document).flatMap(({ operationId, requestBody, responses }) => [
    ...Object.values(requestBody?.content ?? {}).map((media): [string, Media] => [`${operationId} request`, media]),
    ...Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content ?? {}).map((media): [string, Media] => [`${operationId} ${status}`, media]),
    ),
  ]);

const examplesOf = ({ example, examples = {} }: Media): unknown[] => [
  ...(example === undefined ? [] : [example]),
  ...Object.values(examples).map(({ value }) => value),
];

describe.each(FACES)('the document of the %s face', (face) => {
  const document = documentOf(face);

  it.each(bodiesOf(document))('%s: has an example, and each fits the schema', (_, media) => {
    const examples = examplesOf(media);
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.flatMap((example) => schemaFaultsOf(face, media.schema, example))).toEqual([]);
  });

  it('shows values of parameters and fields that fit', () => {
    const parameters = operationsOf(document).flatMap(({ parameters = [] }) => parameters);
    const fields = Object.values(document.components.schemas).flatMap(({ properties }) =>
      Object.values(properties as Record<string, Schema>),
    );
    const shown = [
      ...parameters.map(({ schema, example = schema.example }) => ({ schema, example })),
      ...fields.map((schema) => ({ schema, example: schema.example })),
    ].filter(({ example }) => example !== undefined);
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.flatMap(({ schema, example }) => schemaFaultsOf(face, schema, example))).toEqual([]);
  });

  it('describes every parameter, header and field', () => {
    const silent = operationsOf(document).flatMap(({ operationId, parameters = [], responses }) => [
      ...parameters.filter(({ description }) => !description).map(({ name }) => `${operationId} ${name}`),
      ...Object.values(responses).flatMap(({ headers = {} }) =>
        Object.entries(headers).flatMap(([name, header]) => ('description' in header ? [] : [name])),
      ),
    ]);
    const fields = Object.entries(document.components.schemas).flatMap(([name, { properties }]) =>
      Object.entries(properties as Record<string, Schema>)
        .filter(([, { description, $ref }]) => !description && !$ref)
        .map(([field]) => `${name}.${field}`),
    );
    expect([...silent, ...fields]).toEqual([]);
  });

  it('says of every operation which roles and scopes let a caller in', () => {
    for (const operation of operationsOf(document) as (Operation & { 'x-access': Way[]; description: string })[]) {
      const named = operation['x-access'].flatMap(({ scopes = [] }) => scopes);
      expect(operation['x-access'].every(({ roles }) => roles.length)).toBe(true);
      for (const scope of named) expect(operation.description).toContain(`\`${scope}\``);
    }
  });
});

interface Way {
  roles: string[];
  scopes?: string[];
}

// What no operation is reached by.
const OF_CONNECTIONS = [
  'malformed_request',
  'missing_host',
  'malformed_host',
  'unsupported_expectation',
  'incomplete_request',
  'unsupported_transfer_coding',
];

it('410 is not used: what is gone is 404, like what never was', () => {
  const statuses = FACES.flatMap((face) => operationsOf(documentOf(face))).flatMap(({ responses }) =>
    Object.keys(responses),
  );
  expect(statuses).toContain('404');
  expect(statuses).not.toContain('410');
  expect(readFileSync('docs/errors.md', 'utf8')).not.toContain('| 410 |');
});

it('every code that a client can be refused with has an example', () => {
  const [, ...sections] = readFileSync('docs/errors.md', 'utf8').split(/^## /m);
  const tables = sections.filter((section) => /^(Requests|Writes)/.test(section));
  const codes = tables.flatMap((table) => [...table.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code!));
  const bodies = FACES.flatMap((face) => bodiesOf(documentOf(face)));
  const shown = new Set(bodies.flatMap(([, { examples = {} }]) => Object.keys(examples)));
  expect(codes.length).toBeGreaterThan(40);
  expect([...new Set(codes)].filter((code) => !shown.has(code))).toEqual(OF_CONNECTIONS);
});

it('a 409 shows a conflict that explains itself', () => {
  const values = (face: FaceName) =>
    bodiesOf(documentOf(face))
      .filter(([where]) => where.endsWith(' 409'))
      .flatMap(([, media]) => examplesOf(media));
  expect(values('organizations')).toContainEqual({
    error: 'The number is assigned already',
    details: 'Another user or workspace receives its calls.',
    code: 'second_inbound_holder',
    conflict: {
      holder: { userId: '5f7b1c2e8a1d4e0012c3b4a8', name: 'Lee Kim' },
      since: '2026-11-24T20:14:31.512Z',
      freeNumbers: ['+14165550103', '+14165550104'],
    },
  });
  expect(JSON.stringify(values('workspaces'))).toMatch(
    /Workspace Reception \(\w+\) receives its calls since [^ ]+ Free: /,
  );
});
