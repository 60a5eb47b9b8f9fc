import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller, RequiresScope } from '../auth/access.decorators.js';
import type { Principal } from '../auth/principal.js';
import { ApiFailures } from '../http/documented-failures.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { userIdFrom } from '../ids/user-id.js';
import type { Position } from '../http/page-cursor.js';
import type { PeopleFilter, PersonKey } from '../phone-numbers/people/people.queries.js';
import { PeopleService, type ListedPerson } from '../phone-numbers/people/people.service.js';
import { ORG_ID, OrganizationQueryPipe } from '../webex/organization-query.js';
import { LINK, listOf, maxOf, pageOf, Pages, START, type PageSize } from '../webex/pages.js';
import { PERSON_ID, personIdPipe } from '../webex/path-ids.js';
import { booleanOf } from '../http/query-values.js';
import { readReach } from '../webex/reach-of.js';
import { WebexErrorBody } from '../webex/webex-error.body.js';
import { ApiPeopleFilters, peopleQueryOf } from './people-query.js';
import { Person, PERSON_EXAMPLE, PersonList, personOfToken } from './person.dto.js';

const READS = RequiresScope('spark-admin:people_read', { roles: ['full_admin', 'readonly_admin', 'location_admin'] });
const ACCESS =
  'Needs the scope `spark-admin:people_read` and a full, read-only or location administrator; a location administrator ' +
  'reaches the people of their locations only.';

const SIZE: PageSize = { usual: 100, largest: 1000 };
// As the vendor has it (workspaces contract, 2.11).
const LARGEST_OF_LOCATION = 50;
const LARGEST_WITH_CALLING_DATA = 100;

const CALLING_DATA = {
  name: 'callingData',
  required: false,
  schema: { type: 'boolean', default: false },
  description: 'Whether to tell the location and the extension of who has a calling line.',
} as const;
const PAGE = {
  type: PersonList,
  description: 'A page of the list',
  headers: LINK,
  example: { items: [PERSON_EXAMPLE] },
};

@ApiTags('People')
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly pages: Pages,
  ) {}

  @Get('me')
  @READS
  @ApiOperation({
    operationId: 'get_people_me',
    summary: 'Show the caller',
    description:
      'The person of the caller’s own organization whose id, in any spelling, is the token’s `sub`. Where there is none, ' +
      'the organization of the token, and the id where `sub` is one. Needs the scope `spark-admin:people_read` and a ' +
      'full, read-only or location administrator.',
  })
  @ApiQuery(CALLING_DATA)
  @ApiOkResponse({ type: Person, description: 'The caller', example: PERSON_EXAMPLE })
  @ApiFailures(WebexErrorBody, { 400: 'callingData is not valid, or the request is not well formed' })
  async me(@Caller() { subject, organization }: Principal, @Query() query: Record<string, unknown>): Promise<Person> {
    const callingData = booleanOf(query, 'callingData');
    const id = subject === undefined ? undefined : userIdFrom(subject);
    const self = await this.people.self(id ?? {}, organization);
    return self.id === null ? personOfToken(id, self.organizationUuid) : Person.from(self, { callingData });
  }

  @Get(':personId')
  @READS
  @ApiOperation({ operationId: 'get_person', summary: 'Show a person', description: ACCESS })
  @ApiParam(PERSON_ID)
  @ApiQuery(ORG_ID)
  @ApiQuery(CALLING_DATA)
  @ApiOkResponse({ type: Person, description: 'The person', example: PERSON_EXAMPLE })
  @ApiFailures(WebexErrorBody, {
    400: 'personId, orgId or callingData is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
    404: 'There is no such person within reach',
  })
  async person(
    @Caller() caller: Principal,
    @Param('personId', personIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
  ): Promise<Person> {
    const callingData = booleanOf(query, 'callingData');
    return Person.from(await this.people.person({ uuid }, readReach(caller, target)), { callingData });
  }

  @Get()
  @READS
  @ApiOperation({
    operationId: 'get_people',
    summary: 'List the people of an organization',
    description:
      'In pages that later changes do not shift; several filters leave those who meet all of them. With `callingData` a ' +
      `page has at most ${LARGEST_WITH_CALLING_DATA}, with \`locationId\` at most ${LARGEST_OF_LOCATION}. ${ACCESS}`,
  })
  @ApiQuery(ORG_ID)
  @ApiPeopleFilters()
  @ApiQuery(CALLING_DATA)
  @ApiQuery(maxOf(SIZE))
  @ApiQuery(START)
  @ApiOkResponse(PAGE)
  @ApiFailures(WebexErrorBody, {
    400: 'A parameter is not valid, or the request is not well formed',
    403: "The token lacks the scope or the role, or orgId is not the caller's to use",
  })
  async list(
    @Caller() caller: Principal,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonList> {
    const { filter, asksForRole, callingData } = peopleQueryOf(query);
    const list = listOf('people', caller, query);
    const page = this.pages.asked(list, query, sizeOf(filter, callingData));
    const wanted = { filter, after: keyOf(page.after), skip: page.skip, atMost: asksForRole ? 0 : page.max + 1 };
    const found = await this.people.list(wanted, readReach(caller, target));
    const { entries, next } = pageOf(found, page, placeOf(filter.nameStart !== undefined));
    this.pages.link(request, reply, list, next);
    const view = { callingData, userName: filter.ids !== undefined };
    return { items: entries.map((person) => Person.from(person, view)) };
  }
}

function sizeOf({ locationUuid }: PeopleFilter, callingData: boolean): PageSize {
  const ofLocation = locationUuid ? LARGEST_OF_LOCATION : SIZE.largest;
  return { ...SIZE, largest: Math.min(ofLocation, callingData ? LARGEST_WITH_CALLING_DATA : SIZE.largest) };
}

const keyOf = ([id, name]: Position = []): PersonKey | undefined => (id === undefined ? undefined : { id, name });
const placeOf =
  (isByName: boolean) =>
  ({ id, nameKey }: ListedPerson): string[] =>
    isByName ? [id, nameKey!] : [id];
