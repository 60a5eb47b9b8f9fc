import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IsTextFor, MayBeLeftOut } from '../../http/parsed-text.decorator.js';
import { organizationIdFrom } from '../../ids/organization-id.js';
import { ID_FORM, webexId } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { OwnedLine } from '../../phone-numbers/inventory/owned-number.js';
import type { Destination, Placement } from '../../phone-numbers/inventory/placement.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import { LOCATION_ID, OF_HOLDER, ORGANIZATION_ID, WORKSPACE_ID } from './holder.dto.js';

/** Where a number is to go. */
@ApiSchema({ name: 'TransferPhoneNumberRequest', description: 'Where the number is to go.' })
export class TransferPhoneNumber {
  @ApiProperty({
    type: String,
    ...ID_FORM,
    example: '5f7b1c2e8a1d4e0012c3b400',
    description: 'The organization: 24 hexadecimal digits, a UUID, or its id on the workspaces face.',
  })
  @IsTextFor(organizationIdFrom, 'an organization id')
  organizationId: string;

  @ApiProperty({
    required: false,
    type: String,
    ...ID_FORM,
    example: LOCATION_ID,
    description:
      'A location of the organization. Left out: none, or where it is if the organization has the number already.',
  })
  @MayBeLeftOut()
  @IsTextFor(locationUuidFrom, 'a location id')
  locationId?: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: true,
    description:
      'Releases the number first, whoever has it. Left out: false, and a number that somebody has is refused.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  release?: boolean;

  /** In the core's words; the parsers have accepted every text by now. */
  static destinationOf({ organizationId, locationId, release = false }: TransferPhoneNumber): Destination {
    return {
      organization: organizationIdFrom(organizationId)!,
      locationId: locationId === undefined ? undefined : locationUuidFrom(locationId),
      release,
    };
  }
}

/** Whole bodies for the document. */
export const TRANSFER_EXAMPLES = {
  transfer: {
    summary: 'Into the inventory of an organization',
    value: { organizationId: '5f7b1c2e8a1d4e0012c3b400' },
  },
  release_first: {
    summary: 'Into one of its locations, and whoever has the number ceases to',
    value: { organizationId: ORGANIZATION_ID, locationId: LOCATION_ID, release: true },
  },
};

@ApiSchema({ name: 'ReleasedLine', description: 'Who has ceased to have the number: a user or a workspace.' })
export class ReleasedLine {
  @ApiProperty(OF_HOLDER.userId)
  userId?: string;

  @ApiProperty(OF_HOLDER.workspaceId)
  workspaceId?: string;

  @ApiProperty(OF_HOLDER.provider)
  provider?: Provider;

  @ApiProperty(OF_HOLDER.line)
  line?: 'primary' | 'alternate';

  static from({ userObjectId, workspaceId, provider, line }: OwnedLine): ReleasedLine {
    return {
      userId: userObjectId ?? undefined,
      workspaceId: workspaceId === null ? undefined : webexId('PLACE', workspaceId),
      provider: provider ?? undefined,
      line: line ?? undefined,
    };
  }
}

/** Where a number is now. */
@ApiSchema({ name: 'PhoneNumberPlacement', description: 'In whose inventory the number is now.' })
export class PhoneNumberPlacement {
  @ApiProperty({ type: String, example: '+14165550102', description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({
    type: String,
    required: false,
    example: ORGANIZATION_ID,
    description: 'The organization that has it now. Absent: none.',
  })
  organizationId?: string;

  @ApiProperty({ type: String, required: false, example: LOCATION_ID, description: 'The location. Absent: none.' })
  locationId?: string;

  @ApiProperty({
    type: [ReleasedLine],
    required: false,
    description: 'Who has ceased to have the number by this request. Absent: nobody had it.',
  })
  released?: ReleasedLine[];

  static from({ e164, organization, locationId, released }: Placement): PhoneNumberPlacement {
    return {
      phoneNumber: e164,
      organizationId: organization ? webexId('ORGANIZATION', organization.uuid) : undefined,
      locationId: locationId === null ? undefined : webexId('LOCATION', locationId),
      released: released.length ? released.map((line) => ReleasedLine.from(line)) : undefined,
    };
  }
}

const NUMBER = { phoneNumber: '+14165550102' };

/** Whole answers for the document. */
export const TRANSFERRED_EXAMPLES = {
  free: { summary: 'Nobody had it', value: { ...NUMBER, organizationId: ORGANIZATION_ID, locationId: LOCATION_ID } },
  released: {
    summary: 'A user had it',
    value: {
      ...NUMBER,
      organizationId: ORGANIZATION_ID,
      released: [{ userId: OF_HOLDER.userId.example, provider: PROVIDERS[0] }],
    },
  },
};
export const REMOVED_EXAMPLES = {
  free: { summary: 'Nobody had it', value: NUMBER },
  released: {
    summary: 'A workspace had it',
    value: { ...NUMBER, released: [{ workspaceId: WORKSPACE_ID, line: 'primary' }] },
  },
};
