import { documentOf, examplesOf, schemaFaults } from './schema-faults.js';

// The workspaces document: the answer of the workspaces contract, section 1.1.

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

it.each(Object.keys(components.schemas))('the examples of %s fit its schema', (name) => {
  const own = examplesOf('workspaces', name);
  const nested = {
    workspace: examplesOf('workspaces', 'WorkspaceReference'),
    location: examplesOf('workspaces', 'LocationReference'),
    organization: examplesOf('workspaces', 'OrganizationReference'),
    errors: [examplesOf('workspaces', 'WorkspaceErrorItem')],
  };
  const members = Object.keys(components.schemas[name]!.properties as object);
  const whole = Object.entries({ ...nested, ...own }).filter(([member]) => members.includes(member));
  expect(schemaFaults('workspaces', name, Object.fromEntries(whole))).toEqual([]);
});

it('lets what a line has not be null, and nothing else', () => {
  const shapes = Object.values(components.schemas).flatMap(({ properties }) =>
    Object.entries(properties as Record<string, { nullable?: boolean }>),
  );
  const nullable = shapes.filter(([, { nullable }]) => nullable).map(([name]) => name);
  expect(nullable.sort()).toEqual(['esn', 'extension', 'external', 'routingPrefix']);
});
