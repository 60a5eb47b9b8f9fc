import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Interval, NumberHistory } from '../../phone-numbers/lookup/lookup.service.js';
import type { Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import { CHANGE_EXAMPLE, ChangeReference, OF_HOLDER, ORGANIZATION_ID, PhoneNumberHolder } from './holder.dto.js';

/** Who had a number from when to when; a change of their line ends an interval and begins the next one. */
@ApiSchema({
  name: 'PhoneNumberInterval',
  description:
    'Who had the number from when to when: a user at a provider, or a workspace. An edit of their line begins the next one.',
})
export class PhoneNumberInterval {
  @ApiProperty(OF_HOLDER.userId)
  userId?: string;

  @ApiProperty(OF_HOLDER.workspaceId)
  workspaceId?: string;

  @ApiProperty(OF_HOLDER.name)
  name?: string;

  @ApiProperty(OF_HOLDER.organizationId)
  organizationId: string;

  @ApiProperty(OF_HOLDER.locationId)
  locationId?: string;

  @ApiProperty(OF_HOLDER.provider)
  provider?: Provider;

  @ApiProperty(OF_HOLDER.line)
  line?: 'primary' | 'alternate';

  @ApiProperty(OF_HOLDER.extension)
  extension?: string;

  @ApiProperty(OF_HOLDER.isInboundEnabled)
  isInboundEnabled: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-05-03T10:00:00.000Z',
    description: 'The first instant of the interval.',
  })
  from: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    required: false,
    example: '2026-06-01T07:15:00.000Z',
    description: 'The first instant after it. Absent: current.',
  })
  to?: string;

  @ApiProperty({
    ...OF_HOLDER.since,
    description:
      'Since when the holder had it without a break: before `from` where an earlier interval is theirs, too, or where an ' +
      'import said so.',
  })
  since: string;

  @ApiProperty({ type: ChangeReference, description: 'The call that began the interval.' })
  openedBy: ChangeReference;

  @ApiProperty({ type: ChangeReference, required: false, description: 'The call that ended it. Absent: current.' })
  closedBy?: ChangeReference;

  static from(interval: Interval): PhoneNumberInterval {
    const { from, to, closedBy } = interval;
    const { since, openedBy, ...holder } = PhoneNumberHolder.from(interval);
    return {
      ...holder,
      from: from.toISOString(),
      to: to?.toISOString(),
      since,
      openedBy,
      closedBy: closedBy && ChangeReference.from(closedBy),
    };
  }
}

@ApiSchema({ name: 'PhoneNumberHistory' })
export class PhoneNumberHistory {
  @ApiProperty({ type: String, example: '+12055550001', description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({ type: [PhoneNumberInterval], description: 'The newest first.' })
  intervals: PhoneNumberInterval[];

  static from({ number, intervals }: NumberHistory): PhoneNumberHistory {
    return { phoneNumber: number, intervals: intervals.map((interval) => PhoneNumberInterval.from(interval)) };
  }
}

const OF_SAM = {
  userId: '5f7b1c2e8a1d4e0012c3b4a6',
  name: 'Sam Patel',
  organizationId: ORGANIZATION_ID,
  provider: 'twilio',
  isInboundEnabled: true,
};
const RELEASED = { ...CHANGE_EXAMPLE, at: '2026-06-01T07:15:00.000Z', action: 'number.release' };

/** A whole answer for the document. */
export const HISTORY_EXAMPLE = {
  phoneNumber: '+14165550102',
  intervals: [
    {
      ...OF_SAM,
      from: CHANGE_EXAMPLE.at,
      to: RELEASED.at,
      since: CHANGE_EXAMPLE.at,
      openedBy: CHANGE_EXAMPLE,
      closedBy: RELEASED,
    },
  ],
};
