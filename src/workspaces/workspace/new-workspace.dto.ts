import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { organizationIdFrom } from '../../ids/organization-id.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { LONGEST_NAME } from '../../phone-numbers/record/text-length.js';
import type { SupportedDevices, WorkspaceType } from '../../phone-numbers/record/workspace.entity.js';
import type { WorkspaceSettings } from '../../phone-numbers/workspaces/workspace-settings.js';
import { settingsOf } from './sent-workspace.js';
import { CallingUpdate } from './workspace-calling.dto.js';
import * as fields from './workspace-fields.js';

const ITS_LOCATION = 'Where it is. What the request calls the location has to be one location.';

/** A workspace that is made (workspaces contract, 2.6); every other member of a workspace may be sent along. */
@ApiSchema({ name: 'NewWorkspace', description: 'A workspace that is made. Null is as if it were left out.' })
export class NewWorkspace {
  @ApiProperty({ type: String, minLength: 1, maxLength: LONGEST_NAME, example: 'Lobby', description: 'Not empty.' })
  @IsTextFor(fields.nameFrom, fields.A_NAME)
  displayName: string;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: 'Its organization, as `orgId` of the query; where both are there they have to be the same.',
  })
  @IsOptional()
  @IsTextFor(organizationIdFrom, 'the id of an organization')
  orgId?: string | null;

  @fields.IsLocationId(ITS_LOCATION)
  locationId?: string | null;

  @fields.IsLocationId(ITS_LOCATION)
  workspaceLocationId?: string | null;

  @fields.IsCapacity('How many people fit in.')
  capacity?: number | null;

  @fields.IsWorkspaceType('What it is.')
  type?: WorkspaceType | null;

  @fields.IsNotes('What there is to know of it.')
  notes?: string | null;

  @fields.IsSupportedDevices('`phones` for webexCalling only. Left out: `collaborationDevices`.')
  supportedDevices?: SupportedDevices | null;

  @fields.IsHotdeskingStatus('`on`: with webexCalling it needs no number. Left out: `off`.')
  hotdeskingStatus?: fields.HotdeskingStatus | null;

  @ApiProperty({
    required: false,
    type: CallingUpdate,
    nullable: true,
    description: 'The primary line and the licence. Left out: the type is freeCalling.',
  })
  @IsOptional()
  @IsObjectOf(() => CallingUpdate)
  calling?: CallingUpdate | null;

  /** In the core's words; every text has been accepted by now. */
  static settingsOf({ displayName, ...sent }: NewWorkspace): WorkspaceSettings & { name: string } {
    return { ...settingsOf(sent), name: displayName };
  }
}

/** Whole bodies for the document. */
export const NEW_WORKSPACE_EXAMPLES = {
  calling: {
    summary: 'A lobby with a number and an extension',
    value: {
      displayName: 'Lobby',
      type: 'open',
      calling: {
        type: 'webexCalling',
        webexCalling: {
          phoneNumber: '+12145553567',
          extension: '1234',
          locationId: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
        },
      },
    },
  },
  room: { summary: 'A room without calling', value: { displayName: 'Huddle room', capacity: 4, type: 'huddle' } },
};
