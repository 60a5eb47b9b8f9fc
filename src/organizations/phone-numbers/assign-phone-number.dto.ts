import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { IsTextFor, MayBeLeftOut } from '../../http/parsed-text.decorator.js';
import { userIdFrom } from '../../ids/user-id.js';
import { ID_FORM } from '../../ids/webex-id.js';
import type { ProviderLineToAssign } from '../../phone-numbers/assignments/provider-lines.service.js';
import { e164From, LONGEST_WRITTEN_NUMBER } from '../../phone-numbers/record/e164.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import { hasAtMost, LONGEST_LABEL } from '../../phone-numbers/record/text-length.js';

const USER_ID = '24 hexadecimal digits or a UUID';

/** What a user shall have at a provider (organizations contract, 2.1). */
@ApiSchema({ name: 'AssignOrgPhoneNumberRequest' })
export class AssignPhoneNumber {
  @ApiProperty({
    type: String,
    ...ID_FORM,
    example: '5f7b1c2e8a1d4e0012c3b4a6',
    description: 'The user who receives the number; of this organization.',
  })
  @IsTextFor(userIdFrom, USER_ID)
  targetUserId: string;

  @ApiProperty({ type: String, enum: PROVIDERS, example: 'twilio', description: 'Who carries the calls and messages.' })
  @IsIn(PROVIDERS, { message: `provider must be one of ${PROVIDERS.join(', ')}` })
  provider: Provider;

  @ApiProperty({
    type: String,
    maxLength: LONGEST_WRITTEN_NUMBER,
    example: '+14165550102',
    description: 'E.164; separators are allowed.',
  })
  @IsTextFor(e164From, 'a phone number in E.164 format, like +14165550102')
  phoneNumber: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: true,
    description:
      "Makes this the user's default outbound number at this provider; no other is it any more. Left out: true, " +
      'but with `keep` false.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  isDefault?: boolean;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: true,
    description: 'Routes calls and messages to this number to the user; a number has one such holder. Left out: true.',
  })
  @MayBeLeftOut()
  @IsBoolean()
  isInboundEnabled?: boolean;

  @ApiProperty({
    required: false,
    type: String,
    maxLength: LONGEST_LABEL,
    example: 'Main Outbound',
    description: 'Free text, without the spaces around it.',
  })
  @MayBeLeftOut()
  @IsTextFor(labelFrom, `a text of at most ${LONGEST_LABEL} characters`)
  label?: string;

  @ApiProperty({
    required: false,
    type: String,
    ...ID_FORM,
    example: '5f7b1c2e8a1d4e0012c3b4a8',
    description:
      'An addition of Linebook: the user who receives the number now, and loses it at the same instant. If it is ' +
      'somebody else by then, the answer is 409 `holder_changed`.',
  })
  @MayBeLeftOut()
  @IsTextFor(userIdFrom, USER_ID)
  replaces?: string;

  @ApiProperty({
    required: false,
    type: Boolean,
    example: true,
    description:
      "An addition of Linebook: keeps the user's other numbers at this provider. Left out: false, they are released.",
  })
  @MayBeLeftOut()
  @IsBoolean()
  keep?: boolean;

  /** In the core's words; the parsers have accepted every text by now. */
  static lineOf(sent: AssignPhoneNumber): ProviderLineToAssign {
    const keepsOthers = sent.keep ?? false;
    return {
      user: userIdFrom(sent.targetUserId)!,
      provider: sent.provider,
      e164: e164From(sent.phoneNumber)!,
      isDefault: sent.isDefault ?? !keepsOthers,
      receivesCalls: sent.isInboundEnabled ?? true,
      label: labelFrom(sent.label ?? '') || null,
      keepsOthers,
      replaces: sent.replaces === undefined ? undefined : userIdFrom(sent.replaces),
    };
  }
}

/** Without the spaces around it; undefined if it is too long. */
function labelFrom(text: string): string | undefined {
  const label = text.trim();
  return hasAtMost(LONGEST_LABEL, label) ? label : undefined;
}

const MAIN_LINE = { targetUserId: '5f7b1c2e8a1d4e0012c3b4a6', provider: 'twilio', phoneNumber: '+14165550102' };

/** Whole bodies for the document. */
export const ASSIGN_EXAMPLES = {
  assign: { summary: "Assign the user's number at a provider", value: { ...MAIN_LINE, label: 'Main Outbound' } },
  hand_over: {
    summary: 'Hand a number over from one user to another, at one instant',
    value: { ...MAIN_LINE, replaces: '5f7b1c2e8a1d4e0012c3b4a8' },
  },
  another_number: {
    summary: "Add a number beside the user's others at the provider",
    value: { ...MAIN_LINE, phoneNumber: '+14165550103', keep: true },
  },
  caller_id_only: {
    summary: "Show somebody else's number as caller id, without its calls",
    value: { ...MAIN_LINE, isDefault: false, isInboundEnabled: false },
  },
};
