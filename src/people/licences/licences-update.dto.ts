import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsObjectList, IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { licenceId, licenceUuidFrom } from '../../ids/licence-id.js';
import { organizationIdFrom } from '../../ids/organization-id.js';
import { LONGEST_ID, uuidFrom, webexId } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { NamedPerson } from '../../phone-numbers/people/licence-assignment.service.js';
import type { Person } from '../../phone-numbers/people/people.queries.js';
import type { PersonSettings } from '../../phone-numbers/people/person-settings.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../../phone-numbers/record/e164.js';
import { LONGEST_EMAIL } from '../../phone-numbers/record/text-length.js';
import { IsRequiredOr } from '../../webex/alias.decorator.js';
import { EXTENSION, EXTENSION_FORM, extensionFrom } from '../../webex/extension.js';
import { emailFrom } from '../person-body.dto.js';

const ACME = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const PROFESSIONAL = licenceId(ACME, 'c8f4a1b0-6d1e-4f0a-9b57-2f1d0c3e4a5b');
const LEE = webexId('PEOPLE', '7c8a4b0e-2d1f-4e3a-9b5c-6d7e8f90a1b2');

const OPERATIONS = ['add', 'remove'] as const;
const MOST_LICENCES = 100;
const ID = { type: String, maxLength: LONGEST_ID } as const;
const OPTIONAL_ID = { ...ID, required: false, nullable: true } as const;
const personUuidFrom = (text: string) => uuidFrom(text, ['PEOPLE']);

@ApiSchema({ name: 'LicencePropertiesUpdate', description: 'The primary line. Null is as if it were left out.' })
export class LicencePropertiesUpdate {
  @ApiProperty({ ...OPTIONAL_ID, description: 'Left out: the location of the number, or the one of the person.' })
  @IsOptional()
  @IsTextFor(locationUuidFrom, 'the id of a location')
  locationId?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_WRITTEN_NUMBER,
    example: '+12145553567',
    description: 'In E.164; with `locationId` also as it is written in its country. Left out: as it is.',
  })
  @IsOptional()
  @IsTextFor(writtenNumberFrom, 'a phone number')
  phoneNumber?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    ...EXTENSION_FORM,
    example: '1234',
    description: `${EXTENSION}; free in the location. Left out: as it is.`,
  })
  @IsOptional()
  @IsTextFor(extensionFrom, EXTENSION)
  extension?: string | null;
}

@ApiSchema({ name: 'LicenceAssignmentUpdate' })
export class LicenceAssignmentUpdate {
  @ApiProperty({ ...ID, example: PROFESSIONAL, description: 'Id of the licence.' })
  @IsTextFor(licenceUuidFrom, 'the id of a licence')
  id: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...OPERATIONS, null],
    example: 'add',
    description: 'Left out: `add`. With a calling licence that is removed all lines are free.',
  })
  @IsOptional()
  @IsIn(OPERATIONS)
  operation?: (typeof OPERATIONS)[number] | null;

  @ApiProperty({
    required: false,
    type: LicencePropertiesUpdate,
    nullable: true,
    description: 'Of a calling licence, which needs a number or an extension.',
  })
  @IsOptional()
  @IsObjectOf(() => LicencePropertiesUpdate)
  properties?: LicencePropertiesUpdate | null;
}

/** Which licences somebody shall have and which not (workspaces contract, 2.10). */
@ApiSchema({ name: 'LicencesUpdate', description: 'What is to change. Null is as if it were left out.' })
export class LicencesUpdate {
  @ApiProperty({ ...OPTIONAL_ID, description: 'Required, or `email`.' })
  @IsRequiredOr('email')
  @IsTextFor(personUuidFrom, 'the id of a person')
  personId?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_EMAIL,
    example: 'lee.park@acme.example',
    description: 'Of the person, without `personId`.',
  })
  @IsOptional()
  @IsTextFor(emailFrom, 'an e-mail address')
  email?: string | null;

  @ApiProperty({ ...OPTIONAL_ID, description: 'The organization, as `orgId` of the query.' })
  @IsOptional()
  @IsTextFor(organizationIdFrom, 'the id of an organization')
  orgId?: string | null;

  @ApiProperty({
    type: [LicenceAssignmentUpdate],
    minItems: 1,
    maxItems: MOST_LICENCES,
    example: [{ id: PROFESSIONAL, operation: 'remove' }],
    description: 'Carried out together, or not at all.',
  })
  @IsObjectList(MOST_LICENCES, () => LicenceAssignmentUpdate)
  licenses: LicenceAssignmentUpdate[];

  static personOf({ personId, email }: LicencesUpdate): NamedPerson {
    return personId ? { uuid: personUuidFrom(personId)! } : { email: email! };
  }

  /** In the core's words; every text has been accepted by now. */
  static settingsOf({ licenses }: LicencesUpdate): PersonSettings {
    const at = licenses.findIndex(({ operation, properties }) => operation !== 'remove' && properties);
    const { locationId, phoneNumber, extension } = licenses[at]?.properties ?? {};
    const idsOf = (removes: boolean) =>
      licenses.filter(({ operation }) => (operation === 'remove') === removes).map(({ id }) => licenceUuidFrom(id)!);
    const place = `licenses.${at}.properties`;
    return {
      licences: { place: 'licenses', added: idsOf(false), removed: idsOf(true) },
      location: locationId ? { place: `${place}.locationId`, uuid: locationUuidFrom(locationId)! } : undefined,
      primary:
        phoneNumber == null && extension == null
          ? undefined
          : { place, number: phoneNumber ?? undefined, extension: extension ?? undefined },
    };
  }
}

@ApiSchema({ name: 'LicensedPerson', description: 'The licences that the person has now.' })
export class LicensedPerson {
  @ApiProperty({ type: String, example: webexId('ORGANIZATION', ACME), description: 'Id of the organization.' })
  orgId: string;

  @ApiProperty({ type: String, example: LEE, description: 'Id of the person.' })
  personId: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'lee.park@acme.example',
    description: 'Left out where it is not known.',
  })
  email?: string;

  @ApiProperty({ type: [String], example: [PROFESSIONAL], description: 'Ids of the licences.' })
  licenses: string[];

  static from({ uuid, organizationUuid, email, licences }: Person): LicensedPerson {
    return {
      orgId: webexId('ORGANIZATION', organizationUuid),
      personId: webexId('PEOPLE', uuid),
      email: email ?? undefined,
      licenses: licences.map((licence) => licenceId(organizationUuid, licence)),
    };
  }
}

/** Whole bodies for the document. */
export const LICENCES_EXAMPLES = {
  calling: {
    summary: 'Give a calling licence, with a number and an extension',
    value: {
      personId: LEE,
      licenses: [
        { id: PROFESSIONAL, operation: 'add', properties: { phoneNumber: '+12145553567', extension: '1234' } },
      ],
    },
  },
  remove: {
    summary: 'Take it, and the lines with it',
    value: { email: 'lee.park@acme.example', licenses: [{ id: PROFESSIONAL, operation: 'remove' }] },
  },
};

/** A whole answer for the document. */
export const LICENSED_EXAMPLE = {
  orgId: webexId('ORGANIZATION', ACME),
  personId: LEE,
  email: 'lee.park@acme.example',
  licenses: [PROFESSIONAL],
};
