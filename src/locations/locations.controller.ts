import { applyDecorators, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../auth/access.decorators.js';
import type { Principal } from '../auth/principal.js';
import { ApiFailures } from '../http/documented-failures.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { ID_FORM } from '../ids/webex-id.js';
import { ListedLocationsService } from '../phone-numbers/locations/listed-locations.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../webex/organization-query.js';
import { LINK, maxOf, START } from '../webex/pages.js';
import { LOCATION_ID, locationIdPipe } from '../webex/path-ids.js';
import { readReach } from '../webex/reach-of.js';
import { WebexErrorBody } from '../webex/webex-error.body.js';
import { LocationPages, LONGEST_NAME, ORDERS, SIZE } from './location-pages.js';
import {
  FloorList,
  KNOWN_LOCATION,
  Location,
  LocationList,
  WorkspaceLocation,
  WorkspaceLocationList,
} from './location.dto.js';
import { TelephonyLocation, TelephonyLocationList } from './telephony-location.dto.js';

const READERS = { roles: ['full_admin', 'readonly_admin', 'location_admin'] } as const;
const access = (scope: string): string =>
  `Needs the scope \`spark-admin:${scope}\` and a full, read-only or location administrator; a location administrator ` +
  'reaches their locations only.';
const NOT_REACHABLE = "The token lacks the scope or the role, or orgId is not the caller's to use";

const ApiLocationPage = (name: string) =>
  applyDecorators(
    ApiQuery(ORG_ID),
    ApiQuery({
      name,
      required: false,
      schema: { type: 'string', maxLength: LONGEST_NAME },
      description: 'Only whose name has this, in any case.',
    }),
    ApiQuery({
      name: 'id',
      required: false,
      schema: { type: 'string', ...ID_FORM },
      description: 'Only the location of this id.',
    }),
    ApiQuery(maxOf(SIZE)),
    ApiQuery(START),
    ApiFailures(WebexErrorBody, {
      400: 'A parameter is not valid, or the request is not well formed',
      403: NOT_REACHABLE,
    }),
  );
const ApiOneLocation = () =>
  applyDecorators(
    ApiParam(LOCATION_ID),
    ApiQuery(ORG_ID),
    ApiFailures(WebexErrorBody, {
      400: 'locationId or orgId is not valid, or the request is not well formed',
      403: NOT_REACHABLE,
      404: 'There is no such location within reach, or it has no calling where that is asked for',
    }),
  );
const page = <Item>(type: new () => Item, example: Item) => ({
  type,
  description: 'A page of the list',
  headers: LINK,
  example: example as object,
});

@ApiTags('Locations')
@Controller('v1')
export class LocationsController {
  constructor(
    private readonly locations: ListedLocationsService,
    private readonly pages: LocationPages,
  ) {}

  @Get('locations')
  @RequiresScope('spark-admin:locations_read', READERS)
  @ApiOperation({ operationId: 'get_locations', summary: 'List the locations', description: access('locations_read') })
  @ApiLocationPage('name')
  @ApiOkResponse(page(LocationList, { items: [Location.from(KNOWN_LOCATION)] }))
  async list(
    @Caller() caller: Principal,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LocationList> {
    const found = await this.pages.page('locations', { caller, query, request, reply });
    return { items: found.map((location) => Location.from(location)) };
  }

  @Get('locations/:locationId')
  @RequiresScope('spark-admin:locations_read', READERS)
  @ApiOperation({ operationId: 'get_location', summary: 'Show a location', description: access('locations_read') })
  @ApiOneLocation()
  @ApiOkResponse({ type: Location, description: 'The location', example: Location.from(KNOWN_LOCATION) })
  async location(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<Location> {
    return Location.from(await this.locations.location(uuid, readReach(caller, target)));
  }

  @Get('locations/:locationId/floors')
  @RequiresScope('spark-admin:locations_read', READERS)
  @ApiOperation({
    operationId: 'get_location_floors',
    summary: 'List the floors of a location',
    description: `The record keeps none. ${access('locations_read')}`,
  })
  @ApiOneLocation()
  @ApiOkResponse({ type: FloorList, description: 'The empty list', example: { items: [] } })
  async floors(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<FloorList> {
    await this.locations.location(uuid, readReach(caller, target));
    return { items: [] };
  }

  @Get('workspaceLocations')
  @RequiresScope('spark-admin:workspaces_read', READERS)
  @ApiOperation({
    operationId: 'get_workspace_locations',
    summary: 'List the locations by their older ids',
    description: access('workspaces_read'),
  })
  @ApiLocationPage('displayName')
  @ApiOkResponse(page(WorkspaceLocationList, { items: [WorkspaceLocation.from(KNOWN_LOCATION)] }))
  async workspaceLocations(
    @Caller() caller: Principal,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkspaceLocationList> {
    const found = await this.pages.page('workspace locations', { caller, query, request, reply });
    return { items: found.map((location) => WorkspaceLocation.from(location)) };
  }

  @Get('telephony/config/locations')
  @RequiresScope('spark-admin:telephony_config_read', READERS)
  @ApiOperation({
    operationId: 'get_telephony_config_locations',
    summary: 'List the locations that have calling',
    description: access('telephony_config_read'),
  })
  @ApiLocationPage('name')
  @ApiQuery({
    name: 'order',
    required: false,
    schema: { type: 'string', enum: [...ORDERS] },
    description: 'By name, in the order of its code points. Left out: by id.',
  })
  @ApiOkResponse(page(TelephonyLocationList, { locations: [TelephonyLocation.from(KNOWN_LOCATION)] }))
  async telephonyLocations(
    @Caller() caller: Principal,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TelephonyLocationList> {
    const found = await this.pages.page('telephony locations', { caller, query, request, reply }, true);
    return { locations: found.map((location) => TelephonyLocation.from(location)) };
  }

  @Get('telephony/config/locations/:locationId')
  @RequiresScope('spark-admin:telephony_config_read', READERS)
  @ApiOperation({
    operationId: 'get_telephony_config_location',
    summary: 'Show what a location has of calling',
    description: access('telephony_config_read'),
  })
  @ApiOneLocation()
  @ApiOkResponse({
    type: TelephonyLocation,
    description: 'The location',
    example: TelephonyLocation.from(KNOWN_LOCATION),
  })
  async telephonyLocation(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<TelephonyLocation> {
    const reach = readReach(caller, target);
    return TelephonyLocation.from(await this.locations.location(uuid, reach, { withCallingOnly: true }));
  }
}
