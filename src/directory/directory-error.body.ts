import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Face, Failure } from '../http/failure.js';
import { NumberHasHolder } from '../phone-numbers/inventory/placement.errors.js';
import { PhoneNumberHolder } from './phone-numbers/holder.dto.js';

@ApiSchema({ name: 'HeldPhoneNumber', description: 'Who has the number that is to go.' })
export class HeldPhoneNumber {
  @ApiProperty({ type: PhoneNumberHolder, description: 'The one that receives its calls, if anybody does.' })
  holder: PhoneNumberHolder;
}

/** Every refusal of this face: the shape of the organizations face's, with its code. */
@ApiSchema({ name: 'DirectoryErrorResponse', description: 'Every refusal.' })
export class DirectoryErrorBody {
  @ApiProperty({ type: String, example: 'Phone number not found', description: 'What is wrong, for people.' })
  error: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'No phone number that you may see is this one',
    description: 'One sentence more: what was expected, or what to do.',
  })
  details?: string;

  @ApiProperty({
    type: String,
    example: 'number_not_found',
    description:
      'Stable: branch on it, and expect that more come. The examples of each status are named by the codes that it has.',
  })
  code: string;

  @ApiProperty({ required: false, type: HeldPhoneNumber, description: 'With `number_held` only.' })
  conflict?: HeldPhoneNumber;
}

function bodyOf({ message, details, code, cause }: Failure): DirectoryErrorBody {
  const holding = cause instanceof NumberHasHolder ? cause.holding : undefined;
  return { error: message, details, code, conflict: holding && { holder: PhoneNumberHolder.from(holding) } };
}

/** The directory face, as the HTTP edge sees it: a part of what lies under `/api/`. */
export const DIRECTORY_FACE: Face = {
  prefix: '/api/phone-numbers/',
  render: (failure) => ({ body: bodyOf(failure) }),
};
