import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { LONGEST_NAME } from '../../phone-numbers/record/text-length.js';
import type { SupportedDevices, WorkspaceType } from '../../phone-numbers/record/workspace.entity.js';
import type { WorkspaceSettings } from '../../phone-numbers/workspaces/workspace-settings.js';
import { settingsOf } from './sent-workspace.js';
import { CallingUpdate } from './workspace-calling.dto.js';
import * as fields from './workspace-fields.js';

const SAME_LOCATION = 'If the workspace is in a location, it has to be that one; else it is put into this one.';
const CLEARED = 'Left out: it has none.';

/** What is to change of a workspace (workspaces contract, 2.6); every other member of a workspace may be sent along. */
@ApiSchema({ name: 'WorkspaceUpdate', description: 'What is to change. Null is as if it were left out.' })
export class WorkspaceUpdateBody {
  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    minLength: 1,
    maxLength: LONGEST_NAME,
    example: 'Lobby',
    description: 'Not empty. Left out: as it is.',
  })
  @IsOptional()
  @IsTextFor(fields.nameFrom, fields.A_NAME)
  displayName?: string | null;

  @fields.IsLocationId(SAME_LOCATION)
  locationId?: string | null;

  @fields.IsLocationId(SAME_LOCATION)
  workspaceLocationId?: string | null;

  @fields.IsCapacity(`How many people fit in. ${CLEARED}`)
  capacity?: number | null;

  @fields.IsWorkspaceType(CLEARED)
  type?: WorkspaceType | null;

  @fields.IsNotes(CLEARED)
  notes?: string | null;

  @fields.IsSupportedDevices('If it is sent, it has to be what the workspace has.')
  supportedDevices?: SupportedDevices | null;

  @fields.IsHotdeskingStatus('`on`: it needs no number. Left out: as it is.')
  hotdeskingStatus?: fields.HotdeskingStatus | null;

  @ApiProperty({
    required: false,
    type: CallingUpdate,
    nullable: true,
    description: 'The primary line and the licence. Left out: as it is.',
  })
  @IsOptional()
  @IsObjectOf(() => CallingUpdate)
  calling?: CallingUpdate | null;

  /** In the core's words; every text has been accepted by now. */
  static updateOf({ displayName, ...sent }: WorkspaceUpdateBody): WorkspaceSettings {
    return { name: displayName ?? undefined, ...settingsOf(sent) };
  }
}

/** Whole bodies for the document. */
export const UPDATE_EXAMPLES = {
  rename: { summary: 'Rename it', value: { displayName: 'Lobby', capacity: 4, type: 'open' } },
  primary: {
    summary: 'Change the number and extension of the primary line',
    value: { calling: { type: 'webexCalling', webexCalling: { phoneNumber: '+12145553567', extension: '1234' } } },
  },
  extension: {
    summary: 'Change the extension only',
    value: { calling: { type: 'webexCalling', webexCalling: { extension: '1235' } } },
  },
  release: { summary: 'Give its numbers back to the inventory', value: { calling: { type: 'freeCalling' } } },
};
