import { Body, Controller, Patch, Query, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import type { Principal } from '../../auth/principal.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ConflictsService } from '../../phone-numbers/assignments/conflicts.service.js';
import { LicenceAssignmentService } from '../../phone-numbers/people/licence-assignment.service.js';
import { writtenPerson } from '../../phone-numbers/people/people.queries.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { AdministratorsMayForce } from '../../webex/administrators-may-force.js';
import { ORG_ID, OrganizationQueryPipe, sameOrganization } from '../../webex/organization-query.js';
import { askerOf, writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { LICENCES_EXAMPLES, LICENSED_EXAMPLE, LicencesUpdate, LicensedPerson } from './licences-update.dto.js';

const FAILURES = {
  400:
    'A field, an id or the idempotency key is not valid (errorCode 25008), there is no JSON body (25024), the location ' +
    '(400) or a licence (400000) is not known, calling licences exclude each other (400404), one needs a line (400411), ' +
    'the number is not in the inventory of the location (25089), or the extension is in use (9495)',
  403: "The token lacks the scope or the role, or orgId is not the caller's to change",
  404: 'There is no such person within reach, or more than one has the e-mail',
  409: 'The number has another holder (errorCode 8363, and 25223 on top), no unit of a licence is free, or the idempotency key is in use',
  423: 'A number rests: another holder gave it up not long ago',
};

@ApiTags('Licenses')
@Controller('v1/licenses/users')
export class PersonLicencesController {
  constructor(
    private readonly assignment: LicenceAssignmentService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Patch()
  @RequiresScope('spark-admin:people_write', { roles: ['full_admin'] })
  @AdministratorsMayForce()
  @ApiOperation({
    operationId: 'patch_licenses_users',
    summary: 'Give a person licences, or take them',
    description:
      'All of it or nothing. Who gets a calling licence gets a line: a number, an extension or both, in a location. Needs ' +
      'the scope `spark-admin:people_write` and a full administrator.',
  })
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiBody({ type: LicencesUpdate, examples: LICENCES_EXAMPLES })
  @ApiOkResponse({
    type: LicensedPerson,
    description: 'The licences that the person has now',
    headers: IDEMPOTENCY_REPLAYED,
    example: LICENSED_EXAMPLE,
  })
  @ApiFailures(WebexErrorBody, FAILURES)
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: LicencesUpdate,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [person, settings] = [LicencesUpdate.personOf(sent), LicencesUpdate.settingsOf(sent)];
    const reach = writeReach(caller, sameOrganization(target, sent.orgId));
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.assignment.admit(person, reach), async (client) => {
        const uuid = await this.assignment.assign(client, person, reach, settings, author);
        const licensed = LicensedPerson.from(await writtenPerson(client, uuid, reach));
        return { status: 200, body: JSON.stringify(licensed) };
      }),
    );
    sendAnswer(reply, answered);
  }
}
