import {
  applyDecorators,
  Controller,
  Get,
  Param,
  Query,
  Req,
  Res,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ID_FORM } from '../../ids/webex-id.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { LINK, listOf, maxOf, Pages, START } from '../../webex/pages.js';
import {
  LOCATION_ID,
  locationIdPipe,
  PERSON_ID,
  personIdPipe,
  WORKSPACE_ID,
  workspaceIdPipe,
} from '../../webex/path-ids.js';
import { readReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { afterOf, entriesPage } from '../numbers/entry-page.js';
import { PAGE } from '../numbers/inventory.controller.js';
import { LONGEST_OWNER_NAME, LONGEST_WORD } from '../numbers/inventory-query.js';
import { AVAILABLE_EXAMPLE, AvailableNumber, AvailableNumbers } from './available-numbers.dto.js';
import { AvailableNumbersService } from './available-numbers.service.js';
import { availableFilter, LONGEST_NUMBER_LIST } from './available-query.js';
import { AVAILABLE_ROUTES, type AvailableFor, type AvailableRoute } from './available-routes.js';

const SCOPE = 'spark-admin:telephony_config_read';

const PATH_IDS: Record<
  AvailableFor,
  { parameter: typeof LOCATION_ID; pipe: PipeTransform<string, string> } | undefined
> = {
  anywhere: undefined,
  workspace: { parameter: WORKSPACE_ID, pipe: workspaceIdPipe },
  person: { parameter: PERSON_ID, pipe: personIdPipe },
  location: { parameter: LOCATION_ID, pipe: locationIdPipe },
  'alike locations': { parameter: LOCATION_ID, pipe: locationIdPipe },
};

const LISTED: Record<AvailableRoute['numbers'], string> = {
  free: 'that nobody has, that are not in quarantine and no main number',
  assigned: 'whose calls somebody receives',
  any: 'assigned or not',
  chargeable: 'that are neither toll-free nor mobile',
};

const FILTERS: Record<AvailableRoute['filters'][number], { schema: object; description: string }> = {
  locationId: { schema: { type: 'string', ...ID_FORM }, description: 'Only of this location; absent: of all.' },
  licenseType: { schema: { type: 'string', maxLength: LONGEST_WORD }, description: 'Makes no difference here.' },
  ownerName: {
    schema: { type: 'string', maxLength: LONGEST_OWNER_NAME },
    description: "A part of the owner's name, in any case.",
  },
  extension: { schema: { type: 'string', maxLength: LONGEST_WORD }, description: 'Exactly this one.' },
};

function ApiAvailableNumbers({ operationId, of, purpose, numbers, filters }: AvailableRoute): MethodDecorator {
  const id = PATH_IDS[of];
  return applyDecorators(
    ApiOperation({
      operationId,
      summary: `List numbers for the ${purpose}`,
      description:
        `Lists numbers ${LISTED[numbers]}. Needs the scope \`${SCOPE}\` and a full, read-only or location ` +
        'administrator; a location administrator sees what is in their locations.',
    }),
    ...(id ? [ApiParam(id.parameter)] : []),
    ApiQuery(ORG_ID),
    ApiQuery({
      name: 'phoneNumber',
      required: false,
      schema: { type: 'string', maxLength: LONGEST_NUMBER_LIST },
      description: 'Only these: E.164, with commas between them.',
    }),
    ...filters.map((name) => ApiQuery({ name, required: false, ...FILTERS[name] })),
    ApiQuery(START),
    ApiQuery(maxOf(PAGE)),
    ApiOkResponse({
      type: AvailableNumbers,
      description: 'A page of the numbers',
      headers: LINK,
      example: AVAILABLE_EXAMPLE,
    }),
    ApiFailures(WebexErrorBody, {
      400: 'An id or a parameter is not valid, or the request is not well formed',
      403: "The token lacks the scope or the role, or orgId is not the caller's to use",
      404: 'What the path or locationId names is not there, or not within reach',
    }),
  );
}

/** The controller of one of these lists. */
function controllerOf(route: AvailableRoute): Type {
  @ApiTags('Numbers')
  @Controller(`v1/telephony/config/${route.path}`)
  class AvailableNumbersController {
    constructor(
      private readonly available: AvailableNumbersService,
      private readonly pages: Pages,
    ) {}

    @Get()
    @RequiresScope(SCOPE, { roles: ['full_admin', 'readonly_admin', 'location_admin'] })
    @ApiAvailableNumbers(route)
    async list(
      @Caller() caller: Principal,
      @Param() ids: Record<string, string>,
      @Query() query: Record<string, unknown>,
      @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<AvailableNumbers> {
      const id = PATH_IDS[route.of];
      const uuid = id ? id.pipe.transform(ids[id.parameter.name]!, { type: 'param' }) : '';
      const list = listOf(`${route.operationId} ${uuid}`, caller, query);
      const page = this.pages.asked(list, query, PAGE);
      const filter = availableFilter(route, query);
      const reach = readReach(caller, target);
      const entries = await this.available.list(route.of, uuid, reach, filter, afterOf(page));
      const found = entriesPage(entries, page);
      this.pages.link(request, reply, list, found.next);
      return { phoneNumbers: found.entries.map((entry) => AvailableNumber.from(entry)) };
    }
  }
  return AvailableNumbersController;
}

export const AVAILABLE_NUMBERS_CONTROLLERS: Type[] = AVAILABLE_ROUTES.map(controllerOf);
