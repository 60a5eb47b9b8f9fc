import { Body, Controller, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import type { Principal } from '../../auth/principal.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import {
  LocationSettingsService,
  type LocationChanges,
} from '../../phone-numbers/locations/location-settings.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { Reach } from '../../phone-numbers/tenants/reach.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LOCATION_ID, locationIdPipe } from '../../webex/path-ids.js';
import { writeReach } from '../../webex/reach-of.js';
import { RoutingPrefixErrorBody, WebexErrorBody } from '../../webex/webex-error.body.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import { CREATED_LOCATION_EXAMPLE, CreatedLocation } from '../location/created-location.dto.js';
import { CONNECTION_EXAMPLES, PstnConnectionUpdate } from './pstn-connection-update.dto.js';
import {
  NEW_TELEPHONY_EXAMPLES,
  NewTelephonyLocation,
  TELEPHONY_UPDATE_EXAMPLES,
  TelephonyLocationUpdate,
} from './telephony-location-update.dto.js';

const FAILURES = {
  400: 'A field, an id or the idempotency key is not valid (errorCode 25008), or there is no JSON body (25024)',
  403: "The token lacks the scope or the role, or orgId is not the caller's to change",
  404: 'There is no such location within reach',
  409: 'The idempotency key is in use',
};
const FULL = { roles: ['full_admin'] } as const;
const SCOPE = 'spark-admin:telephony_config_write';
const NEEDS = ' Needs the scope `spark-admin:telephony_config_write` and a full administrator.';

@ApiTags('Locations')
@Controller('v1/telephony')
export class TelephonyLocationController {
  constructor(
    private readonly locations: LocationSettingsService,
    private readonly writes: WritesService,
  ) {}

  @Post('config/locations')
  @RequiresScope(SCOPE, FULL)
  @ApiOperation({
    operationId: 'post_telephony_config_locations',
    summary: 'Give a location calling',
    description: `One that has calling already is answered alike.${NEEDS}`,
  })
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: NewTelephonyLocation, examples: NEW_TELEPHONY_EXAMPLES })
  @ApiCreatedResponse({
    type: CreatedLocation,
    description: 'The location',
    headers: IDEMPOTENCY_REPLAYED,
    example: CREATED_LOCATION_EXAMPLE,
  })
  @ApiFailures(WebexErrorBody, FAILURES)
  async enable(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { id, announcementLanguage }: NewTelephonyLocation,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const locationUuid = locationUuidFrom(id)!;
    const changes = { isCallingEnabled: true, ...(announcementLanguage && { announcementLanguage }) };
    const answered = await this.writes.once(key, this.locations.admit(locationUuid, reach), async (client) => {
      await this.locations.change(client, locationUuid, reach, changes, author);
      return { status: 201, body: JSON.stringify(CreatedLocation.of(locationUuid)) };
    });
    sendAnswer(reply, answered);
  }

  @Put('config/locations/:locationId')
  @RequiresScope(SCOPE, FULL)
  @ApiOperation({
    operationId: 'put_telephony_config_locations',
    summary: 'Change the calling of a location',
    description:
      'Its main number, routing prefix, digit for numbers outside and names. A routing prefix changes the ESN of every ' +
      'line of the location at once; one that would give two lines of the organization the same ESN is refused, and ' +
      `these are named.${NEEDS}`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: TelephonyLocationUpdate, examples: TELEPHONY_UPDATE_EXAMPLES })
  @ApiNoContentResponse({ description: 'The location is as the request says', headers: IDEMPOTENCY_REPLAYED })
  @ApiExtraModels(RoutingPrefixErrorBody)
  // Its description is that of ApiFailures.
  @ApiBadRequestResponse({
    schema: { oneOf: [WebexErrorBody, RoutingPrefixErrorBody].map((body) => ({ $ref: getSchemaPath(body) })) },
  })
  @ApiFailures(WebexErrorBody, {
    ...FAILURES,
    400:
      'A field, an id or the idempotency key is not valid (errorCode 25008), there is no JSON body (25024), or the main ' +
      'number is not in the inventory of the location (25089). A routing prefix that another location has is refused ' +
      'in another body, as in Webex Calling',
    404: 'There is no such location within reach, or it has no calling',
    409: 'Lines of two locations would have one ESN, or the idempotency key is in use',
  })
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: TelephonyLocationUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const changes = TelephonyLocationUpdate.changesOf(sent);
    await this.change(reply, { key, locationUuid, reach: writeReach(caller, target), author }, changes);
  }

  @Put('pstn/locations/:locationId/connection')
  @RequiresScope('spark-admin:telephony_pstn_write', FULL)
  @ApiOperation({
    operationId: 'put_telephony_pstn_locations_connection',
    summary: 'Say how a location is connected to the PSTN',
    description:
      'By the id of a kind of connection, or by the route of a local gateway. Needs the scope ' +
      '`spark-admin:telephony_pstn_write` and a full administrator.',
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: PstnConnectionUpdate, examples: CONNECTION_EXAMPLES })
  @ApiNoContentResponse({ description: 'The location is connected so', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, { ...FAILURES, 404: 'There is no such location within reach, or it has no calling' })
  async connect(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: PstnConnectionUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const changes = PstnConnectionUpdate.changesOf(sent);
    await this.change(reply, { key, locationUuid, reach: writeReach(caller, target), author }, changes);
  }

  private async change(
    reply: FastifyReply,
    { key, locationUuid, reach, author }: Write,
    changes: LocationChanges,
  ): Promise<void> {
    const answered = await this.writes.once(key, this.locations.admit(locationUuid, reach), async (client) => {
      await this.locations.change(client, locationUuid, reach, changes, author, { calling: true });
      return { status: 204, body: '' };
    });
    sendAnswer(reply, answered);
  }
}

interface Write {
  key: IdempotencyKey | undefined;
  locationUuid: string;
  reach: Reach;
  author: ChangedBy;
}
