import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { FailureAnswers } from '../http/failure-answers.js';
import { RELEASE } from '../settings/release.js';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { AccountModule } from '../account/account.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { ORGANIZATION_ERROR_EXAMPLE } from '../organizations/organization-error.body.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import {
  ASSIGNMENT_EXAMPLE,
  ASSIGNMENTS_EXAMPLE,
} from '../organizations/phone-numbers/organization-phone-numbers.dto.js';
import { PeopleModule } from '../people/people.module.js';
import { LocationsModule } from '../locations/locations.module.js';
import { TelephonyModule } from '../telephony/telephony.module.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { documentCodes } from './documented-codes.js';
import { documentRefusals } from './documented-refusals.js';
import { INTRODUCTIONS } from './introductions.js';

/** What a face's document says about itself. */
interface DocumentedFace {
  modules: readonly Type[];
  title: string;
  /** The tags of its operations, and what they are about. */
  tags: readonly (readonly [name: string, description: string])[];
  /**
   * The schemas that are the vendor's own, each with its example. They say that an object may have more members than it
   * names; no other does, because generators make a map of such an object, and forget what it names.
   */
  seed?: Record<string, object>;
}

const FACES = {
  organizations: {
    modules: [OrganizationsModule],
    title: 'Linebook: numbers of organizations, compatible with the Tether API',
    tags: [['Organizations', 'Organizations, their users, and the phone numbers of these at their providers']],
    seed: {
      OrgPhoneNumberAssignment: ASSIGNMENT_EXAMPLE,
      OrgPhoneNumberAssignmentsResponse: ASSIGNMENTS_EXAMPLE,
      OrganizationErrorResponse: ORGANIZATION_ERROR_EXAMPLE,
    },
  },
  workspaces: {
    modules: [WorkspacesModule, PeopleModule, LocationsModule, TelephonyModule, AccountModule],
    title: 'Linebook: numbers, workspaces, people and locations, compatible with the Webex Calling API',
    tags: [
      ['Workspaces', 'Rooms and desks with a phone: their numbers, extensions, name, location and licence'],
      ['People', 'Who is in an organization, and the numbers and extensions that they have'],
      ['Locations', 'The sites of an organization: name and address, routing prefix, main number, PSTN connection'],
      [
        'Numbers',
        'The inventory of an organization: list it, add and remove numbers, find free ones, check before a write',
      ],
      ['Organizations', 'The organizations that a caller may act on'],
      ['Licenses', 'What an organization has bought, who uses it, and who gets it'],
      ['Empty lists', 'What the record does not keep, and clients of the vendor ask for: always empty'],
    ],
  },
  directory: {
    modules: [DirectoryModule],
    title: 'Linebook: directory, history and inventory of phone numbers',
    tags: [['Directory', 'Who has a phone number, who had it when, and in whose inventory it is']],
  },
} satisfies Record<string, DocumentedFace>;
const TOKEN = 'The access token alone, without the word Bearer. Which role and scopes it needs, each operation says.';

type Parameter = Record<'in' | 'name', string>;

export type FaceName = keyof typeof FACES;
export const FACE_NAMES = Object.keys(FACES) as FaceName[];
/** The modules of all faces. */
export const FACE_MODULES = Object.values(FACES).flatMap(({ modules }) => modules);

/** The OpenAPI document of each face, with exactly the routes of its own modules, and all keys in order. */
export function faceDocuments(app: INestApplication): Record<FaceName, OpenAPIObject> {
  const documents = FACE_NAMES.map((name) => [name, faceDocument(app, name)]);
  return Object.fromEntries(documents) as Record<FaceName, OpenAPIObject>;
}

function faceDocument(app: INestApplication, name: FaceName): OpenAPIObject {
  const { modules, title, tags, seed = {} }: DocumentedFace = FACES[name];
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.0.3')
    .setTitle(title)
    .setDescription(INTRODUCTIONS[name])
    .setVersion(RELEASE)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'The server that this document comes from')
    .addServer('http://localhost:2212', 'A server on this machine')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: TOKEN }, 'bearerAuth');
  for (const tag of tags) about.addTag(...tag);
  const document = SwaggerModule.createDocument(app, about.build(), { include: [...modules] });
  const { bodyLimitBytes } = app.get<Settings>(SETTINGS);
  sortParameters(document);
  documentRefusals(document, { answers: app.get(FailureAnswers), bodyLimitBytes });
  documentCodes(document);
  asInSeed(document, seed);
  // Open to everybody by default, as the vendor's document has it: every route says itself what it needs.
  // Without the empty contact that the builder leaves.
  return inOrder({ ...document, info: { ...document.info, contact: undefined }, security: [] });
}

/** The path's first, as they stand in it, because some generators make them arguments in this order. */
function sortParameters({ paths }: OpenAPIObject): void {
  for (const [path, item] of Object.entries(paths)) {
    const place = ({ in: where, name }: Parameter): number =>
      where === 'path' ? path.indexOf(`{${name}}`) : path.length + ['query', 'header'].indexOf(where);
    const operations = Object.values(item) as { parameters?: Parameter[] }[];
    for (const { parameters } of operations) parameters?.sort((a, b) => place(a) - place(b));
  }
}

function asInSeed({ components }: OpenAPIObject, seed: Record<string, object>): void {
  for (const [name, example] of Object.entries(seed)) {
    Object.assign(components!.schemas![name]!, { additionalProperties: true, example });
  }
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
