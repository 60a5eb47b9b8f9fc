import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ProviderLine } from '../../phone-numbers/assignments/assignments.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';

const LABEL = 'Leasing team line';
const EXAMPLE = {
  userId: '5f7b1c2e8a1d4e0012c3b4a6',
  userName: 'Sam Patel',
  userEmail: 'sam.patel@acme.example',
  provider: 'twilio',
  phoneNumber: '+12362320246',
  isDefault: true,
  isInboundEnabled: true,
};

/** One user's number at one provider (organizations contract, 1.2). What is unknown or not set is left out. */
@ApiSchema({ name: 'OrgPhoneNumberAssignment', description: "A user's number at a provider." })
export class OrganizationPhoneNumber {
  @ApiProperty({
    type: String,
    example: EXAMPLE.userId,
    description: 'Who holds it: 24 lower-case hexadecimal digits.',
  })
  userId: string;

  @ApiProperty({
    required: false,
    type: String,
    example: EXAMPLE.userName,
    description: 'Full name. Absent: not known.',
  })
  userName?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'email',
    example: EXAMPLE.userEmail,
    description: 'Absent: not known.',
  })
  userEmail?: string;

  @ApiProperty({
    type: String,
    enum: PROVIDERS,
    example: EXAMPLE.provider,
    description: 'Who carries the calls and messages.',
  })
  provider: Provider;

  @ApiProperty({ type: String, example: EXAMPLE.phoneNumber, description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: EXAMPLE.isDefault,
    description: "Whether this is the user's default outbound number at this provider.",
  })
  isDefault: boolean;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: EXAMPLE.isInboundEnabled,
    description: 'Whether calls and messages to this number reach the user; false: for outbound caller id only.',
  })
  isInboundEnabled: boolean;

  @ApiProperty({ required: false, type: String, example: LABEL, description: 'Free text. Absent: none.' })
  label?: string;

  static from(line: ProviderLine): OrganizationPhoneNumber {
    return {
      userId: line.userObjectId,
      userName: line.userName ?? undefined,
      userEmail: line.userEmail ?? undefined,
      provider: line.provider,
      phoneNumber: line.number,
      isDefault: line.isDefault,
      isInboundEnabled: line.receivesCalls,
      label: line.label ?? undefined,
    };
  }
}

/** Who holds which number in an organization (organizations contract, 1.1). */
@ApiSchema({ name: 'OrgPhoneNumberAssignmentsResponse' })
export class OrganizationPhoneNumbers {
  @ApiProperty({
    type: [OrganizationPhoneNumber],
    example: [EXAMPLE],
    description: 'All of them: by user id, then as they were assigned. A user may have several numbers.',
  })
  assignments: OrganizationPhoneNumber[];

  static from(lines: readonly ProviderLine[]): OrganizationPhoneNumbers {
    return { assignments: lines.map((line) => OrganizationPhoneNumber.from(line)) };
  }
}

/** The seed's own examples; its list has the entry without a label. */
export const ASSIGNMENT_EXAMPLE = { ...EXAMPLE, label: LABEL };
export const ASSIGNMENTS_EXAMPLE = { assignments: [EXAMPLE] };

/** Whole answers for the document. */
export const LISTED_EXAMPLES = {
  assignments: {
    summary: 'Two users',
    value: {
      assignments: [
        EXAMPLE,
        {
          userId: '5f7b1c2e8a1d4e0012c3b4a8',
          userName: 'Lee Kim',
          userEmail: 'lee.kim@acme.example',
          provider: 'sinch',
          phoneNumber: '+14165550102',
          isDefault: false,
          isInboundEnabled: true,
          label: LABEL,
        },
      ],
    },
  },
  none: { summary: 'An organization without assignments', value: { assignments: [] } },
};
