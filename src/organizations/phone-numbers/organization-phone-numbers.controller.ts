import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { AssignmentsService } from '../../phone-numbers/assignments/assignments.service.js';
import { AtQueryPipe } from '../at-query.js';
import { OrganizationErrorBody } from '../organization-error.body.js';
import { OrganizationIdPipe } from '../organization-id.pipe.js';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import { OrganizationPhoneNumbers } from './organization-phone-numbers.dto.js';

@ApiTags('Organizations')
@Controller('api/organizations/:organizationId/phone-numbers')
export class OrganizationPhoneNumbersController {
  constructor(private readonly assignments: AssignmentsService) {}

  @Get()
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'get_organizations_phone_numbers',
    summary: 'List the phone numbers of the users of an organization',
    description: 'Lists who holds which number at which provider, by user. Needs the role SUPERADMIN.',
  })
  @ApiParam({ name: 'organizationId', type: String, description: '24 hexadecimal digits, or a UUID.' })
  @ApiQuery({
    name: 'at',
    required: false,
    schema: { type: 'string', format: 'date-time', example: '2026-05-03T10:00:00Z' },
    description:
      'Lists who held what at this instant instead: ISO 8601 with `Z` or an offset (its `+` written as `%2B`), with ' +
      'milliseconds at most. An addition of ours. Assignments are of then, also those of users who have been removed ' +
      'since; names and e-mails are today’s. Up to 60 s ahead of the clock counts as now. A holding counts from the ' +
      'instant that is printed as its `since`, also where an import has said that it is older than the record.',
  })
  @ApiOkResponse({ type: OrganizationPhoneNumbers, description: 'The assignments of the organization' })
  @ApiFailures(OrganizationErrorBody, {
    400: 'organizationId or at is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'There is no such organization',
    500: 'Listing failed',
  })
  async list(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Query(AtQueryPipe) at: Date | undefined,
    @Req() request: FastifyRequest,
  ): Promise<OrganizationPhoneNumbers> {
    const { organization, lines } = await (at
      ? this.assignments.assignmentsOfOrganizationAt(id, at)
      : this.assignments.assignmentsOfOrganization(id));
    logTenantCrossing(request, organization);
    return OrganizationPhoneNumbers.from(lines);
  }
}
