import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { NumberConflict, type ConflictExplanation } from '../phone-numbers/record/number-conflict.js';

@ApiSchema({ name: 'NumberHolder', description: 'A user or a workspace, by the one id or the other.' })
export class NumberHolderBody {
  @ApiProperty({
    required: false,
    type: String,
    example: '5f7b1c2e8a1d4e0012c3b4a6',
    description: 'Where a user receives the calls: the user’s id.',
  })
  userId?: string;

  @ApiProperty({ required: false, type: String, format: 'uuid', description: 'Where a workspace does: its UUID.' })
  workspaceId?: string;

  @ApiProperty({ required: false, type: String, example: 'Sam Patel', description: 'Absent where it is not known.' })
  name?: string;
}

/** Who has the number that was asked for, and what could be had instead. */
@ApiSchema({
  name: 'NumberConflict',
  description: 'Who has the number that was asked for, and what could be had instead.',
})
export class NumberConflictBody {
  @ApiProperty({ type: NumberHolderBody, description: 'Who receives the calls of the number.' })
  holder: NumberHolderBody;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-11-24T20:14:31.512Z',
    description: 'Since when the holder has the number without a break.',
  })
  since: string;

  @ApiProperty({
    type: [String],
    example: ['+14165550103'],
    description: 'Numbers of the organization, E.164, that could be had instead: at most five, in order.',
  })
  freeNumbers: string[];

  /** Undefined where there is nothing to explain, or nothing that the caller may read. */
  static of(error: unknown): NumberConflictBody | undefined {
    if (!(error instanceof NumberConflict) || !error.explanation) return undefined;
    const { holder, since, freeNumbers } = error.explanation;
    return { holder: holderBody(holder), since: since.toISOString(), freeNumbers };
  }
}

function holderBody(holder: ConflictExplanation['holder']): NumberHolderBody {
  const name = holder.name ?? undefined;
  return holder.kind === 'user' ? { userId: holder.objectId, name } : { workspaceId: holder.uuid, name };
}
