import { Body, Controller, Delete, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { ClientBase } from 'pg';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import type { Principal } from '../../auth/principal.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { LocationSettingsService } from '../../phone-numbers/locations/location-settings.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LOCATION_ID, locationIdPipe } from '../../webex/path-ids.js';
import { writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { CREATED_LOCATION_EXAMPLE, CreatedLocation } from './created-location.dto.js';
import { LOCATION_UPDATE_EXAMPLES, LocationUpdate, NEW_LOCATION_EXAMPLES, NewLocation } from './location-update.dto.js';

const FAILURES = {
  400: 'A field, an id or the idempotency key is not valid (errorCode 25008), or there is no JSON body (25024)',
  403: "The token lacks the scope or the role, or orgId is not the caller's to change",
  404: 'There is no such location within reach',
  409: 'The idempotency key is in use',
};
const SCOPE = 'spark-admin:locations_write';

@ApiTags('Locations')
@Controller('v1/locations')
export class LocationSettingsController {
  constructor(
    private readonly locations: LocationSettingsService,
    private readonly writes: WritesService,
  ) {}

  @Post()
  @RequiresScope(SCOPE, { roles: ['full_admin'] })
  @ApiOperation({
    operationId: 'post_locations',
    summary: 'Create a location',
    description:
      'Without calling: `POST /v1/telephony/config/locations` gives it that. Needs the scope ' +
      '`spark-admin:locations_write` and a full administrator.',
  })
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: NewLocation, examples: NEW_LOCATION_EXAMPLES })
  @ApiCreatedResponse({
    type: CreatedLocation,
    description: 'The location',
    headers: IDEMPOTENCY_REPLAYED,
    example: CREATED_LOCATION_EXAMPLE,
  })
  @ApiFailures(WebexErrorBody, { ...FAILURES, 404: 'The record does not know the organization' })
  async create(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: NewLocation,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const settings = LocationUpdate.changesOf(sent);
    const answered = await this.writes.once(key, this.locations.admitNew(reach), async (client) => {
      const locationUuid = await this.locations.create(client, reach, settings, author);
      return { status: 201, body: JSON.stringify(CreatedLocation.of(locationUuid)) };
    });
    sendAnswer(reply, answered);
  }

  @Put(':locationId')
  @RequiresScope(SCOPE, { roles: ['full_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'put_locations',
    summary: 'Change a location',
    description:
      'What is left out stays; `address` is replaced as a whole, and null clears. Needs the scope ' +
      '`spark-admin:locations_write` and a full or location administrator.',
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: LocationUpdate, examples: LOCATION_UPDATE_EXAMPLES })
  @ApiNoContentResponse({ description: 'The location is as the request says', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, FAILURES)
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: LocationUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    await this.write(reply, key, this.locations.admit(locationUuid, reach), (client) =>
      this.locations.change(client, locationUuid, reach, LocationUpdate.changesOf(sent), author),
    );
  }

  @Delete(':locationId')
  @RequiresScope(SCOPE, { roles: ['full_admin'] })
  @ApiOperation({
    operationId: 'delete_locations',
    summary: 'Delete a location',
    description:
      'Only while no workspace, user or line is in it. Its numbers stay with the organization, in no location. Needs ' +
      'the scope `spark-admin:locations_write` and a full administrator.',
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiNoContentResponse({ description: 'There is no such location any more', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    ...FAILURES,
    400: 'An id or the idempotency key is not valid (errorCode 25008)',
    409: 'The location is in use, or the idempotency key is',
  })
  async remove(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    await this.write(reply, key, this.locations.admitAgain(locationUuid, reach), (client) =>
      this.locations.remove(client, locationUuid, reach, author),
    );
  }

  private async write(
    reply: FastifyReply,
    key: IdempotencyKey | undefined,
    admit: (client: ClientBase) => Promise<void>,
    work: (client: ClientBase) => Promise<void>,
  ): Promise<void> {
    const answered = await this.writes.once(key, admit, async (client) => {
      await work(client);
      return { status: 204, body: '' };
    });
    sendAnswer(reply, answered);
  }
}
