import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { IsTextFor, MayBeLeftOut } from '../../http/parsed-text.decorator.js';
import { organizationIdFrom } from '../../ids/organization-id.js';
import { userIdFrom } from '../../ids/user-id.js';
import { ID_FORM, uuidFrom, webexId } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { NextHolder, NextNumber, NextNumberWanted } from '../../phone-numbers/inventory/next-number.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import { LOCATION_ID, OF_HOLDER, ORGANIZATION_ID, WORKSPACE_ID } from './holder.dto.js';

/** A member that depends on the others; `expected` goes on after "must be". */
const IsBeside = (fits: (value: unknown, others: NextPhoneNumberWanted) => boolean, expected: string) =>
  ValidateBy({
    name: 'isBeside',
    validator: {
      validate: (value, given) => fits(value, given!.object as NextPhoneNumberWanted),
      defaultMessage: (given) => `${given!.property} must be ${expected}`,
    },
  });

const isUser = (value: unknown): boolean => typeof value === 'string' && userIdFrom(value) !== undefined;
const isWorkspace = (value: unknown): boolean => typeof value === 'string' && uuidFrom(value, ['PLACE']) !== undefined;

/** Who is to have a number, and out of which inventory. */
@ApiSchema({ name: 'NextPhoneNumberRequest', description: 'Who is to have a number, and out of which inventory.' })
export class NextPhoneNumberWanted {
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
      'Only a number of this location will do. Left out: of any location or none; for a workspace, or a telephone of a ' +
      "person's own, always of the location that they are in.",
  })
  @MayBeLeftOut()
  @IsTextFor(locationUuidFrom, 'a location id')
  locationId?: string;

  @ApiProperty({
    required: false,
    type: String,
    ...ID_FORM,
    example: OF_HOLDER.userId.example,
    description:
      'The user who gets the number: at `provider`, or without it for their own telephone, in their location. Exactly one of ' +
      'this and `workspaceId`.',
  })
  @IsBeside(
    (value, { workspaceId }) => (value === undefined ? workspaceId !== undefined : isUser(value)),
    'a user id, or left out where workspaceId is there',
  )
  targetUserId?: string;

  @ApiProperty({
    required: false,
    type: String,
    ...ID_FORM,
    example: WORKSPACE_ID,
    description: 'The workspace that gets the number. Exactly one of this and `targetUserId`.',
  })
  @MayBeLeftOut()
  @IsBeside(
    (value, { targetUserId }) => isWorkspace(value) && targetUserId === undefined,
    'a workspace id, and left out where targetUserId is there',
  )
  workspaceId?: string;

  @ApiProperty({
    required: false,
    enum: PROVIDERS,
    example: PROVIDERS[0],
    description:
      'Who carries the calls and messages; only with `targetUserId`. Left out: the number is for a telephone of their own.',
  })
  @MayBeLeftOut()
  @IsBeside(
    (value, { targetUserId }) => targetUserId !== undefined && PROVIDERS.includes(value as Provider),
    `one of ${PROVIDERS.join(', ')}, and left out without targetUserId`,
  )
  provider?: Provider;

  /** In the core's words; the parsers have accepted every text by now. */
  static wantedOf({ organizationId, locationId, targetUserId, workspaceId, provider }: NextPhoneNumberWanted) {
    const wanted: NextNumberWanted = {
      organization: organizationIdFrom(organizationId)!,
      locationId: locationId === undefined ? undefined : locationUuidFrom(locationId),
      holder: holderOf({ targetUserId, workspaceId, provider }),
    };
    return wanted;
  }
}

function holderOf(sent: Pick<NextPhoneNumberWanted, 'targetUserId' | 'workspaceId' | 'provider'>): NextHolder {
  if (sent.targetUserId === undefined) return { workspaceUuid: uuidFrom(sent.workspaceId!, ['PLACE'])! };
  const user = userIdFrom(sent.targetUserId)!;
  return sent.provider === undefined ? { person: user } : { user, provider: sent.provider };
}

const FOR_A_USER = {
  organizationId: '5f7b1c2e8a1d4e0012c3b400',
  targetUserId: OF_HOLDER.userId.example,
  provider: PROVIDERS[0],
};

/** Whole bodies for the document. */
export const NEXT_EXAMPLES = {
  user: { summary: 'For a user, at a provider', value: FOR_A_USER },
  user_of_location: { summary: 'Of one location only', value: { ...FOR_A_USER, locationId: LOCATION_ID } },
  person: {
    summary: "For a person's own telephone",
    value: { organizationId: FOR_A_USER.organizationId, targetUserId: FOR_A_USER.targetUserId },
  },
  workspace: {
    summary: 'For a workspace',
    value: { organizationId: ORGANIZATION_ID, workspaceId: WORKSPACE_ID },
  },
};

/** The number that somebody has got. */
@ApiSchema({ name: 'NextPhoneNumber', description: 'The number, and who has it now.' })
export class NextPhoneNumber {
  @ApiProperty({ type: String, example: '+14165550102', description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({ type: String, example: ORGANIZATION_ID, description: 'The organization, as on the workspaces face.' })
  organizationId: string;

  @ApiProperty({ type: String, required: false, example: LOCATION_ID, description: 'The location. Absent: none.' })
  locationId?: string;

  @ApiProperty(OF_HOLDER.userId)
  userId?: string;

  @ApiProperty(OF_HOLDER.workspaceId)
  workspaceId?: string;

  @ApiProperty(OF_HOLDER.provider)
  provider?: Provider;

  @ApiProperty(OF_HOLDER.line)
  line?: 'primary' | 'alternate';

  static from({ e164, organization, locationId, holder }: NextNumber): NextPhoneNumber {
    const who =
      'workspaceUuid' in holder
        ? { workspaceId: webexId('PLACE', holder.workspaceUuid) }
        : { userId: holder.userObjectId };
    const kind = 'provider' in holder ? { provider: holder.provider } : { line: holder.line };
    return {
      phoneNumber: e164,
      organizationId: webexId('ORGANIZATION', organization.uuid),
      locationId: locationId === null ? undefined : webexId('LOCATION', locationId),
      ...who,
      ...kind,
    };
  }
}

const NUMBER = { phoneNumber: '+14165550102', organizationId: ORGANIZATION_ID };

/** Whole answers for the document. */
export const ASSIGNED_NEXT_EXAMPLES = {
  user: { summary: 'A user has it', value: { ...NUMBER, userId: OF_HOLDER.userId.example, provider: PROVIDERS[0] } },
  person: {
    summary: 'A person has it for their own telephone',
    value: { ...NUMBER, locationId: LOCATION_ID, userId: OF_HOLDER.userId.example, line: 'primary' },
  },
  workspace: {
    summary: 'A workspace has it',
    value: { ...NUMBER, locationId: LOCATION_ID, workspaceId: WORKSPACE_ID, line: 'primary' },
  },
};
