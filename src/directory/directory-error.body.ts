import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Face, Failure } from '../http/failure.js';

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
}

const bodyOf = ({ message, details, code }: Failure): DirectoryErrorBody => ({ error: message, details, code });

/** The directory face, as the HTTP edge sees it: a part of what lies under `/api/`. */
export const DIRECTORY_FACE: Face = {
  prefix: '/api/phone-numbers/',
  render: (failure) => ({ body: bodyOf(failure) }),
};
