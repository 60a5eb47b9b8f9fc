import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export type FaceName = 'organizations' | 'workspaces' | 'directory';

export interface OpenApiDocument {
  info: { title: string; license?: object };
  components: { schemas: Record<string, Record<string, unknown>>; securitySchemes: object };
  paths: Record<string, Record<string, Record<string, unknown>>>;
  [key: string]: unknown;
}

/** The committed document of a face. */
export function documentOf(face: FaceName): OpenApiDocument {
  return JSON.parse(readFileSync(`openapi/${face}.json`, 'utf8')) as OpenApiDocument;
}

/**
 * What is wrong with a body, by a schema of the face's document; with `closed` also every member that the document
 * does not name.
 */
export function schemaFaults(face: FaceName, schema: string, body: unknown, { closed = true } = {}): string[] {
  return faults(ajvOf(face, closed).getSchema(`#/components/schemas/${schema}`)!, body);
}

/** The same by a schema that stands anywhere in the document. */
export function schemaFaultsOf(face: FaceName, schema: object, value: unknown): string[] {
  return faults(ajvOf(face, true).compile(schema), value);
}

function faults(validate: ValidateFunction, value: unknown): string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

// The committed documents do not change while a spec runs, and compiling their schemas takes long.
const COMPILED = new Map<string, Ajv>();

function ajvOf(face: FaceName, closed: boolean): Ajv {
  const key = `${face} ${closed}`;
  if (!COMPILED.has(key)) COMPILED.set(key, newAjv(face, closed));
  return COMPILED.get(key)!;
}

function newAjv(face: FaceName, closed: boolean): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: true, keywords: ['example'] });
  addFormats.default(ajv);
  const { schemas } = documentOf(face).components;
  for (const [name, given] of Object.entries(schemas)) {
    ajv.addSchema(closed ? { ...given, additionalProperties: false } : given, `#/components/schemas/${name}`);
  }
  return ajv;
}

/** What the examples of a schema's properties make together. */
export function examplesOf(face: FaceName, schema: string): Record<string, unknown> {
  const properties = documentOf(face).components.schemas[schema]!.properties as Record<string, { example?: unknown }>;
  const entries = Object.entries(properties).map(([name, { example }]) => [name, example]);
  return Object.fromEntries(entries.filter(([, example]) => example !== undefined)) as Record<string, unknown>;
}
