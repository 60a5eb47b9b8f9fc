import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { FoundNumber } from '../../phone-numbers/lookup/lookup.service.js';
import { CHANGE_EXAMPLE, LOCATION_ID, ORGANIZATION_ID, PhoneNumberHolder, WORKSPACE_ID } from './holder.dto.js';

@ApiSchema({ name: 'PhoneNumberOrganization' })
export class PhoneNumberOrganization {
  @ApiProperty({
    type: String,
    example: ORGANIZATION_ID,
    description: 'Its id on the workspaces face.',
  })
  id: string;

  @ApiProperty({ type: String, example: '5f7b1c2e8a1d4e0012c3b400', description: 'Its id on the organizations face.' })
  objectId: string;

  @ApiProperty({ type: String, required: false, example: 'Acme', description: 'Absent: not known.' })
  name?: string;

  static from({ uuid, objectId, name }: NonNullable<FoundNumber['organization']>): PhoneNumberOrganization {
    return { id: webexId('ORGANIZATION', uuid), objectId, name: name ?? undefined };
  }
}

@ApiSchema({ name: 'PhoneNumberLocation' })
export class PhoneNumberLocation {
  @ApiProperty({ type: String, example: LOCATION_ID, description: 'Its id on the workspaces face.' })
  id: string;

  @ApiProperty({ type: String, required: false, example: 'MainOffice', description: 'Absent: not known.' })
  name?: string;

  static from({ uuid, name }: NonNullable<FoundNumber['location']>): PhoneNumberLocation {
    return { id: webexId('LOCATION', uuid), name: name ?? undefined };
  }
}

/** What is known of a number, as far as the caller may see it. */
@ApiSchema({ name: 'PhoneNumber', description: 'What is known of the number, as far as the caller may see it.' })
export class FoundPhoneNumber {
  @ApiProperty({ type: String, example: '+12055550001', description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({
    type: PhoneNumberOrganization,
    required: false,
    description: 'Whose number it is. Absent: nobody’s, or out of the caller’s reach.',
  })
  organization?: PhoneNumberOrganization;

  @ApiProperty({ type: PhoneNumberLocation, required: false, description: 'Where in the organization it belongs.' })
  location?: PhoneNumberLocation;

  @ApiProperty({
    enum: ['ACTIVE', 'INACTIVE'],
    required: false,
    example: 'ACTIVE',
    description: 'Whether the number is in service, held or not. Absent: out of the caller’s reach.',
  })
  state?: 'ACTIVE' | 'INACTIVE';

  @ApiProperty({
    type: [PhoneNumberHolder],
    description: 'Who has it now: whoever receives its calls first, then those who show it as caller id only.',
  })
  holders: PhoneNumberHolder[];

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    example: '2026-03-01T08:30:00.000Z',
    description: 'When a holder last ceased to have it, as far as the caller sees. Absent: never.',
  })
  lastReleasedAt?: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    example: '2026-03-31T08:30:00.000Z',
    description:
      'Until then the number rests: only its last holder may have it (the others are answered 423), and it is not free. ' +
      'Absent: it does not rest.',
  })
  restsUntil?: string;

  static from({
    number,
    organization,
    location,
    state,
    holders,
    lastReleasedAt,
    restsUntil,
  }: FoundNumber): FoundPhoneNumber {
    return {
      phoneNumber: number,
      organization: organization && PhoneNumberOrganization.from(organization),
      location: location && PhoneNumberLocation.from(location),
      state,
      holders: holders.map((holding) => PhoneNumberHolder.from(holding)),
      lastReleasedAt: lastReleasedAt?.toISOString(),
      restsUntil: restsUntil?.toISOString(),
    };
  }
}

const OF_ACME = { id: ORGANIZATION_ID, objectId: '5f7b1c2e8a1d4e0012c3b400', name: 'Acme' };

/** Whole answers for the document. */
export const FOUND_EXAMPLES = {
  of_a_user: {
    summary: 'A user has it, at a provider',
    value: {
      phoneNumber: '+14165550102',
      organization: OF_ACME,
      state: 'ACTIVE',
      holders: [
        {
          userId: '5f7b1c2e8a1d4e0012c3b4a6',
          name: 'Sam Patel',
          organizationId: ORGANIZATION_ID,
          provider: 'twilio',
          isInboundEnabled: true,
          since: CHANGE_EXAMPLE.at,
          openedBy: CHANGE_EXAMPLE,
        },
      ],
    },
  },
  of_a_workspace: {
    summary: 'A workspace has it, as its primary line',
    value: {
      phoneNumber: '+12055550001',
      organization: OF_ACME,
      location: { id: LOCATION_ID, name: 'MainOffice' },
      state: 'ACTIVE',
      holders: [
        {
          workspaceId: WORKSPACE_ID,
          name: 'Lobby',
          organizationId: ORGANIZATION_ID,
          locationId: LOCATION_ID,
          line: 'primary',
          extension: '12211',
          isInboundEnabled: true,
          since: CHANGE_EXAMPLE.at,
          openedBy: CHANGE_EXAMPLE,
        },
      ],
      lastReleasedAt: '2026-03-01T08:30:00.000Z',
    },
  },
  resting: {
    summary: 'Nobody has it, and it rests',
    value: {
      phoneNumber: '+14165550103',
      organization: OF_ACME,
      state: 'ACTIVE',
      holders: [],
      lastReleasedAt: '2026-03-01T08:30:00.000Z',
      restsUntil: '2026-03-31T08:30:00.000Z',
    },
  },
  free: {
    summary: 'Nobody has it',
    value: { phoneNumber: '+14165550103', organization: OF_ACME, state: 'ACTIVE', holders: [] },
  },
};
