import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsTextList } from '../../http/nested-object.decorator.js';
import type { CheckedNumber, NumberVerdict } from '../../phone-numbers/inventory/validation.service.js';
import { LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';

const MOST = 1000;
/** A text of any form: whether it is a number is what is asked. */
export const SHORT_TEXT = {
  parse: (text: string): string | undefined => (text.length <= LONGEST_WRITTEN_NUMBER ? text : undefined),
  expected: `a text of at most ${LONGEST_WRITTEN_NUMBER} characters`,
};

@ApiSchema({ name: 'NumbersToValidate' })
export class NumbersToValidate {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', maxLength: LONGEST_WRITTEN_NUMBER },
    minItems: 1,
    maxItems: MOST,
    example: ['+12145553567'],
    description: 'E.164.',
  })
  @IsTextList(MOST, SHORT_TEXT)
  phoneNumbers: string[];
}

const STATES = ['Available', 'Duplicate', 'Duplicate In List', 'Invalid', 'Unavailable'] as const;
type State = (typeof STATES)[number];

// The vendor's own words and codes: its clients compare them (workspaces contract, 2.4).
const SAID: Record<Exclude<NumberVerdict, 'available'>, [state: State, detail: string]> = {
  repeated: ['Duplicate In List', '[Error 8360] Duplicate DN in the request : '],
  taken: ['Unavailable', '[Error 8361] DN is unavailable : '],
  invalid: ['Invalid', '[Error 8362] DN is invalid : '],
  own: ['Duplicate', '[Error 8363] DN is in use : '],
};

@ApiSchema({ name: 'ValidatedNumber' })
export class ValidatedNumber {
  @ApiProperty({ type: String, example: '+12145553567', description: 'As it was sent.' })
  phoneNumber: string;

  @ApiProperty({
    enum: [...STATES],
    example: 'Available',
    description:
      '`Duplicate`: in this inventory already. `Duplicate In List`: an entry before it is the same number. ' +
      '`Unavailable`: it cannot be had, and nothing else is said of it.',
  })
  state: State;

  @ApiProperty({ type: Boolean, example: false, description: 'Whether callers pay nothing, by the numbering plan.' })
  tollFreeNumber: boolean;

  @ApiProperty({ type: [String], example: [], description: 'The error with its number; empty where it is available.' })
  detail: string[];

  static from({ text, verdict, isTollFree }: CheckedNumber): ValidatedNumber {
    if (verdict === 'available') {
      return { phoneNumber: text, state: 'Available', tollFreeNumber: isTollFree, detail: [] };
    }
    const [state, detail] = SAID[verdict];
    return { phoneNumber: text, state, tollFreeNumber: isTollFree, detail: [`${detail}${text}`] };
  }
}

@ApiSchema({ name: 'NumberValidation' })
export class NumberValidation {
  @ApiProperty({ enum: ['OK', 'ERRORS'], example: 'OK', description: 'OK: all are available.' })
  status: 'OK' | 'ERRORS';

  @ApiProperty({ type: [ValidatedNumber], description: 'In the order of the request.' })
  phoneNumbers: ValidatedNumber[];

  static from(numbers: readonly CheckedNumber[]): NumberValidation {
    const isFine = numbers.every(({ verdict }) => verdict === 'available');
    return { status: isFine ? 'OK' : 'ERRORS', phoneNumbers: numbers.map((one) => ValidatedNumber.from(one)) };
  }
}
