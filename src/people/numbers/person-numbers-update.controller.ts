import { Body, Controller, Param, Put, Query, Res } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import type { Principal } from '../../auth/principal.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { PersonLinesService } from '../../phone-numbers/assignments/person-lines.service.js';
import { ConflictsService } from '../../phone-numbers/assignments/conflicts.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { AlternateNumbersUpdate, UPDATE_EXAMPLES } from '../../webex/alternate-numbers-update.dto.js';
import { AdministratorsMayForce } from '../../webex/administrators-may-force.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { askerOf, writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { PERSON_ID, personIdPipe } from '../../webex/path-ids.js';

const FAILURES = {
  400:
    'A field, an id or the idempotency key is not valid (errorCode 25008), there is no JSON body (25024), a number ' +
    'is not in the inventory of the location, not an alternate of the person or their primary (25089), or an ' +
    'extension is in use (9495)',
  403: "The token lacks the scope or the role, or orgId is not the caller's to change",
  404: 'There is no such person within reach, or they have no calling (errorCode 4008)',
  409: 'A number has another holder (errorCode 8363, and 25223 on top), or the idempotency key is in use',
  423: 'A number rests: another holder gave it up not long ago',
};

@ApiTags('People')
@Controller('v1/telephony/config/people/:personId/numbers')
export class PersonNumbersUpdateController {
  constructor(
    private readonly lines: PersonLinesService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Put()
  @RequiresScope('spark-admin:telephony_config_write', { roles: ['full_admin', 'location_admin'] })
  @ApiOperation({
    operationId: 'put_telephony_config_people_numbers',
    summary: 'Assign or unassign alternate numbers of a person',
    description:
      'Adds, edits and deletes alternate numbers, all of them or none. Refused: a number that stands twice in the ' +
      'request, also where one entry adds and the other one deletes it; the primary number; a number that another ' +
      'holder receives calls on (a holder for outbound caller id only does not count); an extension that another line ' +
      'of the location has, also one of this person. An extension that one entry frees may be given to another ' +
      'entry. Needs the scope `spark-admin:telephony_config_write`, a full or location administrator, and a person who ' +
      'has calling: a calling licence or a line in their location.',
  })
  @ApiParam(PERSON_ID)
  @ApiQuery(ORG_ID)
  @AdministratorsMayForce()
  @ApiIdempotencyKey()
  @ApiBody({ type: AlternateNumbersUpdate, examples: UPDATE_EXAMPLES })
  @ApiNoContentResponse({ description: 'The numbers are as the request says', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, FAILURES)
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('personId', personIdPipe) personUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: AlternateNumbersUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const update = AlternateNumbersUpdate.updateOf(sent);
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.lines.admit(personUuid, reach), async (client) => {
        await this.lines.changeAlternates(client, personUuid, reach, update, author);
        return { status: 204, body: '' };
      }),
    );
    sendAnswer(reply, answered);
  }
}
