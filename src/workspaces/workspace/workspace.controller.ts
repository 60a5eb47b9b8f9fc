import { Body, Controller, Delete, Param, Put, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
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
import { WorkspaceSettingsService } from '../../phone-numbers/workspaces/workspace-settings.service.js';
import type { IdempotencyKey } from '../../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../../phone-numbers/writes/writes.service.js';
import { AdministratorsMayForce } from '../../webex/administrators-may-force.js';
import { ORG_ID, OrganizationQueryPipe } from '../../webex/organization-query.js';
import { askerOf, writeReach } from '../../webex/reach-of.js';
import { WebexErrorBody } from '../../webex/webex-error.body.js';
import { WORKSPACE_ID, workspaceIdPipe } from '../../webex/path-ids.js';
import { UPDATE_EXAMPLES, WorkspaceUpdateBody } from './workspace-update.dto.js';
import { Workspace, WORKSPACE_EXAMPLE } from './workspace.dto.js';

const FAILURES = {
  400:
    'A field, an id or the idempotency key is not valid, the location or the supported devices are others, or the ' +
    'calling type cannot be so (errorCode 25008), there is no JSON body (25024), the number is not in the inventory ' +
    'of the location (25089), or the extension is in use (9495)',
  403: "The token lacks a scope or the role, or orgId is not the caller's to change",
  404: 'There is no such workspace within reach, or it has no calling (errorCode 4008)',
  405: 'The licence is none for the alternate numbers of the workspace (25409, Allow is empty), or no such method',
  409:
    'The number has another holder (errorCode 8363, and 25223 on top), no unit of the licence is left, or the ' +
    'idempotency key is in use',
  423: 'A number rests: another holder gave it up not long ago',
};

const UPDATED = {
  type: Workspace,
  description: 'The workspace as it is now',
  headers: IDEMPOTENCY_REPLAYED,
  example: WORKSPACE_EXAMPLE,
};
// Both scopes whatever the body says: who may enter is decided before it is read (frame, "Order of checks").
export const WRITE_SCOPES = ['spark-admin:workspaces_write', 'spark-admin:telephony_config_write'];
export const WRITERS = { roles: ['full_admin', 'location_admin'] } as const;
export const NEEDS =
  ' Needs the scopes `spark-admin:workspaces_write` and `spark-admin:telephony_config_write`, and a full or location ' +
  'administrator.';

@ApiTags('Workspaces')
@Controller('v1/workspaces/:workspaceId')
export class WorkspaceController {
  constructor(
    private readonly workspaces: WorkspaceSettingsService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Put()
  @RequiresScope(WRITE_SCOPES, WRITERS)
  @ApiOperation({
    operationId: 'put_workspaces',
    summary: 'Change a workspace, or its primary line',
    description:
      'Takes `displayName`, `capacity`, `type`, `notes`, `hotdeskingStatus` and `calling`. `capacity`, `type` and ' +
      '`notes` are cleared where they are left out; all else stays, and so nothing but another calling type takes the ' +
      'last number or extension away. A whole workspace may be sent back: its other members are ignored, only its ' +
      'location has to be the one that it has. An alternate that becomes the primary line gives up its extension where ' +
      `the primary line has one.${NEEDS}`,
  })
  @ApiParam(WORKSPACE_ID)
  @ApiQuery(ORG_ID)
  @AdministratorsMayForce()
  @ApiIdempotencyKey()
  @ApiBody({ type: WorkspaceUpdateBody, examples: UPDATE_EXAMPLES })
  @ApiOkResponse(UPDATED)
  @ApiFailures(WebexErrorBody, FAILURES)
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('workspaceId', workspaceIdPipe) workspaceUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Body() sent: WorkspaceUpdateBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const update = WorkspaceUpdateBody.updateOf(sent);
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.workspaces.admit(workspaceUuid, reach), async (client) => {
        const details = await this.workspaces.change(client, workspaceUuid, reach, update, author);
        return { status: 200, body: JSON.stringify(Workspace.from(details)) };
      }),
    );
    sendAnswer(reply, answered);
  }

  @Delete()
  @RequiresScope(WRITE_SCOPES, WRITERS)
  @ApiOperation({
    operationId: 'delete_workspaces',
    summary: 'Delete a workspace',
    description: `Its numbers go back to the inventory of its location, and its history stays.${NEEDS}`,
  })
  @ApiParam(WORKSPACE_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiNoContentResponse({ description: 'There is no such workspace any more', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    400: 'An id or the idempotency key is not valid (errorCode 25008)',
    403: FAILURES[403],
    404: 'There is no such workspace within reach',
    409: 'The idempotency key is in use',
  })
  async remove(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('workspaceId', workspaceIdPipe) workspaceUuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const answered = await this.writes.once(key, this.workspaces.admitAgain(workspaceUuid, reach), async (client) => {
      await this.workspaces.remove(client, workspaceUuid, reach, author);
      return { status: 204, body: '' };
    });
    sendAnswer(reply, answered);
  }
}
