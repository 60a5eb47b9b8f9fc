import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { InventoryCounts, InventoryEntry } from '../../phone-numbers/inventory/inventory.service.js';
import { esn } from '../../phone-numbers/record/esn.js';
import { isTollFree } from '../../phone-numbers/record/toll-free.js';
import { NumberLocation, NumberOwner } from './entry-owner.dto.js';
import { TELEPHONY_TYPES } from './inventory-query.js';

/** An entry of an inventory (workspaces contract, 2.2). What it does not have is left out, never null. */
@ApiSchema({
  name: 'InventoryNumber',
  description: 'A number, with the extension of its owner’s line; or an extension that has no number.',
})
export class InventoryNumber {
  @ApiProperty({
    type: String,
    required: false,
    example: '+12055550001',
    description: 'E.164; absent: an extension only.',
  })
  phoneNumber?: string;

  @ApiProperty({ type: String, required: false, example: '12211', description: 'Digits; absent: none.' })
  extension?: string;

  @ApiProperty({ type: String, required: false, example: '1234', description: "The location's, with an extension." })
  routingPrefix?: string;

  @ApiProperty({ type: String, required: false, example: '123412211', description: 'Routing prefix and extension.' })
  esn?: string;

  @ApiProperty({ enum: ['ACTIVE', 'INACTIVE'], required: false, example: 'ACTIVE', description: 'Of a number.' })
  state?: 'ACTIVE' | 'INACTIVE';

  @ApiProperty({
    enum: ['PRIMARY', 'ALTERNATE'],
    required: false,
    example: 'PRIMARY',
    description: 'Of a number: `ALTERNATE` where it is an alternate line of its owner.',
  })
  phoneNumberType?: 'PRIMARY' | 'ALTERNATE';

  @ApiProperty({ type: Boolean, example: false, description: "Whether it is its location's main number." })
  mainNumber: boolean;

  @ApiProperty({ type: Boolean, example: false, description: 'Whether callers pay nothing, by the numbering plan.' })
  tollFreeNumber: boolean;

  @ApiProperty({
    enum: [...TELEPHONY_TYPES],
    required: false,
    example: 'PSTN_NUMBER',
    description: 'Of a number: one.',
  })
  includedTelephonyTypes?: 'PSTN_NUMBER' | 'MOBILE_NUMBER';

  @ApiProperty({ type: Boolean, required: false, example: false, description: 'Of a number: of a service.' })
  isServiceNumber?: boolean;

  @ApiProperty({ type: NumberLocation, description: 'Where it is.' })
  location: NumberLocation;

  @ApiProperty({ type: NumberOwner, required: false, description: 'Absent: nobody has it.' })
  owner?: NumberOwner;

  static from(entry: InventoryEntry): InventoryNumber {
    const { extension, routingPrefix, e164 } = entry;
    return {
      ...ofNumber(entry),
      ...(extension !== null && {
        extension,
        routingPrefix: routingPrefix ?? undefined,
        esn: esn(routingPrefix, extension)!,
      }),
      mainNumber: entry.isMain,
      tollFreeNumber: e164 !== null && isTollFree(e164),
      location: NumberLocation.from(entry),
      owner: NumberOwner.from(entry),
    };
  }
}

function ofNumber({ e164, state, line, isMobile, isService }: InventoryEntry): Partial<InventoryNumber> {
  if (e164 === null) return {};
  return {
    phoneNumber: e164,
    state: state!,
    phoneNumberType: line === 'alternate' ? 'ALTERNATE' : 'PRIMARY',
    includedTelephonyTypes: isMobile ? 'MOBILE_NUMBER' : 'PSTN_NUMBER',
    isServiceNumber: isService!,
  };
}

const COUNT = { type: 'integer', minimum: 0 } as const;

/** Of all entries that the filters let through, whatever page is asked for. */
@ApiSchema({
  name: 'InventoryCount',
  description: 'Of all pages; `total` = `assigned` + `unAssigned` + `extensionOnly`.',
})
export class InventoryCount {
  @ApiProperty({ ...COUNT, example: 2, description: 'Numbers whose calls somebody receives.' })
  assigned: number;

  @ApiProperty({ ...COUNT, example: 1, description: 'Numbers whose calls nobody receives.' })
  unAssigned: number;

  @ApiProperty({ ...COUNT, example: 0, description: 'Numbers out of service.' })
  inActive: number;

  @ApiProperty({ ...COUNT, example: 1, description: 'Extensions without a number.' })
  extensionOnly: number;

  @ApiProperty({ ...COUNT, example: 0, description: 'Toll-free numbers.' })
  tollFreeNumbers: number;

  @ApiProperty({ ...COUNT, example: 4, description: 'Entries.' })
  total: number;

  @ApiProperty({ ...COUNT, example: 0, description: 'Mobile numbers.' })
  mobileNumber: number;

  @ApiProperty({ ...COUNT, example: 0, description: 'Numbers of a service.' })
  serviceNumber: number;

  static from(counts: InventoryCounts): InventoryCount {
    const { assigned, unassigned, extensionOnly } = counts;
    return {
      assigned,
      unAssigned: unassigned,
      inActive: counts.inactive,
      extensionOnly,
      tollFreeNumbers: counts.tollFree,
      total: assigned + unassigned + extensionOnly,
      mobileNumber: counts.mobile,
      serviceNumber: counts.service,
    };
  }
}

@ApiSchema({ name: 'Inventory' })
export class Inventory {
  @ApiProperty({
    type: [InventoryNumber],
    description: 'Numbers in the order that was asked for, then extensions without one.',
  })
  phoneNumbers: InventoryNumber[];

  @ApiProperty({ type: InventoryCount, required: false, description: 'With `details=true`.' })
  count?: InventoryCount;
}

const PLACE = 'Y2lzY29zcGFyazovL3VzL1BMQUNFLzg0MjkzOGQ1LTkyNzMtNGJjNi1hYTNhLTA1Njc3MmRiMzE2NQ';
const LOCATION = {
  id: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
  name: 'MainOffice',
};

/** A whole answer for the document. */
export const INVENTORY_EXAMPLE = {
  phoneNumbers: [
    {
      phoneNumber: '+12055550001',
      state: 'ACTIVE',
      phoneNumberType: 'PRIMARY',
      includedTelephonyTypes: 'PSTN_NUMBER',
      isServiceNumber: false,
      extension: '12211',
      routingPrefix: '1234',
      esn: '123412211',
      mainNumber: false,
      tollFreeNumber: false,
      location: LOCATION,
      owner: { id: PLACE, type: 'PLACE', firstName: 'Lobby', lastName: '.', displayName: 'Lobby' },
    },
    {
      phoneNumber: '+12055550009',
      state: 'INACTIVE',
      phoneNumberType: 'PRIMARY',
      includedTelephonyTypes: 'PSTN_NUMBER',
      isServiceNumber: false,
      mainNumber: false,
      tollFreeNumber: false,
      location: LOCATION,
    },
  ],
  count: {
    assigned: 1,
    unAssigned: 1,
    inActive: 1,
    extensionOnly: 0,
    tollFreeNumbers: 0,
    total: 2,
    mobileNumber: 0,
    serviceNumber: 0,
  },
};
