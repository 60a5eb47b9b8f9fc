import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { WorkspaceUpdate } from '../../phone-numbers/assignments/calling-lines.service.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../../phone-numbers/record/e164.js';
import { hasAtMost, LONGEST_NAME } from '../../phone-numbers/record/text-length.js';
import { EXTENSION, EXTENSION_FORM, extensionFrom } from '../../webex/extension.js';

const A_LOCATION = 'the id of a location';
const SAME_LOCATION = 'If it is sent, it has to be the location that the workspace has.';

/** The primary line. Null is as if it were left out. */
@ApiSchema({ name: 'WorkspaceWebexCallingUpdate' })
export class WebexCallingUpdate {
  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_WRITTEN_NUMBER,
    example: '+12145553567',
    description:
      'E.164, or as it is written in the country of the location. Free in the inventory of the location, or an ' +
      'alternate of the workspace, which then is its primary; the number before it goes back to the inventory. Left ' +
      'out: as it is.',
  })
  @IsOptional()
  @IsTextFor(writtenNumberFrom, 'a phone number')
  phoneNumber?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    ...EXTENSION_FORM,
    example: '1234',
    description: `${EXTENSION}; free in the location. Left out: as it is.`,
  })
  @IsOptional()
  @IsTextFor(extensionFrom, EXTENSION)
  extension?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: SAME_LOCATION,
  })
  @IsOptional()
  @IsTextFor(locationUuidFrom, A_LOCATION)
  locationId?: string | null;
}

@ApiSchema({ name: 'WorkspaceCallingUpdate' })
export class CallingUpdate {
  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: ['webexCalling', null],
    example: 'webexCalling',
    description: 'Stays as it is: nothing else is taken.',
  })
  @IsOptional()
  @IsIn(['webexCalling'])
  type?: 'webexCalling' | null;

  @ApiProperty({ required: false, type: WebexCallingUpdate, nullable: true, description: 'Left out: as it is.' })
  @IsOptional()
  @IsObjectOf(() => WebexCallingUpdate)
  webexCalling?: WebexCallingUpdate | null;
}

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
  @IsTextFor(nameFrom, `a text of 1 to ${LONGEST_NAME} characters`)
  displayName?: string | null;

  @ApiProperty({
    required: false,
    type: CallingUpdate,
    nullable: true,
    description: 'The primary line. Left out: as it is.',
  })
  @IsOptional()
  @IsObjectOf(() => CallingUpdate)
  calling?: CallingUpdate | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: SAME_LOCATION,
  })
  @IsOptional()
  @IsTextFor(locationUuidFrom, A_LOCATION)
  locationId?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: SAME_LOCATION,
  })
  @IsOptional()
  @IsTextFor(locationUuidFrom, A_LOCATION)
  workspaceLocationId?: string | null;

  /** In the core's words; every text has been accepted by now. */
  static updateOf({ displayName, calling, ...sent }: WorkspaceUpdateBody): WorkspaceUpdate {
    const line = calling?.webexCalling;
    const locations = {
      locationId: sent.locationId,
      workspaceLocationId: sent.workspaceLocationId,
      'calling.webexCalling.locationId': line?.locationId,
    };
    return {
      name: displayName ?? undefined,
      locations: Object.entries(locations).flatMap(([place, id]) =>
        id == null ? [] : [{ place, uuid: locationUuidFrom(id)! }],
      ),
      primary: calling
        ? {
            place: 'calling.webexCalling',
            number: line?.phoneNumber ?? undefined,
            extension: line?.extension ?? undefined,
          }
        : undefined,
    };
  }
}

/** The text, if it names something. */
function nameFrom(text: string): string | undefined {
  return hasAtMost(LONGEST_NAME, text) && text.trim() !== '' ? text : undefined;
}

/** Whole bodies for the document. */
export const UPDATE_EXAMPLES = {
  rename: { summary: 'Rename it', value: { displayName: 'Lobby' } },
  primary: {
    summary: 'Change the number and extension of the primary line',
    value: { calling: { type: 'webexCalling', webexCalling: { phoneNumber: '+12145553567', extension: '1234' } } },
  },
  extension: {
    summary: 'Change the extension only',
    value: { calling: { type: 'webexCalling', webexCalling: { extension: '1235' } } },
  },
};
