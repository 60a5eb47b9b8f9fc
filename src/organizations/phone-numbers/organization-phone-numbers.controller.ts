import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import { MayForce } from '../../auth/force.js';
import { loggedWrite } from '../../auth/logged-write.js';
import { logTenantCrossing } from '../../auth/tenant-crossing.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { ApiEntityTag, TAGGED } from '../../http/entity-tag.js';
import { ignoredMembers } from '../../http/ignored-members.js';
import { JsonAnswer, MAY_BE_ZIPPED } from '../../http/json-answer.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { ID_FORM } from '../../ids/webex-id.js';
import { ConflictsService, type Asker } from '../../phone-numbers/assignments/conflicts.service.js';
import {
  OrganizationListService,
  type OrganizationOfList,
} from '../../phone-numbers/assignments/organization-list.service.js';
import { ProviderLinesService } from '../../phone-numbers/assignments/provider-lines.service.js';
import { PROVIDERS, type Provider } from '../../phone-numbers/record/number-assignment.entity.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { AT, AtQueryPipe } from '../at-query.js';
import { OrganizationErrorBody } from '../organization-error.body.js';
import { ORGANIZATION_ID } from '../organization-id.param.js';
import { OrganizationIdPipe } from '../organization-id.pipe.js';
import { ProviderPipe } from '../provider.pipe.js';
import { UserIdPipe } from '../user-id.pipe.js';
import { ASSIGN_EXAMPLES, AssignPhoneNumber } from './assign-phone-number.dto.js';
import { answerNow, answerPast } from './list-answer.js';
import { LISTED_EXAMPLES, OrganizationPhoneNumbers } from './organization-phone-numbers.dto.js';
import { ASSIGNED_EXAMPLES, PhoneNumberMutation } from './phone-number-mutation.dto.js';

const TARGET_USER_ID = {
  name: 'targetUserId',
  schema: { type: 'string', ...ID_FORM },
  description: 'The user: 24 hexadecimal digits, or a UUID.',
} as const;

const ASSIGN = {
  operationId: 'post_organizations_phone_numbers',
  summary: 'Assign a phone number to a user',
  description:
    'Gives the user the number at the provider, instead of all that they had there, which `released` lists; with `keep` ' +
    'beside it. A number has one holder that receives its calls; a number that no organization has is taken into the inventory. The same number under another ' +
    'provider of the user moves. Needs the role SUPERADMIN.',
};
const ASSIGNED = {
  type: PhoneNumberMutation,
  description: 'The number is assigned',
  headers: IDEMPOTENCY_REPLAYED,
  examples: ASSIGNED_EXAMPLES,
};
const REMOVED = {
  type: PhoneNumberMutation,
  description: 'Nothing is assigned there any more',
  headers: IDEMPOTENCY_REPLAYED,
  example: PhoneNumberMutation.of('twilio', 'removed'),
};
const ASSIGN_FAILURES = {
  400: 'A field, organizationId or the idempotency key is not valid, or the request is not well formed',
  403: 'The caller is not SUPERADMIN',
  404: 'The organization has no such user',
  409: 'The number has another holder, or the idempotency key is in use; `code` says which',
  423: 'The number rests: it was released not long ago, and not by this user',
  500: 'Assigning failed',
};

/** Only a SUPERADMIN gets here, and they reach every organization. */
const EVERYBODY = (): Promise<void> => Promise.resolve();

/** SUPERADMIN may look every number up (`GET /api/phone-numbers/{number}`), and so may read every holder. */
const superadmin = (request: FastifyRequest): Asker => ({
  reader: { everything: true },
  shown: (organization) => logTenantCrossing(request, organization),
});

