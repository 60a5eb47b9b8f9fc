import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { LicencesService } from '../../phone-numbers/licences/licences.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LINK, listOf, maxOf, pageOf, Pages, START, type PageSize } from '../../webex/pages.js';
import { LICENCE_ID, licenceIdPipe } from '../../webex/path-ids.js';
import { choiceOf } from '../../http/query-values.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import {
  Licence,
  LICENCE_DETAILS_EXAMPLE,
  LICENCE_EXAMPLE,
  LicenceDetails,
  LicenceList,
  LicenceUser,
} from './licence.dto.js';

// The vendor calls the parameters of this one list by other names (workspaces contract, 2.10).
const SIZE: PageSize = { usual: 300, largest: 300, names: { max: 'limit', start: 'next' } };
const ACCESS =
  'Needs the scope `spark-admin:licenses_read` and a full, read-only or location administrator; the last one is told ' +
  'of the people of their locations only.';

const INCLUDE_ASSIGNED_TO = {
  name: 'includeAssignedTo',
  required: false,
  schema: { type: 'string', enum: ['user'] },
  description: 'Whether to list who has it.',
} as const;
const DETAILS = { type: LicenceDetails, description: 'The licence', headers: LINK, example: LICENCE_DETAILS_EXAMPLE };

@ApiTags('Licenses')
@Controller('v1/licenses')
@RequiresScope('spark-admin:licenses_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
export class LicencesController {
  constructor(
    private readonly licences: LicencesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'get_licenses',
    summary: 'List the licences of an organization',
    description: `With the units bought and in use. ${ACCESS}`,
  })
  @ApiQuery(ORG_ID)
  @ApiOkResponse({ type: LicenceList, description: 'The licences', example: { items: [LICENCE_EXAMPLE] } })
  @ApiFailures(WebexErrorBody, {
    400: 'orgId is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
  })
  async list(
    @Caller() caller: Principal,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<LicenceList> {
    const found = await this.licences.list(readReach(caller, target));
    return { items: found.map((licence) => Licence.from(licence)) };
  }

  @Get(':licenseId')
  @ApiOperation({
    operationId: 'get_license',
    summary: 'Show a licence',
    description: `With \`includeAssignedTo=user\` also who has it, in pages that later changes do not shift. ${ACCESS}`,
  })
  @ApiParam(LICENCE_ID)
  @ApiQuery(ORG_ID)
  @ApiQuery(INCLUDE_ASSIGNED_TO)
  @ApiQuery(maxOf(SIZE))
  @ApiQuery({ ...START, name: 'next' })
  @ApiOkResponse(DETAILS)
  @ApiFailures(WebexErrorBody, {
    400: 'licenseId or a parameter is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    404: 'There is no such licence within reach',
  })
  async licence(
    @Caller() caller: Principal,
    @Param('licenseId', licenceIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LicenceDetails> {
    const list = listOf(`licence ${uuid}`, caller, query);
    const page = this.pages.asked(list, query, SIZE);
    const includesUsers = choiceOf(query, 'includeAssignedTo', ['user']) !== undefined;
    const reach = readReach(caller, target);
    const licence = Licence.from(await this.licences.licence(uuid, reach));
    if (!includesUsers) return licence;
    const wanted = { after: page.after?.[0], atMost: page.max + 1, skip: page.skip };
    const people = await this.licences.people(uuid, wanted, reach);
    const { entries, next } = pageOf(people, page, ({ id }) => [id]);
    this.pages.link(request, reply, list, next, SIZE);
    return { ...licence, users: entries.map((person) => LicenceUser.from(person)) };
  }
}
