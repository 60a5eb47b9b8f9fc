import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { LONGEST_ID, uuidFrom } from '../../ids/webex-id.js';
import type { LocationChanges } from '../../phone-numbers/locations/location-settings.service.js';
import { IsRequiredOr } from '../../webex/alias.decorator.js';
import { pstnConnectionFrom, pstnConnectionId } from '../../webex/pstn-connections.js';

const ROUTES = ['TRUNK', 'ROUTE_GROUP'] as const;
const routeFrom = (text: string): string | undefined => uuidFrom(text, ROUTES);

/** How a location is connected to the PSTN (workspaces contract, 2.9). */
@ApiSchema({ name: 'PstnConnectionUpdate', description: 'A kind of connection, or the route of a local gateway.' })
export class PstnConnectionUpdate {
  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    maxLength: LONGEST_ID,
    description: 'Id of a kind of connection. Required, here or by a route.',
  })
  @IsRequiredOr('premiseRouteId')
  @IsTextFor(pstnConnectionFrom, 'the id of a PSTN connection')
  id?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    enum: [...ROUTES, null],
    description: 'Of a local gateway. Left out: as the id says, else TRUNK.',
  })
  @IsOptional()
  @IsIn(ROUTES)
  premiseRouteType?: (typeof ROUTES)[number] | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    maxLength: LONGEST_ID,
    description: 'Id of the trunk or route group.',
  })
  @IsOptional()
  @IsTextFor(routeFrom, 'the id of a trunk or route group')
  premiseRouteId?: string | null;

  /** In the core's words: a route is one of a local gateway. */
  static changesOf({ id, premiseRouteType, premiseRouteId }: PstnConnectionUpdate): LocationChanges {
    if (!premiseRouteId) return { pstnConnection: pstnConnectionFrom(id!)!, pstnRouteType: null, pstnRouteId: null };
    const isGroup = premiseRouteType
      ? premiseRouteType === 'ROUTE_GROUP'
      : uuidFrom(premiseRouteId, ['TRUNK']) === undefined;
    const pstnRouteType = isGroup ? 'ROUTE_GROUP' : 'TRUNK';
    return { pstnConnection: 'LOCAL_GATEWAY', pstnRouteType, pstnRouteId: routeFrom(premiseRouteId)! };
  }
}

/** Whole bodies for the document. */
export const CONNECTION_EXAMPLES = {
  kind: { summary: 'A kind of connection', value: { id: pstnConnectionId('NON_INTEGRATED_CCP') } },
  route: {
    summary: 'The trunk of a local gateway',
    value: { premiseRouteType: 'TRUNK', premiseRouteId: '842938d5-9273-4bc6-aa3a-056772db3165' },
  },
};
