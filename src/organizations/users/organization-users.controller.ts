import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { JsonAnswer, MAY_BE_ZIPPED } from '../../http/json-answer.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { OrganizationUsersService } from '../../phone-numbers/holders/organization-users.service.js';
import { OrganizationErrorBody } from '../organization-error.body.js';
import { ORGANIZATION_ID } from '../organization-id.param.js';
import { OrganizationIdPipe } from '../organization-id.pipe.js';
import { OrganizationUsers, USERS_EXAMPLE } from './organization-users.dto.js';
import { answerUsers } from './users-answer.js';

@ApiTags('Organizations')
@Controller('api/org-snapshots/orgs/:organizationId/users')
export class OrganizationUsersController {
  constructor(private readonly users: OrganizationUsersService) {}

  @Get()
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'get_org_snapshots_orgs_users',
    summary: 'List the users of an organization',
    description:
      'Those to whom a number can be assigned, whether they have one or not. The record keeps no roles, so there is no ' +
      '`accessRole`. Needs the role SUPERADMIN.',
  })
  @ApiParam(ORGANIZATION_ID)
  @ApiOkResponse({
    type: OrganizationUsers,
    description: 'The users of the organization. A connection that breaks off before the end has no whole list.',
    headers: MAY_BE_ZIPPED,
    example: USERS_EXAMPLE,
  })
  @ApiFailures(OrganizationErrorBody, {
    400: 'organizationId is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'There is no such organization',
  })
  async list(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { organization, batches } = await this.users.list(id);
    logTenantCrossing(request, organization);
    const answer = new JsonAnswer(request, reply);
    if (answer.headOnly()) return;
    await answerUsers(answer, batches);
  }
}
