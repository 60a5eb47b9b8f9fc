import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { PageCursors } from '../../http/page-cursor.js';
import { PageLinks } from '../../http/page-links.js';
import { ApiPaged, NEXT_PAGE } from '../../http/paged.decorator.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { OrganizationsService } from '../../phone-numbers/tenants/organizations.service.js';
import { OrganizationErrorBody } from '../organization-error.body.js';
import { ORGANIZATION_ID } from '../organization-id.param.js';
import { OrganizationIdPipe } from '../organization-id.pipe.js';
import { ORGANIZATION_EXAMPLE, OrganizationBody } from './organization.dto.js';
import { organizationsPage, PAGE, startAfter } from './organizations-page.js';

@ApiTags('Organizations')
@Controller('api/organizations')
@RequiresRole('SUPERADMIN')
export class OrganizationsController {
  constructor(
    private readonly organizations: OrganizationsService,
    private readonly links: PageLinks,
    private readonly cursors: PageCursors,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'get_all_organizations',
    summary: 'List the organizations of the record',
    description: 'By id, in pages that later changes do not shift. Needs the role SUPERADMIN.',
  })
  @ApiPaged(PAGE, 'Organizations')
  @ApiOkResponse({
    type: [OrganizationBody],
    description: 'A page of the list',
    headers: NEXT_PAGE,
    example: [ORGANIZATION_EXAMPLE],
  })
  @ApiFailures(OrganizationErrorBody, {
    400: 'max or start is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
  })
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrganizationBody[]> {
    const { after, atMost } = organizationsPage(query, this.cursors);
    const found = await this.organizations.some(after, atMost + 1);
    const page = found.slice(0, atMost);
    if (found.length > atMost) {
      reply.header('link', this.links.next(request, startAfter(page.at(-1)!.objectId, this.cursors)));
    }
    return page.map((organization) => OrganizationBody.from(organization));
  }

  @Get(':organizationId')
  @ApiOperation({
    operationId: 'get_organization_settings',
    summary: 'Show an organization',
    description: 'Its ids, its name and its settings. Needs the role SUPERADMIN.',
  })
  @ApiParam(ORGANIZATION_ID)
  @ApiOkResponse({ type: OrganizationBody, description: 'The organization', example: ORGANIZATION_EXAMPLE })
  @ApiFailures(OrganizationErrorBody, {
    400: 'organizationId is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'There is no such organization',
  })
  async organization(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Req() request: FastifyRequest,
  ): Promise<OrganizationBody> {
    const organization = await this.organizations.find(id);
    logTenantCrossing(request, organization);
    return OrganizationBody.from(organization);
  }
}
