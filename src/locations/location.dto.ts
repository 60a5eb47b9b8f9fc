import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../ids/webex-id.js';
import { workspaceLocationId } from '../ids/workspace-location-id.js';
import type { ListedLocation } from '../phone-numbers/locations/listed-locations.queries.js';

const KNOWN = 'Left out where it is not known.';
const text = (example: string, description = KNOWN) =>
  ApiProperty({ required: false, type: String, example, description });

@ApiSchema({ name: 'LocationAddress', description: 'What is known of the address.' })
export class LocationAddress {
  @text('100 Main Street') address1?: string;
  @text('Floor 2') address2?: string;
  @text('Richardson') city?: string;
  @text('TX') state?: string;
  @text('75080') postalCode?: string;
  @text('US', 'ISO 3166-1; left out where it is not known.') country?: string;
}

/** A location; list and detail say the same of it. */
@ApiSchema({ name: 'Location', description: 'A site of an organization.' })
export class Location {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of the location.',
  })
  id: string;

  @text('MainOffice') name?: string;

  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
    description: 'Id of its organization.',
  })
  orgId: string;

  @ApiProperty({ type: LocationAddress })
  address: LocationAddress;

  @text('America/Chicago') timeZone?: string;
  @text('en_us') preferredLanguage?: string;
  @text('en_us') announcementLanguage?: string;

  @ApiProperty({ required: false, type: Number, example: 32.9483, description: `Degrees. ${KNOWN}` })
  latitude?: number;

  @ApiProperty({ required: false, type: Number, example: -96.7299, description: `Degrees. ${KNOWN}` })
  longitude?: number;

  @text('Beside the station') notes?: string;

  static from(location: ListedLocation): Location {
    return {
      id: webexId('LOCATION', location.id),
      name: location.name ?? undefined,
      orgId: webexId('ORGANIZATION', location.organizationUuid),
      address: {
        address1: location.address1 ?? undefined,
        address2: location.address2 ?? undefined,
        city: location.city ?? undefined,
        state: location.state ?? undefined,
        postalCode: location.postalCode ?? undefined,
        country: location.country ?? undefined,
      },
      timeZone: location.timeZone ?? undefined,
      preferredLanguage: location.preferredLanguage ?? undefined,
      announcementLanguage: location.announcementLanguage ?? undefined,
      latitude: location.latitude ?? undefined,
      longitude: location.longitude ?? undefined,
      notes: location.notes ?? undefined,
    };
  }
}

@ApiSchema({ name: 'LocationList' })
export class LocationList {
  @ApiProperty({ type: [Location], description: 'The page; empty where there is no such location.' })
  items: Location[];
}

@ApiSchema({ name: 'FloorList' })
export class FloorList {
  @ApiProperty({
    type: 'array',
    items: { type: 'object' },
    maxItems: 0,
    example: [],
    description: 'Empty: the record keeps no floors.',
  })
  items: never[];
}

/** The same location in the words of the older API of workspaces, whose texts are empty where they are not known. */
@ApiSchema({ name: 'WorkspaceLocation' })
export class WorkspaceLocation {
  @ApiProperty({
    type: String,
    example:
      'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E0NWQ2Y2RhLWFlNWEtNDBjMy1hN2FkLTU2NTBmZGRkZDUzYyNhODI4OTcyMi0xYjgwLTQxYjctOTY3OC0wZTc3YWU4YzEwOTg',
    description: 'The older id of the location.',
  })
  id: string;

  @ApiProperty({ type: String, example: 'MainOffice', description: 'Empty where it is not known.' })
  displayName: string;

  @ApiProperty({
    type: String,
    example: '100 Main Street, Richardson, TX 75080',
    description: 'As far as it is known.',
  })
  address: string;

  @ApiProperty({ type: String, example: 'US', description: 'Empty where it is not known.' })
  countryCode: string;

  @ApiProperty({ type: String, example: 'Richardson', description: 'Empty where it is not known.' })
  cityName: string;

  static from(location: ListedLocation): WorkspaceLocation {
    const { id, organizationUuid, name, address1, address2, city, state, postalCode, country } = location;
    const area = [state, postalCode].filter(Boolean).join(' ');
    return {
      id: workspaceLocationId(organizationUuid, id),
      displayName: name ?? '',
      address: [address1, address2, city, area].filter(Boolean).join(', '),
      countryCode: country ?? '',
      cityName: city ?? '',
    };
  }
}

@ApiSchema({ name: 'WorkspaceLocationList' })
export class WorkspaceLocationList {
  @ApiProperty({ type: [WorkspaceLocation], description: 'The page; empty where there is no such location.' })
  items: WorkspaceLocation[];
}

/** For whole answers of the document. */
export const KNOWN_LOCATION: ListedLocation = {
  id: 'a8289722-1b80-41b7-9678-0e77ae8c1098',
  organizationUuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  name: 'MainOffice',
  country: 'US',
  routingPrefix: '8',
  mainNumber: '+12145551000',
  address1: '100 Main Street',
  address2: null,
  city: 'Richardson',
  state: 'TX',
  postalCode: '75080',
  timeZone: 'America/Chicago',
  preferredLanguage: 'en_us',
  announcementLanguage: 'en_us',
  latitude: null,
  longitude: null,
  notes: null,
  isCallingEnabled: true,
  callerName: 'Acme',
  externalCallerName: 'Acme Main Office',
  outsideDialDigit: '9',
  enforcesOutsideDialDigit: false,
  pstnConnection: 'LOCAL_GATEWAY',
  pstnRouteType: 'TRUNK',
  pstnRouteId: '842938d5-9273-4bc6-aa3a-056772db3165',
  createdAt: new Date('2026-11-24T20:14:31.512Z'),
};
