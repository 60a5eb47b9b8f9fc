import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { IsObjectList } from '../http/nested-object.decorator.js';
import { IsTextFor } from '../http/parsed-text.decorator.js';
import type { AlternatesUpdate } from '../phone-numbers/assignments/change-alternates.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../phone-numbers/record/e164.js';
import { RING_PATTERNS, type RingPattern } from '../phone-numbers/record/number-assignment.entity.js';
import { IsAliasOf, IsRequiredOr } from './alias.decorator.js';
import { EXTENSION, EXTENSION_FORM, extensionFrom } from './extension.js';

const ACTIONS = ['ADD', 'DELETE'] as const;
const MOST_NUMBERS = 1000;
const A_NUMBER = 'a phone number';

// The schemas keep the names that clients have been generated with, from when only workspaces had alternates.

/** What shall happen with one alternate number (workspaces contract, 1.2 and 2.1). Null is as if it were left out. */
@ApiSchema({
  name: 'WorkspaceNumberChange',
  description: 'What shall happen with one alternate number. Null is as if it were left out.',
})
export class AlternateNumberChange {
  @ApiProperty({
    type: String,
    enum: ACTIONS,
    example: 'ADD',
    description:
      '`ADD` assigns a number of the inventory of the location, or edits an alternate that the holder has: what the ' +
      'entry leaves out stays. `DELETE` gives an alternate back to the inventory.',
  })
  @IsIn(ACTIONS)
  action: (typeof ACTIONS)[number];

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_WRITTEN_NUMBER,
    example: '+12145553567',
    description:
      'Required, here or as `external`. E.164, or as it is written in the country of the location. A number stands ' +
      'once in a request.',
  })
  @IsRequiredOr('external')
  @IsTextFor(writtenNumberFrom, A_NUMBER)
  directNumber?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_WRITTEN_NUMBER,
    description: 'Another name for `directNumber`.',
  })
  @IsOptional()
  @IsAliasOf('directNumber')
  @IsTextFor(writtenNumberFrom, A_NUMBER)
  external?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    ...EXTENSION_FORM,
    example: '1234',
    description: `${EXTENSION}; free in the location.`,
  })
  @IsOptional()
  @IsTextFor(extensionFrom, EXTENSION)
  extension?: string | null;

  @ApiProperty({
    required: false,
    type: Boolean,
    nullable: true,
    example: false,
    description: 'Only false: the primary line is changed with the holder itself.',
  })
  @IsOptional()
  @IsIn([false], { message: 'primary must be false' })
  primary?: boolean | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...RING_PATTERNS, null],
    example: 'NORMAL',
    description: 'How calls to the number ring. Left out: as it is.',
  })
  @IsOptional()
  @IsIn(RING_PATTERNS)
  ringPattern?: RingPattern | null;
}

/** What shall happen with the alternate numbers of a workspace or a person: all of it, or nothing. */
@ApiSchema({ name: 'WorkspaceNumbersUpdate' })
export class AlternateNumbersUpdate {
  @ApiProperty({
    required: false,
    type: Boolean,
    nullable: true,
    example: true,
    description: 'Whether calls to an alternate number ring by their own pattern. Left out: as it is.',
  })
  @IsOptional()
  @IsBoolean()
  distinctiveRingEnabled?: boolean | null;

  @ApiProperty({
    required: false,
    type: Boolean,
    nullable: true,
    description: 'Another name for `distinctiveRingEnabled`.',
  })
  @IsOptional()
  @IsAliasOf('distinctiveRingEnabled')
  @IsBoolean()
  enableDistinctiveRingPattern?: boolean | null;

  @ApiProperty({
    type: [AlternateNumberChange],
    minItems: 1,
    maxItems: MOST_NUMBERS,
    description: 'Carried out together, or not at all.',
  })
  @IsObjectList(MOST_NUMBERS, () => AlternateNumberChange)
  phoneNumbers: AlternateNumberChange[];

  /** In the core's words; every text has been accepted by now. */
  static updateOf(sent: AlternateNumbersUpdate): AlternatesUpdate {
    return {
      distinctiveRingEnabled: sent.distinctiveRingEnabled ?? sent.enableDistinctiveRingPattern ?? undefined,
      phoneNumbers: sent.phoneNumbers.map((entry, i) => ({
        place: `phoneNumbers.${i}`,
        action: entry.action,
        number: (entry.directNumber ?? entry.external)!,
        extension: entry.extension ?? undefined,
        ringPattern: entry.ringPattern ?? undefined,
      })),
    };
  }
}

/** Whole bodies for the document. */
export const UPDATE_EXAMPLES = {
  add: {
    summary: 'Add an alternate number with an extension and a ring pattern of its own',
    value: {
      distinctiveRingEnabled: true,
      phoneNumbers: [{ action: 'ADD', directNumber: '+12145553567', extension: '1234', ringPattern: 'LONG_LONG' }],
    },
  },
  exchange: {
    summary: 'Exchange one alternate number for another, which gets its extension',
    value: {
      phoneNumbers: [
        { action: 'DELETE', directNumber: '+12145553567' },
        { action: 'ADD', directNumber: '+12145553568', extension: '1234' },
      ],
    },
  },
  national: {
    summary: 'Delete an alternate, written as in the country of the location',
    value: { phoneNumbers: [{ action: 'DELETE', directNumber: '(214) 555-3567' }] },
  },
};
