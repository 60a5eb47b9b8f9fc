import { Body, Controller, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, RequiresScope } from '../../auth/access.decorators.js';
import { Author } from '../../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../../auth/idempotency-key.js';
import type { Principal } from '../../auth/principal.js';
import { sendAnswer } from '../../http/answer.js';
import { ApiFailures } from '../../http/documented-failures.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { ConflictsService } from '../../phone-numbers/assignments/conflicts.service.js';
import type { ChangedBy } from '../../phone-numbers/record/record-change.js';
import { NewWorkspaceService } from '../../phone-numbers/workspaces/new-workspace.service.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { AdministratorsMayForce } from '../../webex/administrators-may-force.js';
import { ORG_ID, OrganizationQueryPipe, sameOrganization } from '../../webex/organization-query.js';
import { askerOf, writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { NEW_WORKSPACE_EXAMPLES, NewWorkspace } from './new-workspace.dto.js';
import { NEEDS, WRITE_SCOPES, WRITERS } from './workspace.controller.js';
import { Workspace, WORKSPACE_EXAMPLE } from './workspace.dto.js';

const CREATED = {
  type: Workspace,
  description: 'The workspace',
  headers: IDEMPOTENCY_REPLAYED,
  example: WORKSPACE_EXAMPLE,
};
const FAILURES = {
  400:
    'A field, an id or the idempotency key is not valid, or the location, a number or an extension is missing ' +
    '(errorCode 25008), there is no JSON body (25024), the number is not in the inventory of the location (25089), or ' +
    'the extension is in use (9495)',
  403: "The token lacks a scope or the role, or orgId is not the caller's to change",
  404: 'There is no such location within reach, or it has no calling',
  409:
    'The number has another holder (errorCode 8363, and 25223 on top), no unit of the licence is left, or the ' +
    'idempotency key is in use',
  423: 'The number rests: another holder gave it up not long ago',
};

@ApiTags('Workspaces')
@Controller('v1/workspaces')
export class NewWorkspaceController {
  constructor(
    private readonly workspaces: NewWorkspaceService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Post()
  @RequiresScope(WRITE_SCOPES, WRITERS)
  @ApiOperation({
    operationId: 'post_workspaces',
    summary: 'Create a workspace',
    description:
      'With `calling` of type webexCalling it gets a number that is free in its location, an extension, or both, and a ' +
      'licence: one of `licenses`, else one for workspaces where a unit is left. A hot desk needs no number. A location ' +
      `administrator names one of their locations.${NEEDS}`,
  })
  @ApiQuery(ORG_ID)
  @AdministratorsMayForce()
  @ApiIdempotencyKey()
  @ApiBody({ type: NewWorkspace, examples: NEW_WORKSPACE_EXAMPLES })
  @ApiCreatedResponse(CREATED)
  @ApiFailures(WebexErrorBody, FAILURES)
  async create(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() { orgId, ...sent }: NewWorkspace,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, sameOrganization(target, orgId));
    const settings = NewWorkspace.settingsOf(sent);
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.workspaces.admit(reach, settings), async (client) => {
        const details = await this.workspaces.create(client, reach, settings, author);
        return { status: 201, body: JSON.stringify(Workspace.from(details)) };
      }),
    );
    sendAnswer(reply, answered);
  }
}
