import type { Answer } from '../ask.js';
import { documentOf, schemaFaults, type FaceName } from './schema-faults.js';

// On every answer, or Node's own; each other header means something to a client.
const OF_EVERY_ANSWER =
  /^(trackingid|x-content-type-options|cache-control|content-(type|length)|date|connection|keep-alive)$/;

interface DocumentedResponse {
  headers?: object;
  content?: Record<string, { schema: { $ref: string } }>;
}

/** What an answer has that the face's document does not say of the operation: its status, a header, a part of its body. */
export function undocumented(face: FaceName, route: string, method: string, answer: Answer): string[] {
  const operation = documentOf(face).paths[route]![method.toLowerCase()]!;
  const response = (operation.responses as Record<string, DocumentedResponse>)[answer.status];
  if (!response) return [`the status ${answer.status}`];
  const known = Object.keys(response.headers ?? {}).map((name) => name.toLowerCase());
  const headers = Object.keys(answer.headers).filter((name) => !OF_EVERY_ANSWER.test(name) && !known.includes(name));
  return [...headers.map((name) => `the header ${name}`), ...undocumentedBody(face, response, answer)];
}

function undocumentedBody(face: FaceName, { content }: DocumentedResponse, { body, text }: Answer): string[] {
  if (!content) return text === '' ? [] : ['a body'];
  return schemaFaults(face, content['application/json']!.schema.$ref.split('/').at(-1)!, body);
}
