import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { hasAtMost, LONGEST_NAME, LONGEST_NOTES } from '../../phone-numbers/record/text-length.js';
import type { LocationChanges } from '../../phone-numbers/locations/location-settings.service.js';
import { LocationAddressUpdate } from './location-address.dto.js';
import { degreesOf, given, IsClearableText, IsCoordinate } from './location-fields.js';

const LONGEST_ZONE = 64;
const LONGEST_LANGUAGE = 32;
const LATITUDE = 90;
const LONGITUDE = 180;
const CLEARS = 'Null clears it.';
const A_NAME = `a text of 1 to ${LONGEST_NAME} characters`;
const nameFrom = (text: string): string | undefined =>
  hasAtMost(LONGEST_NAME, text) && text.trim() !== '' ? text : undefined;

/** What changes of a location (workspaces contract, 2.7). */
@ApiSchema({ name: 'LocationUpdate', description: 'What is left out stays as it is.' })
export class LocationUpdate {
  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    minLength: 1,
    maxLength: LONGEST_NAME,
    example: 'Head office',
    description: 'Not empty; at most 80 characters where it has calling. Null: as it is.',
  })
  @IsOptional()
  @IsTextFor(nameFrom, A_NAME)
  name?: string | null;

  @IsClearableText(LONGEST_ZONE, `Of the IANA database. ${CLEARS}`)
  timeZone?: string | null;

  @IsClearableText(LONGEST_LANGUAGE, `For example en_us. ${CLEARS}`)
  preferredLanguage?: string | null;

  @IsClearableText(LONGEST_LANGUAGE, `For example en_us. ${CLEARS}`)
  announcementLanguage?: string | null;

  @IsCoordinate(LATITUDE, `Degrees. ${CLEARS}`)
  latitude?: number | string | null;

  @IsCoordinate(LONGITUDE, `Degrees. ${CLEARS}`)
  longitude?: number | string | null;

  @IsClearableText(LONGEST_NOTES, `What there is to know of it. ${CLEARS}`)
  notes?: string | null;

  @ApiProperty({ required: false, nullable: true, type: LocationAddressUpdate, description: 'Null: as it is.' })
  @IsOptional()
  @IsObjectOf(() => LocationAddressUpdate)
  address?: LocationAddressUpdate | null;

  /** In the core's words. */
  static changesOf({ name, latitude, longitude, address, ...texts }: LocationUpdate): LocationChanges {
    const { timeZone, preferredLanguage, announcementLanguage, notes } = texts;
    const clearable = { timeZone, preferredLanguage, announcementLanguage, notes };
    const columns = Object.entries(clearable).map(([field, text]) => [field, text === '' ? null : text]);
    return given({
      name: name ?? undefined,
      ...(Object.fromEntries(columns) as typeof clearable),
      latitude: latitude === null ? null : degreesOf(latitude, LATITUDE),
      longitude: longitude === null ? null : degreesOf(longitude, LONGITUDE),
      ...(address && LocationAddressUpdate.columnsOf(address)),
    });
  }
}

/** A location that is made; it has no calling yet. */
@ApiSchema({ name: 'NewLocation', description: 'A location without calling.' })
export class NewLocation {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: LONGEST_NAME,
    example: 'Head office',
    description: 'Not empty.',
  })
  @IsTextFor(nameFrom, A_NAME)
  name: string;

  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: LONGEST_ZONE,
    example: 'America/Chicago',
    description: 'Of the IANA database.',
  })
  @IsTextFor((text) => (text && hasAtMost(LONGEST_ZONE, text) ? text : undefined), `1 to ${LONGEST_ZONE} characters`)
  timeZone: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: LONGEST_LANGUAGE, example: 'en_us', description: 'Language.' })
  @IsTextFor(
    (text) => (text && hasAtMost(LONGEST_LANGUAGE, text) ? text : undefined),
    `1 to ${LONGEST_LANGUAGE} characters`,
  )
  preferredLanguage: string;

  @IsClearableText(LONGEST_LANGUAGE, 'For example en_us.')
  announcementLanguage?: string | null;

  @IsCoordinate(LATITUDE, 'Degrees')
  latitude?: number | string | null;

  @IsCoordinate(LONGITUDE, 'Degrees')
  longitude?: number | string | null;

  @IsClearableText(LONGEST_NOTES, 'What there is to know of it.')
  notes?: string | null;

  @ApiProperty({ type: LocationAddressUpdate, description: 'Where it is.' })
  @IsObjectOf(() => LocationAddressUpdate)
  address: LocationAddressUpdate;
}

/** Whole bodies for the document. */
const ADDRESS = { address1: '771 Alder Drive', city: 'Milpitas', state: 'CA', postalCode: '95035', country: 'US' };
export const NEW_LOCATION_EXAMPLES = {
  office: {
    summary: 'An office',
    value: { name: 'Head office', timeZone: 'America/Chicago', preferredLanguage: 'en_us', address: ADDRESS },
  },
};
export const LOCATION_UPDATE_EXAMPLES = {
  rename: { summary: 'Rename it, and clear its notes', value: { name: 'Head office', notes: null } },
  move: { summary: 'Give it another address', value: { address: ADDRESS, timeZone: 'America/Los_Angeles' } },
};
