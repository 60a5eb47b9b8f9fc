import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsObjectOf, IsTextList } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { licenceUuidFrom } from '../../ids/licence-id.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../../phone-numbers/record/e164.js';
import { CALLING_TYPES, type CallingType } from '../../phone-numbers/record/workspace.entity.js';
import { EXTENSION, EXTENSION_FORM, extensionFrom } from '../../webex/extension.js';
import { IsLocationId } from './workspace-fields.js';

const MOST_LICENCES = 20;

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

  @IsLocationId('Where the workspace is; of one that is in a location already, the same.')
  locationId?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: 'array',
    items: { type: 'string', maxLength: LONGEST_ID },
    maxItems: MOST_LICENCES,
    description:
      'The first one that has a unit left is given; one that the workspace has stays. Left out or empty: the licence ' +
      'stays, and a workspace that is new to calling gets one for workspaces, if a unit is left.',
  })
  @IsOptional()
  @IsTextList(MOST_LICENCES, { parse: licenceUuidFrom, expected: 'the id of a licence' }, { atLeast: 0 })
  licenses?: string[] | null;
}

@ApiSchema({ name: 'WorkspaceCallingUpdate' })
export class CallingUpdate {
  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    enum: [...CALLING_TYPES, null],
    description:
      'From webexCalling to another one, the numbers go back to the inventory; to webexCalling, a location and a ' +
      'number or an extension are needed. Left out: as it is.',
  })
  @IsOptional()
  @IsIn(CALLING_TYPES)
  type?: CallingType | null;

  @ApiProperty({ required: false, type: WebexCallingUpdate, nullable: true, description: 'Left out: as it is.' })
  @IsOptional()
  @IsObjectOf(() => WebexCallingUpdate)
  webexCalling?: WebexCallingUpdate | null;
}
