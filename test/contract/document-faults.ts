import type { OpenApiDocument } from './schema-faults.js';

/** The schemas of the seed (organizations contract, 1.1 to 1.3): a line, the list, a refusal. */
export const SEED_SCHEMAS = [
  'OrgPhoneNumberAssignment',
  'OrgPhoneNumberAssignmentsResponse',
  'OrganizationErrorResponse',
];
/** What is too large counts as the largest: no number is refused. */
const WITHOUT_MAXIMUM = / (max|limit)$/;

export interface Schema {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  nullable?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  example?: unknown;
  oneOf?: Schema[];
  maxLength?: number;
  minLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  minItems?: number;
}
export interface Parameter {
  name: string;
  in: string;
  schema: Schema;
}
export interface Operation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, { content?: { 'application/json': { schema: Schema } } }>;
}

/** What no document may be like, a line for each place. */
export function documentFaults(document: OpenApiDocument): string[] {
  const operations = operationsOf(document);
  return [
    ...schemasOf(document).flatMap(([name, schema]) => shapeFaults(name, schema)),
    ...operations.flatMap((operation) => requestFaults(document, operation)),
    ...errorFaults(document, operations),
  ];
}

export const operationsOf = ({ paths }: OpenApiDocument): Operation[] =>
  Object.values(paths).flatMap((path) => Object.values(path)) as unknown as Operation[];

const schemasOf = ({ components }: OpenApiDocument) => Object.entries(components.schemas) as [string, Schema][];

export const nameIn = ({ $ref = '' }: Schema): string => $ref.split('/').at(-1)!;

/** One body of several, or the only one. */
const bodiesIn = (schema: Schema): Schema[] => schema.oneOf ?? [schema];

function shapeFaults(name: string, schema: Schema): string[] {
  const isOfSeed = SEED_SCHEMAS.includes(name);
  return [
    ...(isOfSeed === (schema.additionalProperties === true) ? [] : [`${name}: open or closed against the rule`]),
    ...(isOfSeed && schema.example === undefined ? [`${name}: without the seed's example`] : []),
    ...[...partsOf(name, schema)].flatMap(([where, part]) => [
      ...(part.enum && part.nullable && !part.enum.includes(null)
        ? [`${where}: nullable, but null is none of it`]
        : []),
      ...(part !== schema && part.additionalProperties !== undefined ? [`${where}: an open object`] : []),
    ]),
  ];
}

/** A schema and all that stands in it itself. */
function* partsOf(where: string, schema: Schema): Generator<[where: string, part: Schema]> {
  yield [where, schema];
  for (const [name, member] of Object.entries(schema.properties ?? {})) yield* partsOf(`${where}.${name}`, member);
  if (schema.items) yield* partsOf(`${where}[]`, schema.items);
}

/** A place of a request where a value stands. */
export interface RequestField {
  where: string;
  schema: Schema;
  /** Of a parameter: in what it is sent. */
  parameter?: Parameter;
  /** Of the body: the members that lead to it, `0` for the first of a list. */
  path?: string[];
}

/** All values that a request of the operation may bring. */
export function fieldsOf(document: OpenApiDocument, { operationId, parameters = [], requestBody }: Operation) {
  const fields: RequestField[] = parameters.map((parameter) => ({
    where: `${operationId} ${parameter.name}`,
    schema: parameter.schema,
    parameter,
  }));
  const body = requestBody?.content['application/json'].schema;
  return body ? [...fields, ...bodyFields(document, operationId, body, [])] : fields;
}

function* bodyFields(document: OpenApiDocument, id: string, schema: Schema, path: string[]): Generator<RequestField> {
  const [{ $ref } = schema] = (schema as { allOf?: Schema[] }).allOf ?? [];
  if ($ref) {
    yield* bodyFields(document, id, document.components.schemas[nameIn({ $ref })] as Schema, path);
    return;
  }
  if (schema.type !== 'object') yield { where: `${id} ${path.join('.')}`, schema, path };
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    yield* bodyFields(document, id, member, [...path, name]);
  }
  if (schema.items) yield* bodyFields(document, id, schema.items, [...path, '0']);
}

function requestFaults(document: OpenApiDocument, operation: Operation): string[] {
  return fieldsOf(document, operation).flatMap(({ where, schema, parameter }) => [
    ...(isBounded(where, schema) ? [] : [`${where}: without bounds`]),
    ...(parameter?.name === 'provider' && !schema.enum ? [`${where}: not an enum`] : []),
  ]);
}

function isBounded(
  where: string,
  { type, maxLength, pattern, minimum, maximum, maxItems, ...schema }: Schema,
): boolean {
  if (schema.enum || type === 'boolean') return true;
  // A pattern has both ends, and no part without an end.
  if (type === 'string') return maxLength !== undefined || /^\^.*\{\d+(?:,\d+)?\}\$$/.test(pattern ?? '');
  if (type === 'array') return maxItems !== undefined;
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && minimum !== undefined && (maximum !== undefined || WITHOUT_MAXIMUM.test(where));
}

/** The bodies of refusals: the text is always there, and a code is one of those that there are. */
function errorFaults({ components }: OpenApiDocument, operations: Operation[]): string[] {
  const refusals = operations.flatMap(({ responses }) =>
    Object.entries(responses).flatMap(([status, { content }]) =>
      status >= '400' && content ? bodiesIn(content['application/json'].schema).map(nameIn) : [],
    ),
  );
  return [...new Set(refusals)].flatMap((name) => {
    const { properties = {}, required = [] } = components.schemas[name] as Schema;
    const text = 'message' in properties ? 'message' : 'error';
    return [
      ...(required.includes(text) ? [] : [`${name}.${text}: not required`]),
      ...(properties.code && !properties.code.enum ? [`${name}.code: not an enum`] : []),
    ];
  });
}
