import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { MayForce } from '../../auth/force.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import { loggedWrite } from '../../auth/logged-write.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { ConflictsService } from '../../phone-numbers/assignments/conflicts.service.js';
import { OrganizationListService } from '../../phone-numbers/assignments/organization-list.service.js';
import { NextNumberService } from '../../phone-numbers/inventory/next-number.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { DirectoryErrorBody } from '../directory-error.body.js';
import { ASSIGNED_NEXT_EXAMPLES, NEXT_EXAMPLES, NextPhoneNumber, NextPhoneNumberWanted } from './next-number.dto.js';

const NEXT = {
  operationId: 'post_next_phone_number',
  summary: 'Assign the next free number of an inventory',
  description:
    'Finds and assigns in one step: however many ask at once, each gets another number. It is the free number that has ' +
    'rested longest; one that nobody has ever had comes first. Free is a number in service on which nobody receives ' +
    'calls, and which does not rest; a main number of a location and a number of a service are not. A user gets it beside ' +
    'what they have at the provider, as the default where they have none. A workspace, or a user without `provider`, gets it ' +
    'as primary number, or as an alternate where they have one. For the role SUPERADMIN.',
};

/** Only a SUPERADMIN gets here, and they reach every organization. */
const EVERYBODY = (): Promise<void> => Promise.resolve();

@ApiTags('Directory')
@Controller('api/phone-numbers/next')
export class NextNumberController {
  constructor(
    private readonly numbers: NextNumberService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
    private readonly lists: OrganizationListService,
  ) {}

  @Post()
  @RequiresRole('SUPERADMIN')
  @ApiOperation(NEXT)
  @MayForce({ roles: ['SUPERADMIN'] })
  @ApiIdempotencyKey()
  @ApiBody({ type: NextPhoneNumberWanted, examples: NEXT_EXAMPLES })
  @ApiOkResponse({
    type: NextPhoneNumber,
    description: 'The number is assigned',
    headers: IDEMPOTENCY_REPLAYED,
    examples: ASSIGNED_NEXT_EXAMPLES,
  })
  @ApiFailures(DirectoryErrorBody, {
    400: 'A field, force or the idempotency key is not valid, or the request is not well formed',
    404: 'The organization has no such user, workspace or location, or the person has no calling; `code` says which',
    405: 'The path has no such method, or the licence of the workspace gives it no alternate numbers',
    409: 'No number is free, or the idempotency key is in use; `code` says which',
  })
  async assign(
    @Body() sent: NextPhoneNumberWanted,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = NextPhoneNumberWanted.wantedOf(sent);
    const find = async () => [await this.lists.organization(wanted.organization)];
    const answered = await loggedWrite(request, find, (written) =>
      this.conflicts.explaining({}, () =>
        this.writes.once(key, EVERYBODY, async (client) => {
          const assigned = await this.numbers.assign(client, wanted, author);
          written(assigned.organization);
          return { status: 200, body: JSON.stringify(NextPhoneNumber.from(assigned)) };
        }),
      ),
    );
    sendAnswer(reply, answered);
  }
}
