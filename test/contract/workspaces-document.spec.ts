import { documentOf, examplesOf, schemaFaults } from './schema-faults.js';

// The workspaces document: what the workspaces contract, sections 1.1, 1.2 and 2.6, says of its routes.

const { paths, components } = documentOf('workspaces');
const operation = paths['/v1/workspaces/{workspaceId}/features/numbers']!.get!;

it('documents the parameters and the answer', () => {
  const parameters = (operation.parameters as Record<string, unknown>[]).map(({ name, in: where, required }) => [
    name,
    where,
    required,
  ]);
  expect(parameters).toEqual([
    ['workspaceId', 'path', true],
    ['orgId', 'query', false],
    ['If-None-Match', 'header', false],
  ]);
  expect(JSON.stringify(operation.responses)).toContain('#/components/schemas/WorkspaceNumbers"');
  expect(components.schemas.WorkspaceNumbers!.required).toEqual([
    'phoneNumbers',
    'workspace',
    'location',
    'organization',
  ]);
});

it('has the published example, whose second ESN adds up here, and says so in one sentence', () => {
  const { phoneNumbers, distinctiveRingEnabled } = examplesOf('workspaces', 'WorkspaceNumbers');
  expect([distinctiveRingEnabled, phoneNumbers]).toEqual([
    true,
    [
      { external: '+12055550001', extension: '12211', routingPrefix: '1234', esn: '123412211', primary: true },
      { external: '+12055550002', extension: '122', routingPrefix: '1234', esn: '1234122', primary: false },
    ],
  ]);
  const { phoneNumbers: property } = components.schemas.WorkspaceNumbers!.properties as Record<string, object>;
  expect(property).toMatchObject({ description: expect.stringMatching(/123412211.* 1234122 here\.$/) });
});

interface Property {
  example?: unknown;
  $ref?: string;
  allOf?: { $ref: string }[];
  items?: { $ref?: string };
}

/** An object of the schema, out of the examples of its properties and of those that these refer to. */
function wholeExample(name: string): Record<string, unknown> {
  const named = ($ref: string) => wholeExample($ref.split('/').at(-1)!);
  const valueOf = ({ example, $ref, allOf, items }: Property): unknown => {
    if (example !== undefined) return example;
    if (items?.$ref) return [named(items.$ref)];
    const one = allOf?.[0]!.$ref ?? $ref;
    return one && named(one);
  };
  const properties = Object.entries(components.schemas[name]!.properties as Record<string, Property>);
  return Object.fromEntries(
    properties.map(([property, schema]) => [property, valueOf(schema)]).filter(([, value]) => value !== undefined),
  );
}

it.each(Object.keys(components.schemas))('the examples of %s fit its schema', (name) => {
  expect(schemaFaults('workspaces', name, wholeExample(name))).toEqual([]);
});

const nullableOf = (schema: string): string[] =>
  Object.entries(components.schemas[schema]!.properties as Record<string, { nullable?: boolean }>)
    .filter(([, { nullable }]) => nullable)
    .map(([name]) => name);
const isOfRequest = (schema: string) => /Update$|Change$|^New|^Removed/.test(schema);
const ofAnswers = Object.keys(components.schemas).filter((schema) => !isOfRequest(schema));

it('answers null for what a line has not, and nowhere else', () => {
  expect(ofAnswers.flatMap(nullableOf).sort()).toEqual(['esn', 'extension', 'external', 'routingPrefix']);
});

it.each(Object.keys(components.schemas).filter(isOfRequest))('takes null in every optional field of %s', (schema) => {
  const { properties, required = [] } = components.schemas[schema] as { properties: object; required?: string[] };
  const optional = Object.keys(properties).filter((name) => !required.includes(name));
  expect(nullableOf(schema)).toEqual(optional);
});

describe.each([
  ['/v1/telephony/config/workspaces/{workspaceId}/numbers', 'put_telephony_config_workspaces_numbers', '204'],
  ['/v1/workspaces/{workspaceId}', 'put_workspaces', '200'],
])('PUT %s', (path, operationId, done) => {
  const put = paths[path]!.put!;

  it('has its parameters, a body that is required, and its statuses', () => {
    expect(put.operationId).toBe(operationId);
    const parameters = (put.parameters as Record<string, unknown>[]).map(({ name, in: where }) => [name, where]);
    expect(parameters).toEqual([
      ['workspaceId', 'path'],
      ['force', 'query'],
      ['orgId', 'query'],
      ['Idempotency-Key', 'header'],
    ]);
    expect(put.requestBody).toMatchObject({ required: true });
    const responses = put.responses as Record<string, object>;
    const failures = [400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 423, 429, 431, 500, 503];
    expect(Object.keys(responses)).toEqual([done, ...failures.map(String)]);
  });
});

it('has no content for 204', () => {
  const { put } = paths['/v1/telephony/config/workspaces/{workspaceId}/numbers']!;
  expect((put!.responses as Record<string, object>)['204']).toEqual({
    description: 'The numbers are as the request says',
    headers: { 'Idempotency-Replayed': expect.any(Object) },
  });
});
