import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { InventoryEntry } from '../../phone-numbers/inventory/inventory.service.js';
import { NO_LAST_NAME, personName } from '../../phone-numbers/record/person-name.js';

/** Who has a number or an extension: receives its calls, or has had it longest for outgoing calls. */
@ApiSchema({
  name: 'NumberOwner',
  description: 'Who receives the calls; else who has had it longest for outgoing ones.',
})
export class NumberOwner {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS9mYjM4ZjBiNi05M2E3LTQyY2MtYTNhOS0zYTkxNWRmZTRkODI',
    description: 'Of the person or the workspace.',
  })
  id: string;

  @ApiProperty({ enum: ['PEOPLE', 'PLACE'], example: 'PEOPLE', description: 'A person, or a workspace.' })
  type: 'PEOPLE' | 'PLACE';

  @ApiProperty({ type: String, required: false, example: 'Sam', description: 'Of a workspace, its name.' })
  firstName?: string;

  @ApiProperty({ type: String, example: 'Patel', description: '`.` where there is none.' })
  lastName: string;

  @ApiProperty({ type: String, required: false, example: 'Sam Patel', description: 'Absent where it is not known.' })
  displayName?: string;

  static from(entry: InventoryEntry): NumberOwner | undefined {
    const { userUuid, workspaceUuid, workspaceName, fullName } = entry;
    if (workspaceUuid) {
      const name = workspaceName ?? undefined;
      const id = webexId('PLACE', workspaceUuid);
      return { id, type: 'PLACE', firstName: name, lastName: NO_LAST_NAME, displayName: name };
    }
    if (!userUuid) return undefined;
    const displayName = fullName ?? undefined;
    return { id: webexId('PEOPLE', userUuid), type: 'PEOPLE', ...personName(entry), displayName };
  }
}

@ApiSchema({ name: 'NumberLocation' })
export class NumberLocation {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of the location.',
  })
  id: string;

  @ApiProperty({ type: String, required: false, example: 'MainOffice', description: 'Absent where it is not known.' })
  name?: string;

  static from({ locationUuid, locationName }: InventoryEntry): NumberLocation {
    return { id: webexId('LOCATION', locationUuid), name: locationName ?? undefined };
  }
}
