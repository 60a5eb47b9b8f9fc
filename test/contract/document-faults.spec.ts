import { documentFaults, operationsOf, type Schema } from './document-faults.js';
import { documentOf, schemaFaults, type FaceName, type OpenApiDocument } from './schema-faults.js';

// What every schema of every document keeps to; and that the walk over them would notice.

it.each<FaceName>(['organizations', 'workspaces', 'directory'])('the %s document has no fault', (face) => {
  expect(documentFaults(documentOf(face))).toEqual([]);
});

// The documents are open, so that more may come; the tests read them as closed, so that nothing comes unsaid.
it.each<[FaceName, string, object]>([
  ['organizations', 'OrganizationErrorResponse', { error: 'x' }],
  ['directory', 'DirectoryErrorResponse', { error: 'x', code: 'number_not_found' }],
  ['workspaces', 'WorkspaceCalendar', { type: 'none' }],
])('an answer of %s that has a member more than %s is found out', (face, schema, answer) => {
  expect(schemaFaults(face, schema, answer)).toEqual([]);
  expect(schemaFaults(face, schema, { ...answer, more: true })).toEqual([' must NOT have additional properties']);
});

it('a code that is not documented is found out', () => {
  const answer = { error: 'x', code: 'no_such_code' };
  for (const [face, schema] of [
    ['organizations', 'OrganizationErrorResponse'],
    ['directory', 'DirectoryErrorResponse'],
  ] as const) {
    expect(schemaFaults(face, schema, answer)).toEqual(['/code must be equal to one of the allowed values']);
  }
});

const schemaOf = ({ components }: OpenApiDocument, name: string) => components.schemas[name] as Schema;
const memberOf = (document: OpenApiDocument, name: string, member: string) =>
  schemaOf(document, name).properties![member]!;
const parameterOf = (document: OpenApiDocument, id: string, name: string) =>
  operationsOf(document)
    .find(({ operationId }) => operationId === id)!
    .parameters!.find((parameter) => parameter.name === name)!.schema;

const REMOVE = 'delete_organizations_phone_numbers';
const HISTORY = 'get_phone_number_history';
const LIST = 'get_organizations_phone_numbers';
const SWITCHED = 'open or closed against the rule';

describe('a copy is found out in which', () => {
  it.each<[string, FaceName, (document: OpenApiDocument) => unknown, string | string[]]>([
    [
      'an own schema is open',
      'organizations',
      (d) => (schemaOf(d, 'AssignOrgPhoneNumberRequest').additionalProperties = true),
      `AssignOrgPhoneNumberRequest: ${SWITCHED}`,
    ],
    [
      'a schema of the seed is closed',
      'organizations',
      (d) => delete schemaOf(d, 'OrgPhoneNumberAssignment').additionalProperties,
      `OrgPhoneNumberAssignment: ${SWITCHED}`,
    ],
    [
      'an object within a schema is open',
      'workspaces',
      (d) => (memberOf(d, 'Workspace', 'calendar').additionalProperties = true),
      'Workspace.calendar: an open object',
    ],
    [
      "the seed's example is missing",
      'organizations',
      (d) => delete schemaOf(d, 'OrganizationErrorResponse').example,
      "OrganizationErrorResponse: without the seed's example",
    ],
    [
      'a code is any text',
      'directory',
      (d) => delete memberOf(d, 'DirectoryErrorResponse', 'code').enum,
      'DirectoryErrorResponse.code: not an enum',
    ],
    [
      'the error may be missing',
      'organizations',
      (d) => delete schemaOf(d, 'OrganizationErrorResponse').required,
      'OrganizationErrorResponse.error: not required',
    ],
    [
      'the provider of a path is any text',
      'organizations',
      (d) => Object.assign(parameterOf(d, REMOVE, 'provider'), { enum: undefined, maxLength: 8 }),
      `${REMOVE} provider: not an enum`,
    ],
    [
      'an enum that may be null has no null',
      'workspaces',
      (d) => memberOf(d, 'WorkspaceNumberChange', 'ringPattern').enum!.pop(),
      'WorkspaceNumberChange.ringPattern: nullable, but null is none of it',
    ],
    [
      'a text of a body has no end',
      'organizations',
      (d) => delete memberOf(d, 'AssignOrgPhoneNumberRequest', 'label').maxLength,
      'post_organizations_phone_numbers label: without bounds',
    ],
    [
      'a text of a nested object has none',
      'workspaces',
      (d) => delete memberOf(d, 'WorkspaceWebexCallingUpdate', 'phoneNumber').maxLength,
      ['post', 'put'].map((method) => `${method}_workspaces calling.webexCalling.phoneNumber: without bounds`),
    ],
    [
      'a list has no end',
      'workspaces',
      (d) => delete memberOf(d, 'WorkspaceNumbersUpdate', 'phoneNumbers').maxItems,
      [
        'put_telephony_config_people_numbers phoneNumbers: without bounds',
        'put_telephony_config_workspaces_numbers phoneNumbers: without bounds',
      ],
    ],
    [
      'a pattern has no end',
      'workspaces',
      (d) => (memberOf(d, 'WorkspaceNumberChange', 'extension').pattern = '^[0-9]{2,}$'),
      [
        'put_telephony_config_people_numbers phoneNumbers.0.extension: without bounds',
        'put_telephony_config_workspaces_numbers phoneNumbers.0.extension: without bounds',
      ],
    ],
    [
      'a text of the path has none',
      'directory',
      (d) => delete parameterOf(d, HISTORY, 'number').maxLength,
      `${HISTORY} number: without bounds`,
    ],
    [
      'a text of the query has none',
      'directory',
      (d) => delete parameterOf(d, HISTORY, 'start').maxLength,
      `${HISTORY} start: without bounds`,
    ],
    [
      'a number has none',
      'directory',
      (d) => delete parameterOf(d, HISTORY, 'max').minimum,
      `${HISTORY} max: without bounds`,
    ],
    [
      'a header has none',
      'organizations',
      (d) => delete parameterOf(d, LIST, 'If-None-Match').maxLength,
      `${LIST} If-None-Match: without bounds`,
    ],
  ])('%s', (_, face, spoil, fault) => {
    const document = documentOf(face);
    spoil(document);
    expect(documentFaults(document)).toEqual([fault].flat());
  });
});
