import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { LONGEST_IGNORED, MOST_IGNORED } from '../../http/ignored-members.js';
import type { AssignedLine } from '../../phone-numbers/assignments/provider-lines.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';

@ApiSchema({ name: 'ReleasedPhoneNumber', description: 'A number that the user had and has no more.' })
export class ReleasedPhoneNumber {
  @ApiProperty({ type: String, enum: PROVIDERS, example: 'twilio', description: 'The provider.' })
  provider: Provider;

  @ApiProperty({ type: String, example: '+14165550103', description: 'E.164.' })
  phoneNumber: string;
}

/** What POST and DELETE answer (organizations contract, 2.1). */
@ApiSchema({ name: 'OrgPhoneNumberMutationResponse' })
export class PhoneNumberMutation {
  @ApiProperty({
    type: Boolean,
    enum: [true],
    example: true,
    description: 'Always true: a failure has another status.',
  })
  success: true;

  @ApiProperty({ type: String, example: 'twilio phone number assigned', description: 'For people; not to be parsed.' })
  message: string;

  @ApiProperty({
    required: false,
    type: [ReleasedPhoneNumber],
    description:
      'An addition of Linebook, of POST: the other numbers that the user had at the provider, which this request has ' +
      'released. Absent where there are none.',
  })
  released?: ReleasedPhoneNumber[];

  @ApiProperty({
    required: false,
    type: [String],
    maxItems: MOST_IGNORED,
    example: ['isDefautl'],
    description:
      'An addition of Linebook, of POST: members of the request that it does not know and has ignored. The first ' +
      `${MOST_IGNORED}, of each at most ${LONGEST_IGNORED} characters. Absent where there are none.`,
  })
  ignored?: string[];

  static assigned(provider: Provider, { released }: Pick<AssignedLine, 'released'>, ignored: string[]) {
    return {
      ...PhoneNumberMutation.of(provider, 'assigned'),
      ...(released.length && { released: released.map(({ provider, e164 }) => ({ provider, phoneNumber: e164 })) }),
      ...(ignored.length && { ignored }),
    };
  }

  static of(provider: Provider, done: 'assigned' | 'removed'): PhoneNumberMutation {
    return { success: true, message: `${provider} phone number ${done}` };
  }
}

/** Whole answers for the document. */
export const ASSIGNED_EXAMPLES = {
  assigned: { summary: 'Assigned', value: PhoneNumberMutation.of('twilio', 'assigned') },
  instead_of_another: {
    summary: 'Another number of the user was released, and a misspelt member ignored',
    value: PhoneNumberMutation.assigned('twilio', { released: [{ provider: 'twilio', e164: '+14165550103' }] }, [
      'isDefautl',
    ]),
  },
};
