import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Provider } from '../../phone-numbers/record/number-assignment.entity.js';

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

  static of(provider: Provider, done: 'assigned' | 'removed'): PhoneNumberMutation {
    return { success: true, message: `${provider} phone number ${done}` };
  }
}
