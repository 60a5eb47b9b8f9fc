import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { ApiEntityTag, entityTag, TAGGED } from '../../http/entity-tag.js';
import { JsonAnswer, MAY_BE_ZIPPED } from '../../http/json-answer.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { AssignmentsService } from '../../phone-numbers/assignments/assignments.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { WORKSPACE_ID, workspaceIdPipe } from '../../webex/path-ids.js';
import { LISTED_EXAMPLE, WorkspaceNumbers } from './workspace-numbers.dto.js';

@ApiTags('Workspaces')
@Controller('v1/workspaces/:workspaceId/features/numbers')
export class WorkspaceNumbersController {
  constructor(private readonly assignments: AssignmentsService) {}

  @Get()
  @RequiresScope('spark-admin:workspaces_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'get_workspaces_features_numbers',
    summary: 'List numbers associated with a specific workspace',
    description:
      'Lists the PSTN numbers and extensions of a workspace. Needs the scope `spark-admin:workspaces_read` and a full, ' +
      'read-only or location administrator; a location administrator reaches the workspaces of their locations only.',
  })
  @ApiParam(WORKSPACE_ID)
  @ApiQuery(ORG_ID)
  @ApiEntityTag()
  @ApiOkResponse({
    type: WorkspaceNumbers,
    description: 'The numbers of the workspace',
    headers: { ...TAGGED, ...MAY_BE_ZIPPED },
    example: LISTED_EXAMPLE,
  })
  @ApiFailures(WebexErrorBody, {
    400: 'workspaceId or orgId is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    404: 'There is no such workspace within reach, or it has no calling (errorCode 4008)',
  })
  async list(
    @Caller() caller: Principal,
    @Param('workspaceId', workspaceIdPipe) workspaceUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.assignments.numbersOfWorkspace(workspaceUuid, readReach(caller, target));
    const answer = new JsonAnswer(request, reply);
    if (answer.isUnchanged(entityTag('workspace', workspaceUuid, found.version))) return;
    await answer.send(JSON.stringify(WorkspaceNumbers.from(found)));
  }
}
