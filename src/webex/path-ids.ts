import type { PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { licenceUuidFrom } from '../ids/licence-id.js';
import { ID_FORM, uuidFrom } from '../ids/webex-id.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';

// What a path names, in any spelling of its id: the pipe gives the UUID, lower case, or throws InvalidParameter.
// 400, not 404: syntax is checked before the organization, and that before the object (frame, section 2).

export const workspaceIdPipe = idPipe('workspaceId', 'a workspace', (text) => uuidFrom(text, ['PLACE']));
export const personIdPipe = idPipe('personId', 'a person', (text) => uuidFrom(text, ['PEOPLE']));
export const locationIdPipe = idPipe('locationId', 'a location', locationUuidFrom);
export const licenceIdPipe = idPipe('licenseId', 'a licence', licenceUuidFrom);

function idPipe(name: string, what: string, read: (text: string) => string | undefined): PipeTransform<string, string> {
  return {
    transform(text) {
      const uuid = read(text);
      if (!uuid) throw new InvalidParameter(name, `the id of ${what}`);
      return uuid;
    },
  };
}

// The parameters, for the document.

export const WORKSPACE_ID = idParameter('workspaceId', 'workspace');
export const PERSON_ID = idParameter('personId', 'person');
export const LOCATION_ID = idParameter('locationId', 'location');
export const LICENCE_ID = idParameter('licenseId', 'licence');

function idParameter(name: string, what: string) {
  const schema = { type: 'string', ...ID_FORM } as const;
  return { name, schema, description: `Id of the ${what}, as base64 or as its bare UUID.` };
}
