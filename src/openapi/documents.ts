import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { FailureAnswers } from '../http/failure-answers.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { documentRefusals } from './documented-refusals.js';

/** What a face's document says about itself. */
interface DocumentedFace {
  module: Type;
  title: string;
  description: string;
  /** Whether its document says that every object may have more members than it names. */
  isOpen: boolean;
}

const FACES = {
  organizations: {
    module: OrganizationsModule,
    title: 'Linebook: numbers of organizations, compatible with the Tether API',
    description: "Who holds which number at which provider, in the dialect of a CRM's API.",
    isOpen: true,
  },
  workspaces: {
    module: WorkspacesModule,
    title: 'Linebook: numbers of workspaces, compatible with the Webex Calling API',
    description: 'The numbers and extensions of workspaces, in the dialect of Webex Calling.',
    isOpen: false,
  },
  directory: {
    module: DirectoryModule,
    title: 'Linebook: directory and history of phone numbers',
    description: 'Whose a number is, who has it, and who had it when: what neither vendor’s API tells.',
    isOpen: false,
  },
} satisfies Record<string, DocumentedFace>;

export type FaceName = keyof typeof FACES;
export const FACE_NAMES = Object.keys(FACES) as FaceName[];

/** The OpenAPI document of each face, with exactly the routes of its own module, and all keys in order. */
export function faceDocuments(app: INestApplication): Record<FaceName, OpenAPIObject> {
  const documents = FACE_NAMES.map((name) => [name, faceDocument(app, FACES[name])]);
  return Object.fromEntries(documents) as Record<FaceName, OpenAPIObject>;
}

function faceDocument(app: INestApplication, { module, title, description, isOpen }: DocumentedFace): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle(title)
    .setDescription(description)
    .setVersion('1.0.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'The server that this document comes from')
    .addServer('http://localhost:2212', 'A server on this machine')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearerAuth')
    .build();
  const document = SwaggerModule.createDocument(app, about, { include: [module] });
  const { bodyLimitBytes } = app.get<Settings>(SETTINGS);
  documentRefusals(document, { answers: app.get(FailureAnswers), bodyLimitBytes });
  // Open to everybody by default, as the vendor's document has it: every route says itself what it needs.
  return inOrder({ ...document, security: [], components: isOpen ? open(document.components) : document.components });
}

function open(components: OpenAPIObject['components']): OpenAPIObject['components'] {
  const schemas = Object.entries(components?.schemas ?? {});
  return {
    ...components,
    schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, { ...schema, additionalProperties: true }])),
  };
}

/**
 * The same value with the keys of every object sorted, so that a document changes only where the API does. Examples are
 * as they were written: pages show the first one.
 */
function inOrder<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inOrder) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, member]) => [key, /^examples?$/.test(key) ? member : inOrder(member)]),
  ) as T;
}
