import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { InvalidParameter } from '../../http/invalid-parameter.js';
import { webexId } from '../../ids/webex-id.js';
import type { ListedLocation } from '../../phone-numbers/locations/listed-locations.queries.js';
import { PstnNotConfigured } from '../../phone-numbers/locations/locations.errors.js';
import { PSTN_CONNECTIONS, type PstnConnection } from '../../phone-numbers/record/location.entity.js';
import { pstnConnectionId } from '../../webex/pstn-connections.js';

const NAMES: Record<PstnConnection, string> = {
  LOCAL_GATEWAY: 'Premises-based PSTN',
  NON_INTEGRATED_CCP: 'Cloud Connected PSTN, not integrated',
  INTEGRATED_CCP: 'Cloud Connected PSTN, integrated',
  CISCO_PSTN: 'Cisco PSTN',
};

/** The kinds of numbers that the record keeps: any connection may have them. */
const SERVICES = ['GEOGRAPHIC_NUMBERS', 'TOLLFREE_NUMBERS', 'MOBILE_NUMBERS'];
/** What the vendor's clients may ask for. */
export const ALL_SERVICES = [
  ...SERVICES,
  ...['BUSINESS_TEXTING', 'CONTACT_CENTER', 'SERVICE_NUMBERS', 'NON_GEOGRAPHIC_NUMBERS'],
];

/** A connection that a location could have. */
@ApiSchema({ name: 'PstnConnectionOption', description: 'A kind of connection.' })
export class PstnConnectionOption {
  @ApiProperty({ type: String, example: pstnConnectionId('LOCAL_GATEWAY'), description: 'Id of the kind.' })
  id: string;

  @ApiProperty({ type: String, example: NAMES.LOCAL_GATEWAY, description: 'What it is called.' })
  displayName: string;

  @ApiProperty({ type: [String], enum: SERVICES, example: SERVICES, description: 'Numbers that it may have.' })
  pstnServices: string[];

  static of(connection: PstnConnection): PstnConnectionOption {
    return { id: pstnConnectionId(connection), displayName: NAMES[connection], pstnServices: SERVICES };
  }
}

@ApiSchema({ name: 'PstnConnectionOptions' })
export class PstnConnectionOptions {
  @ApiProperty({ type: [PstnConnectionOption], description: 'All kinds; empty where none has such a service.' })
  items: PstnConnectionOption[];

  /** Those with any of the services that a query names; all, where it names none. Throws InvalidParameter. */
  static asked({ serviceTypes }: Record<string, unknown>): PstnConnectionOptions {
    const asked = serviceTypes === undefined ? SERVICES : [serviceTypes].flat();
    if (asked.length > ALL_SERVICES.length || asked.some((service) => !ALL_SERVICES.includes(service as string))) {
      throw new InvalidParameter('serviceTypes', `any of ${ALL_SERVICES.join(', ')}`);
    }
    const isOffered = asked.some((service) => SERVICES.includes(service as string));
    return { items: isOffered ? PSTN_CONNECTIONS.map((connection) => PstnConnectionOption.of(connection)) : [] };
  }
}

/** How a location is connected to the PSTN (workspaces contract, 2.9). */
@ApiSchema({ name: 'PstnConnection', description: 'How a location is connected to the PSTN.' })
export class LocationPstnConnection extends PstnConnectionOption {
  @ApiProperty({ type: String, enum: [...PSTN_CONNECTIONS], example: 'LOCAL_GATEWAY', description: 'The kind.' })
  pstnConnectionType: PstnConnection;

  @ApiProperty({
    required: false,
    type: String,
    enum: ['TRUNK', 'ROUTE_GROUP'],
    example: 'TRUNK',
    description: 'Of a local gateway whose route is known.',
  })
  routeType?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: webexId('TRUNK', '842938d5-9273-4bc6-aa3a-056772db3165'),
    description: 'Id of the trunk or route group; left out where it is not known.',
  })
  routeId?: string;

  /** Throws PstnNotConfigured. */
  static from({ pstnConnection, pstnRouteType, pstnRouteId }: ListedLocation): LocationPstnConnection {
    if (!pstnConnection) throw new PstnNotConfigured();
    return {
      ...PstnConnectionOption.of(pstnConnection),
      pstnConnectionType: pstnConnection,
      ...(pstnRouteType && { routeType: pstnRouteType, routeId: webexId(pstnRouteType, pstnRouteId!) }),
    };
  }
}
