import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { ApiEntityTag, entityTag, TAGGED } from '../../http/entity-tag.js';
import { JsonAnswer, MAY_BE_ZIPPED } from '../../http/json-answer.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { PersonLinesService } from '../../phone-numbers/assignments/person-lines.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { PERSON_ID, personIdPipe } from '../../webex/path-ids.js';
import { booleanOf } from '../../http/query-values.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { LISTED_EXAMPLE, PersonNumbers } from './person-numbers.dto.js';

const PREFER_E164 = {
  name: 'preferE164Format',
  required: false,
  schema: { type: 'boolean', default: true },
  description: 'False: numbers that begin with +1 without it.',
} as const;

@ApiTags('People')
@Controller('v1/people/:personId/features/numbers')
export class PersonNumbersController {
  constructor(private readonly lines: PersonLinesService) {}

  @Get()
  @RequiresScope('spark-admin:people_read', { roles: ['full_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'get_people_features_numbers',
    summary: 'List numbers associated with a specific person',
    description:
      'Lists the PSTN numbers and extensions that a person has in their location; what they have at a provider is on ' +
      'the organizations face. Needs the scope `spark-admin:people_read` and a full or location administrator; a ' +
      'location administrator reaches the people of their locations only.',
  })
  @ApiParam(PERSON_ID)
  @ApiQuery(ORG_ID)
  @ApiQuery(PREFER_E164)
  @ApiEntityTag()
  @ApiOkResponse({
    type: PersonNumbers,
    description: 'The numbers of the person',
    headers: { ...TAGGED, ...MAY_BE_ZIPPED },
    example: LISTED_EXAMPLE,
  })
  @ApiFailures(WebexErrorBody, {
    400: 'personId or a parameter of the query is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    404: 'There is no such person within reach, or they have no calling (errorCode 4008)',
  })
  async list(
    @Caller() caller: Principal,
    @Param('personId', personIdPipe) personUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isNational = booleanOf(query, PREFER_E164.name) === false;
    const found = await this.lines.numbersOf(personUuid, readReach(caller, target));
    const answer = new JsonAnswer(request, reply);
    if (answer.isUnchanged(entityTag('person', personUuid, String(isNational), found.version))) return;
    await answer.send(JSON.stringify(PersonNumbers.from(found, isNational)));
  }
}
