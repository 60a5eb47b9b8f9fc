import type { PipeTransform } from '@nestjs/common';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { licenceUuidFrom } from '../ids/licence-id.js';
import { organizationIdFrom } from '../ids/organization-id.js';
import { ID_FORM, uuidFrom } from '../ids/webex-id.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';

// What a path names, in any spelling of its id: the pipe gives the UUID, lower case (of an organization either of its ids),
// or throws InvalidParameter.
// 400, not 404: syntax is checked before the organization, and that before the object (frame, section 2).

export const workspaceIdPipe = idPipe('workspaceId', 'a workspace', (text) => uuidFrom(text, ['PLACE']));
export const personIdPipe = idPipe('personId', 'a person', (text) => uuidFrom(text, ['PEOPLE']));
export const locationIdPipe = idPipe('locationId', 'a location', locationUuidFrom);
export const licenceIdPipe = idPipe('licenseId', 'a licence', licenceUuidFrom);
export const organizationIdPipe = idPipe('orgId', 'an organization', organizationIdFrom);

function idPipe<Id>(name: string, what: string, read: (text: string) => Id | undefined): PipeTransform<string, Id> {
  return {
    transform(text) {
      const id = read(text);
      if (!id) throw new InvalidParameter(name, `the id of ${what}`);
      return id;
    },
  };
}

// The parameters, for the document.

export const WORKSPACE_ID = idParameter('workspaceId', 'workspace');
export const PERSON_ID = idParameter('personId', 'person');
export const LOCATION_ID = idParameter('locationId', 'location');
export const LICENCE_ID = idParameter('licenseId', 'licence');
export const ORGANIZATION_ID = idParameter('orgId', 'organization');

function idParameter(name: string, what: string) {
  const schema = { type: 'string', ...ID_FORM } as const;
  return { name, schema, description: `Id of the ${what}, as base64 or as its bare UUID.` };
}
