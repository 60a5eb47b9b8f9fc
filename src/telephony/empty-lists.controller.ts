import { applyDecorators, Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Caller, RequiresScope } from '../auth/access.decorators.js';
import type { Principal } from '../auth/principal.js';
import { ApiFailures } from '../http/documented-failures.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { ReachedOrganizationsService } from '../phone-numbers/tenants/reached-organizations.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../webex/organization-query.js';
import { readReach } from '../webex/reach-of.js';
import { WebexErrorBody } from '../webex/webex-error.body.js';
import { EMPTY_LISTS, type EmptyList } from './empty-lists.js';

function ApiEmptyList({ what, key, operationId, scope }: EmptyList): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId,
      summary: `List the ${what}`,
      description:
        `The record keeps none, so the list is empty, whatever else the query says. Needs the scope \`${scope}\` and a ` +
        'full, read-only or location administrator.',
    }),
    ApiQuery(ORG_ID),
    ApiOkResponse({
      description: 'The empty list',
      example: { [key]: [] },
      schema: {
        type: 'object',
        required: [key],
        properties: { [key]: { type: 'array', items: { type: 'object' }, maxItems: 0 } },
      },
    }),
    ApiFailures(WebexErrorBody, {
      400: 'orgId is not valid, or the request is not well formed',
      403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    }),
  );
}

/** The controller of one of these lists. */
function controllerOf(list: EmptyList): Type {
  @ApiTags('Empty lists')
  @Controller(`v1/${list.path}`)
  class EmptyListController {
    constructor(private readonly organizations: ReachedOrganizationsService) {}

    @Get()
    @RequiresScope(list.scope, { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
    @ApiEmptyList(list)
    async list(
      @Caller() caller: Principal,
      @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    ): Promise<Record<string, never[]>> {
      await this.organizations.assertReached(readReach(caller, target));
      return { [list.key]: [] };
    }
  }
  return EmptyListController;
}

export const EMPTY_LIST_CONTROLLERS: Type[] = EMPTY_LISTS.map(controllerOf);
