import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../ids/webex-id.js';
import type { ListedLocation } from '../phone-numbers/locations/listed-locations.queries.js';

const KNOWN = 'Left out where there is none.';
const text = (example: string) => ApiProperty({ required: false, type: String, example, description: KNOWN });

@ApiSchema({ name: 'CallingLineId', description: 'The main number, and the name beside it.' })
export class CallingLineId {
  @text('Acme') name?: string;
  @text('+12145551000') phoneNumber?: string;
}

@ApiSchema({ name: 'PremisesConnection', description: 'The route of a local gateway.' })
export class PremisesConnection {
  @ApiProperty({ type: String, enum: ['TRUNK', 'ROUTE_GROUP'], example: 'TRUNK', description: 'What it is.' })
  type: string;

  @ApiProperty({
    type: String,
    example: webexId('TRUNK', '842938d5-9273-4bc6-aa3a-056772db3165'),
    description: 'Id of the trunk or route group.',
  })
  id: string;
}

/** A location that has calling; a list says of it what the detail says. */
@ApiSchema({ name: 'TelephonyLocation', description: 'What a location has of calling.' })
export class TelephonyLocation {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of the location.',
  })
  id: string;

  @text('MainOffice') name?: string;
  @text('en_us') announcementLanguage?: string;

  @ApiProperty({ type: CallingLineId })
  callingLineId: CallingLineId;

  @ApiProperty({ required: false, type: PremisesConnection, description: 'Only of premises-based PSTN.' })
  connection?: PremisesConnection;

  @text('Acme Main Office') externalCallerIdName?: string;
  @text('9') outsideDialDigit?: string;

  @ApiProperty({ type: Boolean, example: false, description: 'Whether the digit has to be dialled.' })
  enforceOutsideDialDigit: boolean;

  @text('8') routingPrefix?: string;

  static from(location: ListedLocation): TelephonyLocation {
    const { pstnRouteType: type, pstnRouteId } = location;
    return {
      id: webexId('LOCATION', location.id),
      name: location.name ?? undefined,
      announcementLanguage: location.announcementLanguage ?? undefined,
      callingLineId: { name: location.callerName ?? undefined, phoneNumber: location.mainNumber ?? undefined },
      connection: type ? { type, id: webexId(type, pstnRouteId!) } : undefined,
      externalCallerIdName: location.externalCallerName ?? undefined,
      outsideDialDigit: location.outsideDialDigit ?? undefined,
      enforceOutsideDialDigit: location.enforcesOutsideDialDigit,
      routingPrefix: location.routingPrefix ?? undefined,
    };
  }
}

@ApiSchema({ name: 'TelephonyLocationList' })
export class TelephonyLocationList {
  @ApiProperty({ type: [TelephonyLocation], description: 'The page; empty where no location has calling.' })
  locations: TelephonyLocation[];
}
