import { Body, Controller, Delete, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import { loggedWrite } from '../../auth/logged-write.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { booleanOf } from '../../http/query-values.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { OrganizationListService } from '../../phone-numbers/assignments/organization-list.service.js';
import { PlacementService, type Placement } from '../../phone-numbers/inventory/placement.service.js';
import { LookupService } from '../../phone-numbers/lookup/lookup.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { DirectoryErrorBody } from '../directory-error.body.js';
import { numberFrom } from '../written-number.js';
import { NamedNumber } from './one-number.decorator.js';
import {
  PhoneNumberPlacement,
  REMOVED_EXAMPLES,
  TRANSFER_EXAMPLES,
  TransferPhoneNumber,
  TRANSFERRED_EXAMPLES,
} from './placement.dto.js';

const REFUSED =
  'Refused while somebody has the number, unless `release` says that this is to end, and while it is the main number of ' +
  'a location. Its history stays. For the role SUPERADMIN.';
const CONFLICT =
  'Somebody has the number, it is a main number, or the idempotency key is in use; `code` says which, and `conflict` who';

/** Only a SUPERADMIN gets here, and they reach every number. */
const EVERYBODY = (): Promise<void> => Promise.resolve();

@ApiTags('Directory')
@Controller('api/phone-numbers/:number')
export class PlacementController {
  constructor(
    private readonly placement: PlacementService,
    private readonly writes: WritesService,
    private readonly lookup: LookupService,
    private readonly lists: OrganizationListService,
  ) {}

  @Post('transfer')
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'post_phone_number_transfer',
    summary: 'Put a phone number into the inventory of another organization',
    description: `The number may be another organization's, or nobody's. ${REFUSED}`,
  })
  @NamedNumber()
  @ApiIdempotencyKey()
  @ApiBody({ type: TransferPhoneNumber, examples: TRANSFER_EXAMPLES })
  @ApiOkResponse({
    type: PhoneNumberPlacement,
    description: 'The number is there',
    headers: IDEMPOTENCY_REPLAYED,
    examples: TRANSFERRED_EXAMPLES,
  })
  @ApiFailures(DirectoryErrorBody, {
    400: 'A field, number, country or the idempotency key is not valid, or the request is not well formed',
    404: 'There is no such number, organization or location of the organization; `code` says which',
    409: CONFLICT,
  })
  async transfer(
    @Param('number') text: string,
    @Query() query: Record<string, unknown>,
    @Body() sent: TransferPhoneNumber,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const number = numberFrom(text, query);
    const to = TransferPhoneNumber.destinationOf(sent);
    const write = { key, number, to: to.organization, request, reply };
    await this.place(write, (client) => this.placement.transfer(client, number, to, author));
  }

  @Delete()
  @RequiresRole('SUPERADMIN')
  @ApiOperation({
    operationId: 'delete_phone_number',
    summary: 'Take a phone number out of its inventory',
    description: `No organization has it afterwards, and any may take it. ${REFUSED}`,
  })
  @NamedNumber()
  @ApiQuery({
    name: 'release',
    required: false,
    schema: { type: 'boolean', default: false },
    description: 'Whether the number is released first, whoever has it.',
  })
  @ApiIdempotencyKey()
  @ApiOkResponse({
    type: PhoneNumberPlacement,
    description: 'No organization has the number',
    headers: IDEMPOTENCY_REPLAYED,
    examples: REMOVED_EXAMPLES,
  })
  @ApiFailures(DirectoryErrorBody, {
    400: 'number, country, release or the idempotency key is not valid, or the request is not well formed',
    404: 'There is no such number, or it is in no inventory; `code` says which',
    409: CONFLICT,
  })
  async remove(
    @Param('number') text: string,
    @Query() query: Record<string, unknown>,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const number = numberFrom(text, query);
    const release = booleanOf(query, 'release') ?? false;
    await this.place({ key, number, request, reply }, (client) =>
      this.placement.remove(client, number, release, author),
    );
  }

  private async place(
    { key, number, to, request, reply }: PlacementWrite,
    work: (client: Client) => Promise<Placement>,
  ): Promise<void> {
    const find = async () => [
      (await this.lookup.find(number, { everything: true }))?.organization,
      to && (await this.lists.organization(to).catch(() => undefined)),
    ];
    const answered = await loggedWrite(request, find, (written) =>
      this.placement.explaining(number, () =>
        this.writes.once(key, EVERYBODY, async (client) => {
          const placement = await work(client);
          written(placement.from, placement.organization);
          return { status: 200, body: JSON.stringify(PhoneNumberPlacement.from(placement)) };
        }),
      ),
    );
    sendAnswer(reply, answered);
  }
}

/** The transaction of a write. */
type Client = Parameters<Parameters<WritesService['once']>[2]>[0];

interface PlacementWrite {
  key: IdempotencyKey | undefined;
  /** E.164. */
  number: string;
  /** Where it is to go. */
  to?: OrganizationId;
  request: FastifyRequest;
  reply: FastifyReply;
}
