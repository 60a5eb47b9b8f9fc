import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { InventoryEntry } from '../../phone-numbers/inventory/inventory.service.js';
import { isTollFree } from '../../phone-numbers/record/toll-free.js';
import { NumberLocation, NumberOwner } from '../numbers/entry-owner.dto.js';
import { TELEPHONY_TYPES } from '../numbers/inventory-query.js';

/** A number that may be chosen (workspaces contract, 2.5): other names than in the inventory. */
@ApiSchema({ name: 'AvailableNumber' })
export class AvailableNumber {
  @ApiProperty({ type: String, example: '+12055550009', description: 'E.164.' })
  phoneNumber: string;

  @ApiProperty({ type: String, required: false, example: '12211', description: "Of its owner's line; absent: none." })
  extension?: string;

  @ApiProperty({ enum: ['ACTIVE', 'INACTIVE'], example: 'ACTIVE', description: 'Whether it is in service.' })
  state: 'ACTIVE' | 'INACTIVE';

  @ApiProperty({ type: Boolean, example: false, description: "Whether it is its location's main number." })
  isMainNumber: boolean;

  @ApiProperty({ type: Boolean, example: false, description: 'Whether callers pay nothing, by the numbering plan.' })
  tollFreeNumber: boolean;

  @ApiProperty({ enum: [...TELEPHONY_TYPES], example: 'PSTN_NUMBER', description: 'Of which network.' })
  telephonyType: 'PSTN_NUMBER' | 'MOBILE_NUMBER';

  @ApiProperty({ type: Boolean, example: false, description: 'Whether it is the number of a service.' })
  isServiceNumber: boolean;

  @ApiProperty({ type: NumberLocation, description: 'Where it is.' })
  location: NumberLocation;

  @ApiProperty({ type: NumberOwner, required: false, description: 'Absent: nobody has it.' })
  owner?: NumberOwner;

  static from(entry: InventoryEntry): AvailableNumber {
    return {
      phoneNumber: entry.e164!,
      extension: entry.extension ?? undefined,
      state: entry.state!,
      isMainNumber: entry.isMain,
      tollFreeNumber: isTollFree(entry.e164!),
      telephonyType: entry.isMobile ? 'MOBILE_NUMBER' : 'PSTN_NUMBER',
      isServiceNumber: entry.isService!,
      location: NumberLocation.from(entry),
      owner: NumberOwner.from(entry),
    };
  }
}

@ApiSchema({ name: 'AvailableNumbers' })
export class AvailableNumbers {
  @ApiProperty({ type: [AvailableNumber], description: 'By number.' })
  phoneNumbers: AvailableNumber[];
}

/** A whole answer for the document. */
export const AVAILABLE_EXAMPLE = {
  phoneNumbers: [
    {
      phoneNumber: '+12055550009',
      state: 'ACTIVE',
      isMainNumber: false,
      tollFreeNumber: false,
      telephonyType: 'PSTN_NUMBER',
      isServiceNumber: false,
      location: {
        id: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
        name: 'MainOffice',
      },
    },
  ],
};