@ApiTags('Organizations')
@Controller('api/organizations/:organizationId/phone-numbers')
export class OrganizationPhoneNumbersController {
  constructor(
    private readonly lists: OrganizationListService,
    private readonly lines: ProviderLinesService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Get()
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'get_organizations_phone_numbers',
    summary: 'List the phone numbers of the users of an organization',
    description: 'Lists who holds which number at which provider, by user. Needs the role SUPERADMIN.',
  })
  @ApiParam(ORGANIZATION_ID)
  @ApiQuery(AT)
  @ApiEntityTag()
  @ApiOkResponse({
    type: OrganizationPhoneNumbers,
    description: 'The assignments of the organization. A connection that breaks off before the end has no whole list.',
    headers: {
      ...MAY_BE_ZIPPED,
      ETag: { ...TAGGED.ETag, description: `${TAGGED.ETag.description} None with \`at\`.` },
    },
    examples: LISTED_EXAMPLES,
  })
  @ApiFailures(OrganizationErrorBody, {
    400: 'organizationId or at is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'There is no such organization',
    500: 'Listing failed',
    503: 'Too many large lists are being read, the record cannot be reached, or tokens cannot be checked at the moment',
  })
  async list(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Query(AtQueryPipe) at: Date | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const answer = new JsonAnswer(request, reply);
    const crossing = (organization: OrganizationOfList): void => logTenantCrossing(request, organization);
    await (at ? answerPast(this.lists, answer, { id, at, crossing }) : answerNow(this.lists, answer, { id, crossing }));
  }

  @Post()
  @RequiresRole('SUPERADMIN')
  @ApiOperation(ASSIGN)
  @ApiParam(ORGANIZATION_ID)
  @MayForce({ roles: ['SUPERADMIN'] })
  @ApiIdempotencyKey()
  @ApiBody({ type: AssignPhoneNumber, examples: ASSIGN_EXAMPLES })
  @ApiOkResponse(ASSIGNED)
  @ApiFailures(OrganizationErrorBody, ASSIGN_FAILURES)
  async assign(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Body() sent: AssignPhoneNumber,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = AssignPhoneNumber.lineOf(sent);
    const ignored = ignoredMembers(AssignPhoneNumber, request.body as object);
    const answered = await loggedWrite(
      request,
      async () => [await this.lists.organization(id)],
      (written) =>
        this.conflicts.explaining(superadmin(request), () =>
          this.writes.once(key, EVERYBODY, async (client) => {
            const assigned = await this.lines.assign(client, id, wanted, author);
            written(assigned.organization);
            const body = PhoneNumberMutation.assigned(wanted.provider, assigned, ignored);
            return { status: 200, body: JSON.stringify(body) };
          }),
        ),
    );
    sendAnswer(reply, answered);
  }

  @Delete(':targetUserId/:provider')
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'delete_organizations_phone_numbers',
    summary: 'Remove the phone numbers of a user at a provider',
    description: 'Releases all that the user has at the provider. Needs the role SUPERADMIN.',
  })
  @ApiParam(ORGANIZATION_ID)
  @ApiParam(TARGET_USER_ID)
  @ApiParam({ name: 'provider', enum: PROVIDERS, description: 'Who carries the calls and messages; in lower case.' })
  @ApiIdempotencyKey()
  @ApiOkResponse(REMOVED)
  @ApiFailures(OrganizationErrorBody, {
    400: 'A part of the path or the idempotency key is not valid, or the request is not well formed',
    403: 'The caller is not SUPERADMIN',
    404: 'The organization has no such user, or they have nothing at this provider',
    409: 'The idempotency key is in use; `code` says how',
    500: 'Removing failed',
  })
  async remove(
    @Param('organizationId', OrganizationIdPipe) id: OrganizationId,
    @Param('targetUserId', UserIdPipe) user: UserId,
    @Param('provider', ProviderPipe) provider: Provider,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const body = JSON.stringify(PhoneNumberMutation.of(provider, 'removed'));
    const answered = await loggedWrite(
      request,
      async () => [await this.lists.organization(id)],
      (written) =>
        this.writes.once(key, EVERYBODY, async (client) => {
          written(await this.lines.release(client, id, { user, provider }, author));
          return { status: 200, body };
        }),
    );
    sendAnswer(reply, answered);
  }
}
