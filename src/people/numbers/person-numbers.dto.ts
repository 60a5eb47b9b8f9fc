import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { PersonLines } from '../../phone-numbers/assignments/person-lines.service.js';
import { esn } from '../../phone-numbers/record/esn.js';
import { RING_PATTERNS, type RingPattern } from '../../phone-numbers/record/number-assignment.entity.js';

const PRIMARY = { primary: true, directNumber: '+12145553567', extension: '1234', routingPrefix: '8', esn: '81234' };
const ALTERNATE = { primary: false, directNumber: '+12145553568', ringPattern: 'LONG_LONG' };

/** One line of a person (workspaces contract, 2.1). What a line does not have is left out. */
@ApiSchema({
  name: 'PersonPhoneNumber',
  description: 'A line: a number, an extension or both. What the line does not have is left out.',
})
export class PersonPhoneNumber {
  @ApiProperty({ type: Boolean, example: PRIMARY.primary, description: 'At most one line is; it comes first.' })
  primary: boolean;

  @ApiProperty({
    type: String,
    required: false,
    example: PRIMARY.directNumber,
    description: 'E.164; with `preferE164Format=false` the 10 digits of a number that begins with +1.',
  })
  directNumber?: string;

  @ApiProperty({ type: String, required: false, example: PRIMARY.extension, description: '2 to 10 digits.' })
  extension?: string;

  @ApiProperty({
    type: String,
    required: false,
    example: PRIMARY.routingPrefix,
    description: "The location's, on a line with an extension.",
  })
  routingPrefix?: string;

  @ApiProperty({
    type: String,
    required: false,
    example: PRIMARY.esn,
    description: 'Enterprise significant number: routing prefix and extension.',
  })
  esn?: string;

  @ApiProperty({
    type: String,
    required: false,
    enum: RING_PATTERNS,
    example: ALTERNATE.ringPattern,
    description: 'How calls to the number ring; on an alternate only.',
  })
  ringPattern?: RingPattern;

  static from(
    { external, extension, isPrimary, ringPattern }: PersonLines['lines'][number],
    routingPrefix: string | null,
    isNational: boolean,
  ): PersonPhoneNumber {
    return {
      primary: isPrimary,
      directNumber: (isNational ? external?.replace(/^\+1(?=\d{10}$)/, '') : external) ?? undefined,
      extension: extension ?? undefined,
      routingPrefix: (extension && routingPrefix) ?? undefined,
      esn: esn(routingPrefix, extension) ?? undefined,
      ringPattern: (isPrimary ? null : ringPattern) ?? undefined,
    };
  }
}

/** The numbers of a person. */
@ApiSchema({ name: 'PersonNumbers' })
export class PersonNumbers {
  @ApiProperty({
    type: Boolean,
    example: true,
    description: 'Whether calls to an alternate number ring by their own pattern.',
  })
  distinctiveRingEnabled: boolean;

  @ApiProperty({
    type: [PersonPhoneNumber],
    example: [PRIMARY, ALTERNATE],
    description: 'The primary first, then as they were assigned.',
  })
  phoneNumbers: PersonPhoneNumber[];

  /** `isNational`: numbers that begin with +1 without it. */
  static from({ distinctiveRingEnabled, routingPrefix, lines }: PersonLines, isNational: boolean): PersonNumbers {
    return {
      distinctiveRingEnabled,
      phoneNumbers: lines.map((line) => PersonPhoneNumber.from(line, routingPrefix, isNational)),
    };
  }
}

/** A whole answer for the document. */
export const LISTED_EXAMPLE = { distinctiveRingEnabled: true, phoneNumbers: [PRIMARY, ALTERNATE] };
