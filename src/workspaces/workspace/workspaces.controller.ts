import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProperty, ApiQuery, ApiSchema, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ListedWorkspacesService } from '../../phone-numbers/workspaces/listed-workspaces.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LINK, listOf, maxOf, pageOf, Pages, START, type PageSize } from '../../webex/pages.js';
import { WORKSPACE_ID, workspaceIdPipe } from '../../webex/path-ids.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { WorkspaceCapabilities } from './workspace-capabilities.dto.js';
import { Workspace, WORKSPACE_EXAMPLE } from './workspace.dto.js';
import { ApiWorkspaceFilters, ApiWorkspaceView, workspacesQueryOf, workspaceViewOf } from './workspaces-query.js';

@ApiSchema({ name: 'WorkspaceList' })
export class WorkspaceList {
  @ApiProperty({ type: [Workspace], description: 'The page; empty where there is no such workspace.' })
  items: Workspace[];
}

const SIZE: PageSize = { usual: 1000, largest: 1000 };
const ACCESS =
  'Needs the scope `spark-admin:workspaces_read` and a full, read-only or location administrator; a location ' +
  'administrator reaches the workspaces of their locations only.';
const PAGE = {
  type: WorkspaceList,
  description: 'A page of the list',
  headers: LINK,
  example: { items: [WORKSPACE_EXAMPLE] },
};
const NOT_REACHABLE = "The token lacks the scope or the role, or orgId is not the caller's to use";
const OF_ONE = {
  400: 'workspaceId or a parameter is not valid, or the request is not well formed',
  403: NOT_REACHABLE,
  404: 'There is no such workspace within reach',
};

@ApiTags('Workspaces')
@Controller('v1/workspaces')
@RequiresScope('spark-admin:workspaces_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
export class WorkspacesController {
  constructor(
    private readonly workspaces: ListedWorkspacesService,
    private readonly pages: Pages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'get_workspaces',
    summary: 'List the workspaces',
    description: `In pages that later changes do not shift; several filters leave those that meet all of them. ${ACCESS}`,
  })
  @ApiQuery(ORG_ID)
  @ApiWorkspaceFilters()
  @ApiWorkspaceView()
  @ApiQuery(maxOf(SIZE))
  @ApiQuery(START)
  @ApiOkResponse(PAGE)
  @ApiFailures(WebexErrorBody, {
    400: 'A parameter is not valid, or the request is not well formed',
    403: NOT_REACHABLE,
  })
  async list(
    @Caller() caller: Principal,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WorkspaceList> {
    const { filter, mayBeAny } = workspacesQueryOf(query);
    const view = workspaceViewOf(query);
    const list = listOf('workspaces', caller, query);
    const page = this.pages.asked(list, query, SIZE);
    const wanted = { filter, after: page.after?.[0], skip: page.skip, atMost: mayBeAny ? page.max + 1 : 0 };
    const found = await this.workspaces.list(wanted, readReach(caller, target));
    const { entries, next } = pageOf(found, page, ({ workspaceUuid }) => [workspaceUuid]);
    this.pages.link(request, reply, list, next);
    return { items: entries.map((workspace) => Workspace.from(workspace, view)) };
  }

  @Get(':workspaceId')
  @ApiOperation({ operationId: 'get_workspace', summary: 'Show a workspace', description: ACCESS })
  @ApiParam(WORKSPACE_ID)
  @ApiQuery(ORG_ID)
  @ApiWorkspaceView()
  @ApiOkResponse({ type: Workspace, description: 'The workspace', example: WORKSPACE_EXAMPLE })
  @ApiFailures(WebexErrorBody, OF_ONE)
  async workspace(
    @Caller() caller: Principal,
    @Param('workspaceId', workspaceIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
  ): Promise<Workspace> {
    const view = workspaceViewOf(query);
    return Workspace.from(await this.workspaces.workspace(uuid, readReach(caller, target)), view);
  }

  @Get(':workspaceId/capabilities')
  @ApiOperation({
    operationId: 'get_workspace_capabilities',
    summary: 'Show the capabilities of the devices in a workspace',
    description: `The record keeps no devices. ${ACCESS}`,
  })
  @ApiParam(WORKSPACE_ID)
  @ApiQuery(ORG_ID)
  @ApiOkResponse({
    type: WorkspaceCapabilities,
    description: 'The workspace, without capabilities',
    example: WorkspaceCapabilities.of('842938d5-9273-4bc6-aa3a-056772db3165'),
  })
  @ApiFailures(WebexErrorBody, OF_ONE)
  async capabilities(
    @Caller() caller: Principal,
    @Param('workspaceId', workspaceIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
  ): Promise<WorkspaceCapabilities> {
    const { workspaceUuid } = await this.workspaces.workspace(uuid, readReach(caller, target));
    return WorkspaceCapabilities.of(workspaceUuid);
  }
}
