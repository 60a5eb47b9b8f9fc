import type { OpenAPIObject } from '@nestjs/swagger';
import { ACCESS_EXTENSION, type Way } from '../auth/access.decorators.js';
import type { FailureAnswers, FailureText } from '../http/failure-answers.js';
import { refusalOf } from '../http/refusal.js';
import { DIRECTORY_REFUSALS } from './refusals/directory.js';
import { edgeRefusals } from './refusals/edge.js';
import { LOCATION_REFUSALS } from './refusals/locations.js';
import { LOCATION_NUMBER_REFUSALS } from './refusals/location-numbers.js';
import { INVENTORY_REFUSALS } from './refusals/inventory.js';
import { ORGANIZATION_REFUSALS } from './refusals/organizations.js';
import { PEOPLE_REFUSALS } from './refusals/people.js';
import { PEOPLE_AND_ACCOUNT_REFUSALS } from './refusals/people-and-account.js';
import { WORKSPACE_REFUSALS } from './refusals/workspaces.js';

const OWN_REFUSALS = {
  ...ORGANIZATION_REFUSALS,
  ...WORKSPACE_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...LOCATION_NUMBER_REFUSALS,
  ...LOCATION_REFUSALS,
  ...INVENTORY_REFUSALS,
  ...PEOPLE_AND_ACCOUNT_REFUSALS,
  ...DIRECTORY_REFUSALS,
};
const TRACKING_ID = 'ROUTER_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Header = { description: string; schema: { type: 'string' | 'integer' } };
type Response = {
  content: Record<string, { examples?: Record<string, object> }>;
  headers?: Record<string, Header>;
};

const text = (description: string): Header => ({ description, schema: { type: 'string' } });

/** The headers that a refusal may bring, beside those of every answer. */
const HEADERS: Record<string, [name: string, documented: Header]> = {
  'www-authenticate': ['WWW-Authenticate', text('The scheme Bearer, and what is wrong with the token')],
  allow: ['Allow', text('The methods of this path; empty where the object itself does not support the method')],
  accept: ['Accept', text('The media type that is read')],
  'cisco-spark-error-codes': [
    'cisco-spark-error-codes',
    text("The vendor's code, of a body that cannot be read (25024) and of a number that is not there (4251)"),
  ],
  'retry-after': [
    'Retry-After',
    { description: 'Seconds after which trying again makes sense', schema: { type: 'integer' } },
  ],
};
const OF_EVERY_ANSWER = ['trackingid', 'x-content-type-options', 'cache-control', 'content-type'];

/** Which refusals are told how: what the edge of the running service knows. */
export interface Refusing {
  answers: FailureAnswers;
  bodyLimitBytes: number;
}

/**
 * Gives every failure of every operation its examples, named by their codes, and its headers: what the service itself
 * answers. Throws where an operation answers a status that it does not document.
 */
export function documentRefusals({ paths }: Pick<OpenAPIObject, 'paths'>, refusing: Refusing): void {
  for (const [path, item] of Object.entries(paths)) {
    const methods = Object.keys(item);
    for (const method of methods) {
      const operation = item[method as 'get']!;
      for (const error of refusalsOf(operation, methods, refusing)) {
        const refusal = refusalOf(error, { bodyLimitBytes: refusing.bodyLimitBytes, arrivedWhole: true });
        const route = path.replace(/\{(\w+)\}/g, ':$1');
        const where = { trackingId: TRACKING_ID, method: method.toUpperCase(), path, route };
        addExample(operation, refusal, refusing.answers.answerTo(refusal, where));
      }
    }
  }
}

function refusalsOf(operation: Operation, methods: string[], { bodyLimitBytes }: Refusing): unknown[] {
  const ways = (operation as unknown as Record<string, Way[]>)[ACCESS_EXTENSION]!;
  const allow = [...methods, ...(methods.includes('get') ? ['head'] : []), 'options'].sort().join(', ').toUpperCase();
  const own = OWN_REFUSALS[operation.operationId!] ?? [];
  return [...own, ...edgeRefusals({ allow, way: ways.at(-1)!, bodyLimitBytes })];
}

function addExample(operation: Operation, { code, message }: { code: string; message: string }, answer: FailureText) {
  const response = operation.responses[answer.status] as Response | undefined;
  if (!response) throw new Error(`${operation.operationId} does not document ${answer.status} (${code})`);
  const media = response.content['application/json']!;
  const name = freeName(code, (media.examples ??= {}));
  media.examples[name] = { summary: message, value: JSON.parse(answer.body) as unknown };
  for (const header of Object.keys(answer.headers)) {
    if (OF_EVERY_ANSWER.includes(header)) continue;
    if (!HEADERS[header]) throw new Error(`The header ${header} of a refusal is not documented`);
    const [title, documented] = HEADERS[header];
    response.headers = { ...response.headers, [title]: documented };
  }
}

/** A code may stand for several situations of one status. */
function freeName(code: string, taken: object): string {
  const names = Array.from({ length: Object.keys(taken).length + 1 }, (_, i) => (i ? `${code}_${i + 1}` : code));
  return names.find((name) => !(name in taken))!;
}
