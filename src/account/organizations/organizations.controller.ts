import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ReachedOrganizationsService } from '../../phone-numbers/tenants/reached-organizations.service.js';
import { ORGANIZATION_ID, organizationIdPipe } from '../../webex/path-ids.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { Organization, ORGANIZATION_EXAMPLE, OrganizationList } from './organization.dto.js';

const ACCESS =
  'Needs the scope `spark-admin:organizations_read` and a full, read-only or location administrator; the last one ' +
  'reaches their own organization only.';

@ApiTags('Organizations')
@Controller('v1/organizations')
@RequiresScope('spark-admin:organizations_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
export class OrganizationsController {
  constructor(private readonly organizations: ReachedOrganizationsService) {}

  @Get()
  @ApiOperation({
    operationId: 'get_organizations',
    summary: 'List the organizations that the caller may act on',
    description: `The caller's own first, then those that have made it their partner, by name. ${ACCESS}`,
  })
  @ApiOkResponse({
    type: OrganizationList,
    description: 'The organizations',
    example: { items: [ORGANIZATION_EXAMPLE] },
  })
  @ApiFailures(WebexErrorBody)
  async list(@Caller() caller: Principal): Promise<OrganizationList> {
    const found = await this.organizations.list(readReach(caller));
    return { items: found.map((organization) => Organization.from(organization)) };
  }

  @Get(':orgId')
  @ApiOperation({ operationId: 'get_organization', summary: 'Show an organization', description: ACCESS })
  @ApiParam(ORGANIZATION_ID)
  @ApiOkResponse({ type: Organization, description: 'The organization', example: ORGANIZATION_EXAMPLE })
  @ApiFailures(WebexErrorBody, {
    400: 'orgId is not valid, or the request is not well formed',
    404: 'There is no such organization within reach',
  })
  async organization(
    @Caller() caller: Principal,
    @Param('orgId', organizationIdPipe) id: OrganizationId,
  ): Promise<Organization> {
    return Organization.from(await this.organizations.organization(readReach(caller, id)));
  }
}
