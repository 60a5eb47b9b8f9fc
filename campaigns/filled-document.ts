import { readFileSync } from 'node:fs';
import { FREIGHT, FRONT_DESK_IN_SEATTLE, LOGISTIK } from '../src/examples/ternfield.js';
import { webexId } from '../src/ids/webex-id.js';
import type { RecordDatabase } from '../test/record-database.js';
import type { Prepared } from './prepared-record.js';

// The committed documents with ids of the demo in them: of random texts none is an id, and no write would ever succeed.

/** By the name of a parameter or of a field of a request: what it may be. */
export type KnownValues = Record<string, readonly string[]>;

/** Nobody's: who gets one takes it into the inventory. */
const NEW_NUMBERS = Array.from({ length: 20 }, (_, i) => `+4930231289${10 + i}`);

const ALIASES = ['external', 'enableDistinctiveRingPattern'];
/** Of a change of a workspace's numbers: without it nothing is named, and an alternate number is never primary. */
const NAMED_BY = 'directNumber';
const NEVER_SO = 'primary';

type Node = Record<string, unknown>;

/** `face`: whose document is filled; each takes numbers of its own customers. */
export async function valuesOfDemo(face: string, { query }: Pick<RecordDatabase, 'query'>): Promise<KnownValues> {
  const texts = async (sql: string, ...parameters: unknown[]): Promise<string[]> =>
    (await query<{ text: string }>(sql, parameters)).map(({ text }) => text);
  const users = await texts(
    `SELECT object_id AS text FROM users WHERE organization_id IN (SELECT id FROM organizations WHERE object_id = $1)
      ORDER BY 1 LIMIT 30`,
    LOGISTIK,
  );
  const places = await query<{ workspace: string; location: string }>(
    `SELECT w.id::text AS workspace, w.location_id::text AS location FROM workspaces w
      WHERE w.location_id = (SELECT location_id FROM workspaces WHERE id = $1) AND w.removed_at IS NULL
        AND w.calling_licence IS DISTINCT FROM 'common_area' AND w.calling_type = 'webexCalling' ORDER BY 1 LIMIT 30`,
    [FRONT_DESK_IN_SEATTLE],
  );
  const free = await texts(
    `SELECT e164 AS text FROM phone_numbers n JOIN organizations o ON o.id = n.organization_id
      WHERE o.object_id = $1 AND NOT n.is_held ORDER BY 1 LIMIT 10`,
    LOGISTIK,
  );
  const ofLocation = await texts(
    'SELECT e164 AS text FROM phone_numbers WHERE location_id = $1 ORDER BY is_held, 1 LIMIT 20',
    places[0]?.location,
  );
  const locationIds = places.slice(0, 1).map(({ location }) => webexId('LOCATION', location));
  return {
    organizationId: [LOGISTIK],
    ...{ targetUserId: users, replaces: users, provider: ['twilio', 'sinch', 'textgrid'] },
    workspaceId: places.map(({ workspace }) => webexId('PLACE', workspace)),
    orgId: [webexId('ORGANIZATION', FREIGHT.uuid)],
    ...{ locationId: locationIds, workspaceLocationId: locationIds },
    number: [...free, ...ofLocation],
    phoneNumber: face === 'organizations' ? [...free, ...NEW_NUMBERS] : ofLocation,
    directNumber: ofLocation,
    extension: ['4710', '4711', '4712', '4713'],
  };
}

/** The document of a face in which parameters and fields of requests are one of the known values, and every other body is a valid one. */
export function filledDocument(
  face: string,
  { known, apart, bodies }: Prepared,
): { document: Node; operations: string[] } {
  const document = JSON.parse(readFileSync(`openapi/${face}.json`, 'utf8')) as Node;
  const paths = document.paths as Record<string, Record<string, Node>>;
  const schemas = (document.components as { schemas: Record<string, Node> }).schemas;
  const requested = new Set<string>();
  const operations: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      operations.push(`${method.toUpperCase()} ${path}`);
      const parameters = (operation.parameters ?? []) as { name: string; schema: Node }[];
      const own = apart[`${method.toUpperCase()} ${path}`];
      for (const { name, schema } of parameters) fill(schema, own?.[name] ?? known[name]);
      collect(operation.requestBody, schemas, requested);
      offer(operation.requestBody, bodies[`${method.toUpperCase()} ${path}`]);
    }
  }
  for (const name of requested) {
    const properties = (schemas[name]!.properties ?? {}) as Record<string, Node>;
    // Two names of one field have to say the same, which generated texts never do.
    for (const alias of ALIASES) delete properties[alias];
    if (NAMED_BY in properties) {
      delete properties[NEVER_SO];
      schemas[name]!.required = [...((schemas[name]!.required ?? []) as string[]), NAMED_BY];
      properties[NAMED_BY] = { type: 'string' };
    }
    for (const [field, schema] of Object.entries(properties)) {
      fill(schema, known[field]);
      // All of a list are carried out or none, and of several random ones one is always wrong.
      if (schema.type === 'array') schema.maxItems = 1;
    }
  }
  return { document, operations };
}

/** Beside what the schema allows, since a body of several fields is hardly ever valid by chance. */
function offer(requestBody: unknown, bodies: readonly object[] | undefined): void {
  if (!bodies?.length) return;
  const content = (requestBody as { content: Record<string, Node> }).content['application/json']!;
  content.schema = { anyOf: [content.schema, { enum: bodies }] };
}

function fill(schema: Node, values: readonly string[] | undefined): void {
  if (values?.length && schema.type === 'string') schema.enum = schema.nullable ? [...values, null] : values;
}

/** The names of the schemas that a request is made of. */
function collect(node: unknown, schemas: Record<string, Node>, into: Set<string>): void {
  for (const [, name] of JSON.stringify(node ?? {}).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    if (into.has(name!)) continue;
    into.add(name!);
    collect(schemas[name!], schemas, into);
  }
}
