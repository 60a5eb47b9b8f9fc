import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { AssignmentsService } from '../../phone-numbers/assignments/assignments.service.js';
import { OrganizationErrorBody } from '../organization-error.body.js';
import { OrganizationIdPipe } from '../organization-id.pipe.js';
import { logTenantCrossing } from '../tenant-crossing.js';
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
  @ApiOkResponse({ type: OrganizationPhoneNumbers, description: 'The assignments of the organization' })
  @ApiFailures(OrganizationErrorBody, {
    400: 'organizationId is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'There is no such organization',
    500: 'Listing failed',
  })
  async list(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Req() request: FastifyRequest,
  ): Promise<OrganizationPhoneNumbers> {
    const { organization, lines } = await this.assignments.assignmentsOfOrganization(id);
    logTenantCrossing(request, organization);
    return OrganizationPhoneNumbers.from(lines);
  }
}
