import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { InventoryService } from '../../phone-numbers/inventory/inventory.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LINK, listOf, maxOf, Pages, START } from '../../webex/pages.js';
import { booleanOf } from '../../http/query-values.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { afterOf, entriesPage } from './entry-page.js';
import { inventoryFilter } from './inventory-query.js';
import { ApiInventoryFilters } from './inventory-query.decorator.js';
import { Inventory, INVENTORY_EXAMPLE, InventoryCount, InventoryNumber } from './inventory.dto.js';

/** The workspaces face's limits for a page of numbers. */
export const PAGE = { usual: 2000, largest: 2000 };

@ApiTags('Numbers')
@Controller('v1/telephony/config/numbers')
export class InventoryController {
  constructor(
    private readonly inventory: InventoryService,
    private readonly pages: Pages,
  ) {}

  @Get()
  @RequiresScope('spark-admin:telephony_config_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'get_telephony_config_numbers',
    summary: 'List the numbers of an organization',
    description:
      'Lists the numbers that are in a location, and the extensions without a number, with who has them. Needs the ' +
      'scope `spark-admin:telephony_config_read` and a full, read-only or location administrator; a location ' +
      'administrator sees what is in their locations.',
  })
  @ApiQuery(ORG_ID)
  @ApiInventoryFilters()
  @ApiQuery(START)
  @ApiQuery(maxOf(PAGE))
  @ApiOkResponse({ type: Inventory, description: 'A page of the inventory', headers: LINK, example: INVENTORY_EXAMPLE })
  @ApiFailures(WebexErrorBody, {
    400: 'A parameter is not valid or excludes another one, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    404: 'There is no such location within reach',
  })
  async list(
    @Caller() caller: Principal,
    @Query() query: Record<string, unknown>,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Inventory> {
    const list = listOf('telephony numbers', caller, query);
    const page = this.pages.asked(list, query, PAGE);
    const filter = inventoryFilter(query);
    const counts = booleanOf(query, 'details') ?? false;
    const reach = readReach(caller, target);
    const found = entriesPage(await this.inventory.entries(reach, filter, afterOf(page)), page);
    this.pages.link(request, reply, list, found.next);
    return {
      phoneNumbers: found.entries.map((entry) => InventoryNumber.from(entry)),
      count: counts ? InventoryCount.from(await this.inventory.counts(reach, filter)) : undefined,
    };
  }
}
