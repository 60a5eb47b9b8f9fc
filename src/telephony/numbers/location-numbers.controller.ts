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
import { LocationInventoryService } from '../../phone-numbers/inventory/location-inventory.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { Reach } from '../../phone-numbers/tenants/reach.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LOCATION_ID, locationIdPipe } from '../../webex/path-ids.js';
import { writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import {
  ADDITION_EXAMPLES,
  LocationNumbersUpdate,
  NewLocationNumbers,
  REMOVAL_EXAMPLES,
  RemovedLocationNumbers,
  UPDATE_EXAMPLES,
} from './location-numbers.dto.js';
import { namingUnknownNumber } from './unknown-number.js';

const UNREADABLE =
  'A field, an id, a number or the idempotency key is not valid, or a number stands twice in the request (errorCode ' +
  '25008), there is no JSON body (25024)';
const FAILURES = {
  400: UNREADABLE,
  403: "The token lacks the scope or the role, or orgId is not the caller's to change",
  404: 'There is no such location within reach, or it has no calling',
  409: 'The PSTN provider of the location keeps its numbers, or the idempotency key is in use',
};
const NEEDS = ' Needs the scope `spark-admin:telephony_config_write` and a full administrator.';
const FULL = { roles: ['full_admin'] } as const;
const SCOPE = 'spark-admin:telephony_config_write';

@ApiTags('Numbers')
@Controller('v1/telephony/config/locations/:locationId/numbers')
export class LocationNumbersController {
  constructor(
    private readonly inventory: LocationInventoryService,
    private readonly writes: WritesService,
  ) {}

  @Post()
  @RequiresScope(SCOPE, FULL)
  @ApiOperation({
    operationId: 'post_telephony_config_locations_numbers',
    summary: 'Add numbers to a location',
    description:
      'Puts numbers into the inventory of a location, all of them or none: numbers that nobody has, as far as the ' +
      'operator lets the organization add them, and free numbers of the organization that are in no location. A number ' +
      `that another organization has is refused like one that this organization may not add.${NEEDS}`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: NewLocationNumbers, examples: ADDITION_EXAMPLES })
  @ApiCreatedResponse({ description: 'The numbers are in the inventory', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    ...FAILURES,
    409:
      'The organization has a number already (errorCode 8363, and 25223 on top) or may not add it (8361), the PSTN ' +
      'provider of the location keeps its numbers, or the idempotency key is in use',
  })
  async add(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: NewLocationNumbers,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    await this.write(reply, { key, locationUuid, reach, status: 201 }, (client) =>
      this.inventory.add(client, locationUuid, reach, NewLocationNumbers.additionOf(sent), author),
    );
  }

  @Put()
  @RequiresScope(SCOPE, FULL)
  @ApiOperation({
    operationId: 'put_telephony_config_locations_numbers',
    summary: 'Activate or deactivate numbers of a location',
    description:
      'Puts numbers of a location into service or out of it, all of them or none. Only a number that nobody receives ' +
      `calls on can be deactivated; a mobile number neither way.${NEEDS}`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: LocationNumbersUpdate, examples: UPDATE_EXAMPLES })
  @ApiNoContentResponse({ description: 'The numbers are in that state', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    ...FAILURES,
    400: `${UNREADABLE}, or a number is not in the location, is mobile or is assigned (25089)`,
  })
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: LocationNumbersUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    await this.write(reply, { key, locationUuid, reach, status: 204 }, (client) =>
      this.inventory.setState(client, locationUuid, reach, LocationNumbersUpdate.updateOf(sent), author),
    );
  }

  @Delete()
  @RequiresScope(SCOPE, FULL)
  @ApiOperation({
    operationId: 'delete_telephony_config_locations_numbers',
    summary: 'Remove numbers from a location',
    description:
      'Takes numbers out of the inventory, all of them or none. Nobody has them then, and their history stays. The main ' +
      `number of the location stays, and so does a number that somebody has, be it for outbound caller id only.${NEEDS}`,
  })
  @ApiParam(LOCATION_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: RemovedLocationNumbers, examples: REMOVAL_EXAMPLES })
  @ApiNoContentResponse({ description: 'The numbers are in no inventory', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    ...FAILURES,
    400: `${UNREADABLE}, or a number is the main number of the location or is assigned (25089)`,
    502: 'A number is not in the location; the header says 4251, as in Webex Calling. Nothing is wrong with the server',
  })
  async remove(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('locationId', locationIdPipe) locationUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { phoneNumbers }: RemovedLocationNumbers,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    await namingUnknownNumber(() =>
      this.write(reply, { key, locationUuid, reach, status: 204 }, (client) =>
        this.inventory.remove(client, locationUuid, reach, phoneNumbers, author),
      ),
    );
  }

  private async write(
    reply: FastifyReply,
    { key, locationUuid, reach, status }: Write,
    work: (client: ClientBase) => Promise<void>,
  ): Promise<void> {
    const answered = await this.writes.once(key, this.inventory.admit(locationUuid, reach), async (client) => {
      await work(client);
      return { status, body: '' };
    });
    sendAnswer(reply, answered);
  }
}

interface Write {
  key: IdempotencyKey | undefined;
  locationUuid: string;
  reach: Reach;
  status: number;
}
