import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsTextList } from '../../http/nested-object.decorator.js';
import type { CheckedExtension, ExtensionVerdict } from '../../phone-numbers/inventory/validation.service.js';
import { LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';
import { SHORT_TEXT } from './number-validation.dto.js';

const MOST = 1000;

@ApiSchema({ name: 'ExtensionsToValidate' })
export class ExtensionsToValidate {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', maxLength: LONGEST_WRITTEN_NUMBER },
    minItems: 1,
    maxItems: MOST,
    example: ['12211'],
    description: 'Digits.',
  })
  @IsTextList(MOST, SHORT_TEXT)
  extensions: string[];
}

const STATES = ['VALID', 'DUPLICATE', 'DUPLICATE_IN_LIST', 'INVALID'] as const;
type State = (typeof STATES)[number];

// The vendor's codes (workspaces contract, 2.4).
const SAID: Record<Exclude<ExtensionVerdict, 'valid'>, { state: State; errorCode: number; message: string }> = {
  used: { state: 'DUPLICATE', errorCode: 9495, message: 'Another line of the location has the extension' },
  repeated: { state: 'DUPLICATE_IN_LIST', errorCode: 9498, message: 'An entry before it is the same extension' },
  malformed: { state: 'INVALID', errorCode: 4910, message: 'An extension has 2 to 10 digits' },
  emergency: { state: 'INVALID', errorCode: 4911, message: 'An emergency number cannot be an extension' },
};

@ApiSchema({ name: 'ValidatedExtension' })
export class ValidatedExtension {
  @ApiProperty({ type: String, example: '12211', description: 'As it was sent.' })
  extension: string;

  @ApiProperty({ enum: [...STATES], example: 'DUPLICATE', description: 'Whether a line may have it.' })
  state: State;

  @ApiProperty({ type: 'integer', required: false, example: 9495, description: 'Absent where it is valid.' })
  errorCode?: number;

  @ApiProperty({
    type: String,
    required: false,
    example: SAID.used.message,
    description: 'What is wrong, for people; absent where it is valid.',
  })
  message?: string;

  static from({ extension, verdict }: CheckedExtension): ValidatedExtension {
    return { extension, ...(verdict === 'valid' ? { state: 'VALID' } : SAID[verdict]) };
  }
}

@ApiSchema({ name: 'ExtensionValidation' })
export class ExtensionValidation {
  @ApiProperty({ enum: ['OK', 'ERRORS'], example: 'ERRORS', description: 'OK: all are valid.' })
  status: 'OK' | 'ERRORS';

  @ApiProperty({
    type: [ValidatedExtension],
    required: false,
    description: 'All of the request; absent where all are valid.',
  })
  extensionStatus?: ValidatedExtension[];

  static from(extensions: readonly CheckedExtension[]): ExtensionValidation {
    if (extensions.every(({ verdict }) => verdict === 'valid')) return { status: 'OK' };
    return { status: 'ERRORS', extensionStatus: extensions.map((one) => ValidatedExtension.from(one)) };
  }
}
