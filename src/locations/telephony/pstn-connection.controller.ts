import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ListedLocationsService } from '../../phone-numbers/locations/listed-locations.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LOCATION_ID, locationIdPipe } from '../../webex/path-ids.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { KNOWN_LOCATION } from '../location.dto.js';
import { ALL_SERVICES, LocationPstnConnection, PstnConnectionOptions } from './pstn-connection.dto.js';

const ACCESS =
  'Needs the scope `spark-admin:telephony_pstn_read` and a full, read-only or location administrator; a location ' +
  'administrator reaches their locations only.';
const FAILURES = {
  400: 'An id or a parameter is not valid, or the request is not well formed',
  403: "The token lacks the scope or the role, or orgId is not the caller's to use",
  404: 'There is no such location within reach, or it has no calling',
};

@ApiTags('Locations')
@Controller('v1/telephony/pstn/locations/:locationId')
@RequiresScope('spark-admin:telephony_pstn_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
export class PstnConnectionController {
  constructor(private readonly locations: ListedLocationsService) {}

  @Get('connection')
  @ApiOperation({
    operationId: 'get_telephony_pstn_locations_connection',
    summary: 'Show how a location is connected to the PSTN',
    description: ACCESS,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiOkResponse({
    type: LocationPstnConnection,
    description: 'The connection',
    example: LocationPstnConnection.from(KNOWN_LOCATION),
  })
  @ApiFailures(WebexErrorBody, { ...FAILURES, 404: `${FAILURES[404]}, or its connection is not known` })
  async connection(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<LocationPstnConnection> {
    return LocationPstnConnection.from(await this.reached(uuid, caller, target));
  }

  @Get('connectionOptions')
  @ApiOperation({
    operationId: 'get_telephony_pstn_locations_connection_options',
    summary: 'List the connections to the PSTN that a location could have',
    description: `Each location could have any. ${ACCESS}`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiQuery({
    name: 'serviceTypes',
    required: false,
    schema: { type: 'array', maxItems: ALL_SERVICES.length, items: { type: 'string', enum: ALL_SERVICES } },
    description: 'Only with any of these services.',
  })
  @ApiOkResponse({
    type: PstnConnectionOptions,
    description: 'The kinds of connections',
    example: PstnConnectionOptions.asked({}),
  })
  @ApiFailures(WebexErrorBody, FAILURES)
  async options(
    @Caller() caller: Principal,
    @Param('locationId', locationIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
  ): Promise<PstnConnectionOptions> {
    const options = PstnConnectionOptions.asked(query);
    await this.reached(uuid, caller, target);
    return options;
  }

  private reached(uuid: string, caller: Principal, target: OrganizationId | undefined) {
    return this.locations.location(uuid, readReach(caller, target), { withCallingOnly: true });
  }
}
