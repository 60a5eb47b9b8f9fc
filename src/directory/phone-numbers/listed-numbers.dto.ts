import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { ListedEntry } from '../../phone-numbers/inventory/listed-numbers.service.js';
import { NUMBER_STATES, type NumberState } from '../../phone-numbers/record/phone-number.entity.js';
import type { Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import { LOCATION_ID, OF_HOLDER, ORGANIZATION_ID, WORKSPACE_ID } from './holder.dto.js';
import { PhoneNumberLocation, PhoneNumberOrganization } from './phone-number.dto.js';

@ApiSchema({
  name: 'ListedPhoneNumberHolder',
  description: 'A user at a provider (`userId`, `provider`), or a user or workspace with a calling line (`line`).',
})
export class ListedPhoneNumberHolder {
  @ApiProperty(OF_HOLDER.userId)
  userId?: string;

  @ApiProperty(OF_HOLDER.workspaceId)
  workspaceId?: string;

  @ApiProperty({ ...OF_HOLDER.name, description: 'Absent: not known.' })
  name?: string;

  @ApiProperty({
    type: String,
    required: false,
    example: 'sam.patel@acme.example',
    description: 'The user’s. Absent: not known.',
  })
  email?: string;

  @ApiProperty(OF_HOLDER.provider)
  provider?: Provider;

  @ApiProperty(OF_HOLDER.line)
  line?: 'primary' | 'alternate';

  @ApiProperty(OF_HOLDER.extension)
  extension?: string;

  @ApiProperty(OF_HOLDER.isInboundEnabled)
  isInboundEnabled: boolean;

  @ApiProperty(OF_HOLDER.since)
  since: string;

  static from(entry: ListedEntry): ListedPhoneNumberHolder {
    return {
      userId: entry.userObjectId ?? undefined,
      workspaceId: entry.workspaceUuid === null ? undefined : webexId('PLACE', entry.workspaceUuid),
      name: entry.holderName ?? undefined,
      email: entry.email ?? undefined,
      provider: entry.provider ?? undefined,
      line: entry.line ?? undefined,
      extension: entry.extension ?? undefined,
      isInboundEnabled: entry.receivesCalls!,
      since: entry.since!.toISOString(),
    };
  }
}

@ApiSchema({ name: 'ListedPhoneNumber', description: 'A number, or the line of an extension that has no number.' })
export class ListedPhoneNumber {
  @ApiProperty({
    type: String,
    required: false,
    example: '+14165550102',
    description: 'E.164. Absent: a line with an extension only, which `holder` has.',
  })
  phoneNumber?: string;

  @ApiProperty({ type: PhoneNumberOrganization, required: false, description: 'Absent: in nobody’s inventory.' })
  organization?: PhoneNumberOrganization;

  @ApiProperty({ type: PhoneNumberLocation, required: false, description: 'Absent: in no location.' })
  location?: PhoneNumberLocation;

  @ApiProperty({
    enum: [...NUMBER_STATES],
    required: false,
    example: 'ACTIVE',
    description: 'Whether the number is in service, held or not. Absent: there is no number.',
  })
  state?: NumberState;

  @ApiProperty({ type: Boolean, example: false, description: 'Whether it is the main number of its location.' })
  isMainNumber: boolean;

  @ApiProperty({
    type: ListedPhoneNumberHolder,
    required: false,
    description:
      'Who has it: the one that receives its calls, else the one that has had it longest for outgoing calls; with `q` or ' +
      '`extension` one that matches, before others. `GET /api/phone-numbers/{number}` has all of them. Absent: nobody.',
  })
  holder?: ListedPhoneNumberHolder;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    example: '2026-03-31T08:30:00.000Z',
    description: 'The end of its quarantine: until then only its last holder may have it. Absent: it is in none.',
  })
  restsUntil?: string;

  static from(entry: ListedEntry): ListedPhoneNumber {
    const { number, organization, location, state, isMain, restsUntil } = entry;
    return {
      phoneNumber: number ?? undefined,
      organization: organization ? PhoneNumberOrganization.from(organization) : undefined,
      location: location ? PhoneNumberLocation.from(location) : undefined,
      state: state ?? undefined,
      isMainNumber: isMain,
      holder: entry.lineId === null ? undefined : ListedPhoneNumberHolder.from(entry),
      restsUntil: restsUntil?.toISOString(),
    };
  }
}

@ApiSchema({ name: 'ListedPhoneNumbers' })
export class ListedPhoneNumbers {
  @ApiProperty({
    type: [ListedPhoneNumber],
    description: 'The numbers in the order of their digits, then the extensions without a number, by organization.',
  })
  phoneNumbers: ListedPhoneNumber[];
}

const OF_ACME = { id: ORGANIZATION_ID, objectId: '5f7b1c2e8a1d4e0012c3b400', name: 'Acme' };
const AT = { id: LOCATION_ID, name: 'MainOffice' };
const SINCE = '2026-05-03T10:00:00.000Z';

/** A whole answer for the document. */
export const LISTED_EXAMPLE: ListedPhoneNumbers = {
  phoneNumbers: [
    {
      phoneNumber: '+14165550102',
      organization: OF_ACME,
      state: 'ACTIVE',
      isMainNumber: false,
      holder: {
        userId: '5f7b1c2e8a1d4e0012c3b4a6',
        name: 'Sam Patel',
        email: 'sam.patel@acme.example',
        provider: 'twilio',
        isInboundEnabled: true,
        since: SINCE,
      },
    },
    {
      phoneNumber: '+14165550103',
      organization: OF_ACME,
      location: AT,
      state: 'ACTIVE',
      isMainNumber: false,
      restsUntil: '2026-06-02T10:00:00.000Z',
    },
    {
      organization: OF_ACME,
      location: AT,
      isMainNumber: false,
      holder: {
        workspaceId: WORKSPACE_ID,
        name: 'Lobby',
        line: 'primary',
        extension: '12211',
        isInboundEnabled: true,
        since: SINCE,
      },
    },
  ],
};
