import type { OpenAPIObject } from '@nestjs/swagger';
import {
  incompleteRequest,
  malformedHost,
  noSingleHost,
  unsupportedExpectation,
  unsupportedTransferCoding,
} from '../http/refused-request.js';

/** What no operation is reached by, so that none has an example of it; its body is the face's all the same. */
const OF_CONNECTIONS = [
  noSingleHost(),
  malformedHost(),
  unsupportedExpectation(),
  incompleteRequest(),
  unsupportedTransferCoding(),
].map(({ code }) => code);

interface ErrorSchema {
  properties: { code: { enum?: string[] } };
  required?: string[];
}
type Media = { schema: { $ref: string }; examples?: Record<string, { value: { code?: string } }> };

/** Says in a face's error body which codes it has, by the examples of its refusals. */
export function documentCodes({ paths, components }: OpenAPIObject): void {
  const found = new Map<string, Set<string>>();
  for (const { schema, examples = {} } of mediaOf(paths)) {
    const codes = Object.values(examples).flatMap(({ value: { code } }) => code ?? []);
    if (!codes.length) continue;
    const name = schema.$ref.split('/').at(-1)!;
    found.set(name, new Set([...(found.get(name) ?? []), ...codes]));
  }
  for (const [name, codes] of found) {
    const { properties, required = [] } = components!.schemas![name] as ErrorSchema;
    // A body that has a code on every refusal has it on those as well.
    const others = required.includes('code') ? OF_CONNECTIONS : [];
    properties.code.enum = [...codes, ...others].sort();
  }
}

function mediaOf(paths: OpenAPIObject['paths']): Media[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item)) as {
    responses: Record<string, { content?: Record<string, Media> }>;
  }[];
  return operations
    .flatMap(({ responses }) => Object.values(responses))
    .flatMap(({ content }) => Object.values(content ?? {}));
}
