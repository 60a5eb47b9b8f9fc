import { SEED_SCHEMAS } from './document-faults.js';
import { documentOf, examplesOf } from './schema-faults.js';

describe('T35: the organizations document is that of section 1 of the contract', () => {
  const { paths, components } = documentOf('organizations');

  it('in its operation', () => {
    const operation = paths['/api/organizations/{organizationId}/phone-numbers']!.get!;
    expect(operation).toMatchObject({
      operationId: 'get_organizations_phone_numbers',
      tags: ['Organizations'],
      security: [{ bearerAuth: [] }],
    });
    expect(operation.parameters).toEqual([
      {
        name: 'organizationId',
        in: 'path',
        required: true,
        // Its form and its longest are ours: what they exclude the vendor's server refuses as well.
        schema: { type: 'string', maxLength: 402, pattern: expect.any(String) },
        description: expect.any(String),
      },
      // Ours: may be left out, and a client of the vendor's never sends it. Without an example, which the page would
      // fill in.
      {
        name: 'at',
        in: 'query',
        required: false,
        schema: { type: 'string', format: 'date-time', maxLength: 29 },
        description: expect.stringContaining('An addition of Linebook'),
      },
      {
        name: 'If-None-Match',
        in: 'header',
        required: false,
        schema: { type: 'string', maxLength: 16_384 },
        description: expect.stringContaining('An addition of Linebook'),
      },
    ]);
    const { 304: unchanged, ...answers } = operation.responses as Record<string, object>;
    expect(unchanged).not.toHaveProperty('content');
    const schemas = Object.entries(answers).map(([status, response]) => [
      status,
      JSON.stringify(response).match(/schemas\/(\w+)/)![1],
    ]);
    for (const [status, name] of schemas) {
      expect([status, name]).toEqual([
        status,
        status === '200' ? 'OrgPhoneNumberAssignmentsResponse' : 'OrganizationErrorResponse',
      ]);
    }
  });

  it('in its schemas', () => {
    const shapes = Object.entries(components.schemas).map(
      ([name, { type, required, additionalProperties, properties }]) => [
        name,
        {
          type,
          required,
          additionalProperties,
          properties: Object.entries(properties as object)
            .map(shapeOf)
            .sort(),
        },
      ],
    );
    // More may be added, in schemas and in optional properties; nothing may be missing or different.
    expect(Object.fromEntries(shapes)).toMatchObject({
      OrgPhoneNumberAssignmentsResponse: {
        type: 'object',
        required: ['assignments'],
        additionalProperties: true,
        properties: ['assignments: array of OrgPhoneNumberAssignment'],
      },
      OrgPhoneNumberAssignment: {
        type: 'object',
        required: ['userId', 'provider', 'phoneNumber'],
        additionalProperties: true,
        properties: [
          'isDefault: boolean',
          'isInboundEnabled: boolean',
          'label: string',
          'phoneNumber: string',
          'provider: string of twilio,sinch,textgrid',
          'userEmail: string as email',
          'userId: string',
          'userName: string',
        ],
      },
      OrganizationErrorResponse: {
        type: 'object',
        // In the seed it may be missing; here it never is.
        required: ['error'],
        additionalProperties: true,
        properties: [expect.stringMatching(/^code: string of /), 'conflict:', 'details: string', 'error: string'],
      },
    });
  });

  it('in its examples', () => {
    const { assignments } = examplesOf('organizations', 'OrgPhoneNumberAssignmentsResponse');
    const entry = examplesOf('organizations', 'OrgPhoneNumberAssignment');
    const { label, ...withoutLabel } = entry;
    expect(label).toBe('Leasing team line');
    expect(assignments).toEqual([withoutLabel]);
    expect(entry).toMatchObject({ userId: '5f7b1c2e8a1d4e0012c3b4a6', phoneNumber: '+12362320246' });
    const [line, list, error] = SEED_SCHEMAS.map((name) => components.schemas[name]!.example);
    expect([line, list, error]).toEqual([
      entry,
      { assignments },
      examplesOf('organizations', 'OrganizationErrorResponse'),
    ]);
    expect(error).toEqual({
      error: 'Organization not found',
      details: 'No organization exists with the provided id',
    });
  });
});

/** `name: type`, with the items of an array, the values of an enum and the format. */
function shapeOf([name, schema]: [string, Record<string, unknown>]): string {
  const items = schema.items as { $ref?: string; type?: string } | undefined;
  const values = schema.enum as string[] | undefined;
  const format = schema.format as string | undefined;
  const more = [
    items && `of ${items.$ref?.split('/').at(-1) ?? items.type}`,
    values && `of ${values.join()}`,
    format && `as ${format}`,
  ];
  return [`${name}:`, schema.type, ...more].filter(Boolean).join(' ');
}
