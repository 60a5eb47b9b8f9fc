import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { ChangedOnce, Holding } from '../../phone-numbers/lookup/lookup.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';

export const ORGANIZATION_ID =
  'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M';
export const LOCATION_ID = 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA';
export const WORKSPACE_ID = 'Y2lzY29zcGFyazovL3VzL1BMQUNFLzg0MjkzOGQ1LTkyNzMtNGJjNi1hYTNhLTA1Njc3MmRiMzE2NQ';

/** How the members of this face are described, wherever they occur. */
export const OF_HOLDER = {
  userId: {
    type: String,
    required: false,
    example: '5f7b1c2e8a1d4e0012c3b4a6',
    description: 'Where a user holds it: the id on the organizations face.',
  },
  workspaceId: {
    type: String,
    required: false,
    example: WORKSPACE_ID,
    description: 'Where a workspace holds it: its id on the workspaces face.',
  },
  name: {
    type: String,
    required: false,
    example: 'Sam Patel',
    description: 'Today’s, also of one who has been removed.',
  },
  organizationId: {
    type: String,
    example: ORGANIZATION_ID,
    description: 'The organization in which it is held, or was.',
  },
  locationId: { type: String, required: false, example: LOCATION_ID, description: 'Of a calling line.' },
  provider: { enum: [...PROVIDERS], required: false, example: 'twilio', description: 'Of a provider line.' },
  line: { enum: ['primary', 'alternate'], required: false, example: 'primary', description: 'Of a calling line.' },
  extension: { type: String, required: false, example: '12211', description: 'Of a calling line that has one.' },
  isInboundEnabled: {
    type: Boolean,
    example: true,
    description: 'Whether calls reach the holder; false: for outbound caller id only.',
  },
  since: {
    type: String,
    format: 'date-time',
    example: '2026-05-03T10:00:00.000Z',
    description: 'Since when the holder has it without a break.',
  },
} as const;

export const CHANGE_EXAMPLE = {
  subject: 'admin@acme.example',
  at: '2026-05-03T10:00:00.000Z',
  trackingId: 'ROUTER_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d',
  action: 'number.assign',
};

/** A call, of the API or of the command line, that changed the record. */
@ApiSchema({
  name: 'ChangeReference',
  description: 'A call, of the API or of the command line, that changed the record.',
})
export class ChangeReference {
  @ApiProperty({
    type: String,
    example: CHANGE_EXAMPLE.subject,
    description: 'Subject of the token, or `cli:` and a user.',
  })
  subject: string;

  @ApiProperty({ type: String, format: 'date-time', example: CHANGE_EXAMPLE.at, description: 'When it counted from.' })
  at: string;

  @ApiProperty({ type: String, example: CHANGE_EXAMPLE.trackingId, description: 'Of the call; its log line has it.' })
  trackingId: string;

  @ApiProperty({
    type: String,
    example: CHANGE_EXAMPLE.action,
    description:
      'What kind of call it was, for example `number.assign`, `number.release`, `workspace.numbers`, ' +
      '`workspace.update` or `import`; more may come.',
  })
  action: string;

  static from({ subject, at, trackingId, action }: ChangedOnce): ChangeReference {
    return { subject, at: at.toISOString(), trackingId, action };
  }
}

/** Who has a number now. What is unknown, or not of their kind of line, is left out. */
@ApiSchema({
  name: 'PhoneNumberHolder',
  description: 'A user at a provider (`userId`, `provider`), or a workspace (`workspaceId`, `line`, `locationId`).',
})
export class PhoneNumberHolder {
  @ApiProperty(OF_HOLDER.userId)
  userId?: string;

  @ApiProperty(OF_HOLDER.workspaceId)
  workspaceId?: string;

  @ApiProperty(OF_HOLDER.name)
  name?: string;

  @ApiProperty(OF_HOLDER.organizationId)
  organizationId: string;

  @ApiProperty(OF_HOLDER.locationId)
  locationId?: string;

  @ApiProperty(OF_HOLDER.provider)
  provider?: Provider;

  @ApiProperty(OF_HOLDER.line)
  line?: 'primary' | 'alternate';

  @ApiProperty(OF_HOLDER.extension)
  extension?: string;

  @ApiProperty(OF_HOLDER.isInboundEnabled)
  isInboundEnabled: boolean;

  @ApiProperty(OF_HOLDER.since)
  since: string;

  @ApiProperty({ type: ChangeReference, description: 'The call that gave it to the holder.' })
  openedBy: ChangeReference;

  static from(holding: Holding): PhoneNumberHolder {
    const { userObjectId, workspaceUuid, name, organization, locationUuid, receivesCalls, since, openedBy } = holding;
    return {
      userId: userObjectId ?? undefined,
      workspaceId: workspaceUuid ? webexId('PLACE', workspaceUuid) : undefined,
      name: name ?? undefined,
      organizationId: webexId('ORGANIZATION', organization.uuid),
      locationId: locationUuid ? webexId('LOCATION', locationUuid) : undefined,
      provider: holding.provider ?? undefined,
      line: holding.line ?? undefined,
      extension: holding.extension ?? undefined,
      isInboundEnabled: receivesCalls,
      since: since.toISOString(),
      openedBy: ChangeReference.from(openedBy),
    };
  }
}
