import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsTextList } from '../../http/nested-object.decorator.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../../phone-numbers/record/e164.js';
import { NUMBER_STATES, type NumberState } from '../../phone-numbers/record/phone-number.entity.js';

const MOST_ADDED = 5000;
const MOST_MOBILE = 20;
const MOST_ACTIVATED = 1000;
const MOST_DEACTIVATED = 500;
const MOST_REMOVED = 5;
const NUMBER_TYPES = ['TOLLFREE', 'DID', 'MOBILE'] as const;
const USAGE_TYPES = ['NONE', 'SERVICE'] as const;
const ACTIONS = ['ACTIVATE', 'DEACTIVATE'] as const;
const A_NUMBER = { parse: writtenNumberFrom, expected: 'a phone number' };
const numbers = (maxItems: number, description: string) =>
  ({
    type: 'array',
    items: { type: 'string', maxLength: LONGEST_WRITTEN_NUMBER },
    ...{ minItems: 1, maxItems, description, example: ['+12145553567'] },
  }) as const;
const WRITTEN = 'E.164, or as they are written in the country of the location; each once.';

/** Numbers that come into the inventory of a location (workspaces contract, 2.3). Null is as if it were left out. */
@ApiSchema({
  name: 'NewLocationNumbers',
  description: 'Added together, or not at all. Null is as if it were left out.',
})
export class NewLocationNumbers {
  @ApiProperty(numbers(MOST_ADDED, `${WRITTEN} At most ${MOST_MOBILE} of \`numberType\` MOBILE.`))
  @IsTextList((body) => ((body as NewLocationNumbers).numberType === 'MOBILE' ? MOST_MOBILE : MOST_ADDED), A_NUMBER)
  phoneNumbers: string[];

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...NUMBER_TYPES, null],
    description: 'Whether they are mobile numbers. Which are toll-free, the numbering plan says.',
  })
  @IsOptional()
  @IsIn(NUMBER_TYPES)
  numberType?: (typeof NUMBER_TYPES)[number] | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...USAGE_TYPES, null],
    description: '`SERVICE`: for a service of many calls, for example a contact centre. Left out: `NONE`.',
  })
  @IsOptional()
  @IsIn(USAGE_TYPES)
  numberUsageType?: (typeof USAGE_TYPES)[number] | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...NUMBER_STATES, null],
    description: 'Whether they are in service. Left out: `ACTIVE`.',
  })
  @IsOptional()
  @IsIn(NUMBER_STATES)
  state?: NumberState | null;

  /** In the core's words. */
  static additionOf({ phoneNumbers, numberType, numberUsageType, state }: NewLocationNumbers) {
    return {
      numbers: phoneNumbers,
      state: state ?? 'ACTIVE',
      isMobile: numberType === 'MOBILE',
      isService: numberUsageType === 'SERVICE',
    };
  }
}

@ApiSchema({ name: 'LocationNumbersUpdate', description: 'All of them, or none. Null is as if it were left out.' })
export class LocationNumbersUpdate {
  @ApiProperty(numbers(MOST_ACTIVATED, `${WRITTEN} At most ${MOST_DEACTIVATED} to deactivate.`))
  @IsTextList(
    (body) => ((body as LocationNumbersUpdate).action === 'DEACTIVATE' ? MOST_DEACTIVATED : MOST_ACTIVATED),
    A_NUMBER,
  )
  phoneNumbers: string[];

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...ACTIONS, null],
    description: 'Left out: `ACTIVATE`.',
  })
  @IsOptional()
  @IsIn(ACTIONS)
  action?: (typeof ACTIONS)[number] | null;

  /** In the core's words. */
  static updateOf({ phoneNumbers, action }: LocationNumbersUpdate) {
    return { numbers: phoneNumbers, state: action === 'DEACTIVATE' ? ('INACTIVE' as const) : ('ACTIVE' as const) };
  }
}

@ApiSchema({ name: 'RemovedLocationNumbers', description: 'Removed together, or not at all.' })
export class RemovedLocationNumbers {
  @ApiProperty(numbers(MOST_REMOVED, WRITTEN))
  @IsTextList(MOST_REMOVED, A_NUMBER)
  phoneNumbers: string[];
}

/** Whole bodies for the document. */
export const ADDITION_EXAMPLES = {
  add: { summary: 'Add numbers that are in service', value: { phoneNumbers: ['+12145553567', '+12145553568'] } },
  mobile: {
    summary: 'Add a mobile number that is not in service yet',
    value: { phoneNumbers: ['+12145553569'], numberType: 'MOBILE', numberUsageType: 'NONE', state: 'INACTIVE' },
  },
};
export const UPDATE_EXAMPLES = {
  activate: { summary: 'Put a number into service', value: { phoneNumbers: ['+12145553567'] } },
  deactivate: {
    summary: 'Take a free number out of service',
    value: { phoneNumbers: ['+12145553567'], action: 'DEACTIVATE' },
  },
};
export const REMOVAL_EXAMPLES = {
  remove: { summary: 'Remove a free number', value: { phoneNumbers: ['+12145553567'] } },
};
