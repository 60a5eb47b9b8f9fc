import { Body, Controller, Delete, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Caller, RequiresScope } from '../auth/access.decorators.js';
import { Author } from '../auth/author.decorator.js';
import { ApiIdempotencyKey, IDEMPOTENCY_REPLAYED, SentIdempotencyKey } from '../auth/idempotency-key.js';
import type { Principal } from '../auth/principal.js';
import { sendAnswer } from '../http/answer.js';
import { ApiFailures } from '../http/documented-failures.js';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { booleanOf } from '../http/query-values.js';
import type { OrganizationId } from '../ids/organization-id.js';
import { webexId } from '../ids/webex-id.js';
import { ConflictsService } from '../phone-numbers/assignments/conflicts.service.js';
import { writtenPerson } from '../phone-numbers/people/people.queries.js';
import { PersonSettingsService } from '../phone-numbers/people/person-settings.service.js';
import type { ChangedBy } from '../phone-numbers/record/record-change.js';
import type { IdempotencyKey } from '../phone-numbers/writes/answers.queries.js';
import { WritesService } from '../phone-numbers/writes/writes.service.js';
import { AdministratorsMayForce } from '../webex/administrators-may-force.js';
import { ORG_ID, OrganizationQueryPipe, sameOrganization } from '../webex/organization-query.js';
import { PERSON_ID, personIdPipe } from '../webex/path-ids.js';
import { askerOf, writeReach } from '../webex/reach-of.js';
import { WebexErrorBody } from '../webex/webex-error.body.js';
import { PERSON_EXAMPLES, PersonBody } from './person-body.dto.js';
import { Person, PERSON_EXAMPLE } from './person.dto.js';

const WRITES = RequiresScope(['spark-admin:people_write', 'spark-admin:people_read'], { roles: ['full_admin'] });
const ACCESS = 'Needs the scopes `spark-admin:people_write` and `spark-admin:people_read`, and a full administrator.';
const WHOLE =
  'Takes a whole person, as GET answers them; members that this record does not keep are ignored. A request that sends ' +
  'neither number nor extension leaves the lines as they are.';
const UNKNOWN = 'There is no such person within reach';
const FAILURES = {
  400:
    'A field, an id or the idempotency key is not valid (errorCode 25008), there is no JSON body (25024), the location ' +
    '(400) or a licence (400000) is not known, calling licences exclude each other (400404), one needs a line (400411), ' +
    'the number is not in the inventory of the location (25089), or the extension is in use (9495)',
  403: "The token lacks a scope or the role, or orgId is not the caller's to change",
  409: 'The number has another holder (errorCode 8363, and 25223 on top), no unit of a licence is free, or the idempotency key is in use',
  423: 'A number rests: another holder gave it up not long ago',
};
const booleanParameter = (name: string, description: string) =>
  ({ name, required: false, schema: { type: 'boolean', default: false }, description }) as const;
const CALLING_DATA = booleanParameter('callingData', 'Whether to tell the location and the extension.');
const MIN_RESPONSE = booleanParameter('minResponse', 'Whether the id alone is wanted.');

const ID_ALONE = {
  type: 'object' as const,
  required: ['id'],
  properties: { id: { type: 'string', description: 'The id of the person.' } },
  additionalProperties: false,
};

const ANSWERS_CREATED = ApiOkResponse({
  schema: { oneOf: [{ $ref: getSchemaPath(Person) }, ID_ALONE] },
  description: 'The person; with minResponse their id alone',
  headers: IDEMPOTENCY_REPLAYED,
  example: PERSON_EXAMPLE,
});

/** What is to be answered. */
const viewOf = (query: Record<string, unknown>) => ({
  callingData: booleanOf(query, 'callingData'),
  isShort: booleanOf(query, 'minResponse'),
});

@ApiTags('People')
@Controller('v1/people')
export class PersonWritesController {
  constructor(
    private readonly people: PersonSettingsService,
    private readonly writes: WritesService,
    private readonly conflicts: ConflictsService,
  ) {}

  @Post()
  @HttpCode(200)
  @WRITES
  @AdministratorsMayForce()
  @ApiOperation({
    operationId: 'post_people',
    summary: 'Create a person',
    description: `With a calling licence, \`locationId\`, and a number or an extension they have calling. ${ACCESS}`,
  })
  @ApiQuery(ORG_ID)
  @ApiQuery(CALLING_DATA)
  @ApiQuery(MIN_RESPONSE)
  @ApiIdempotencyKey()
  @ApiBody({ type: PersonBody, examples: PERSON_EXAMPLES })
  @ANSWERS_CREATED
  @ApiFailures(WebexErrorBody, { ...FAILURES, 404: 'The record does not know the organization' })
  async create(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Body() sent: PersonBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { callingData, isShort } = viewOf(query);
    const settings = PersonBody.settingsOf(sent);
    if (!settings.email) throw new InvalidParameter('emails', 'one e-mail address');
    const reach = writeReach(caller, sameOrganization(target, sent.orgId));
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.people.admitToOrganization(reach), async (client) => {
        const uuid = await this.people.create(client, reach, settings, author);
        const person = isShort
          ? { id: webexId('PEOPLE', uuid) }
          : Person.from(await writtenPerson(client, uuid, reach), { callingData });
        return { status: 200, body: JSON.stringify(person) };
      }),
    );
    sendAnswer(reply, answered);
  }

  @Put(':personId')
  @WRITES
  @AdministratorsMayForce()
  @ApiOperation({
    operationId: 'put_person',
    summary: 'Change a person',
    description: `${WHOLE} ${ACCESS}`,
  })
  @ApiParam(PERSON_ID)
  @ApiQuery(ORG_ID)
  @ApiQuery(CALLING_DATA)
  @ApiQuery(MIN_RESPONSE)
  @ApiIdempotencyKey()
  @ApiBody({ type: PersonBody, examples: PERSON_EXAMPLES })
  @ApiOkResponse({ type: Person, description: 'The person', headers: IDEMPOTENCY_REPLAYED, example: PERSON_EXAMPLE })
  @ApiNoContentResponse({ description: 'Done, with minResponse', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, { ...FAILURES, 404: UNKNOWN })
  async update(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('personId', personIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Query() query: Record<string, unknown>,
    @Body() sent: PersonBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { callingData, isShort } = viewOf(query);
    const settings = PersonBody.settingsOf(sent);
    const reach = writeReach(caller, sameOrganization(target, sent.orgId));
    const answered = await this.conflicts.explaining(askerOf(caller), () =>
      this.writes.once(key, this.people.admit(uuid, reach), async (client) => {
        await this.people.update(client, uuid, reach, settings, author);
        if (isShort) return { status: 204, body: '' };
        const person = Person.from(await writtenPerson(client, uuid, reach), { callingData });
        return { status: 200, body: JSON.stringify(person) };
      }),
    );
    sendAnswer(reply, answered);
  }

  @Delete(':personId')
  @WRITES
  @ApiOperation({
    operationId: 'delete_person',
    summary: 'Remove a person',
    description: `Their numbers and extensions are free at once, and what was stays in the history. ${ACCESS}`,
  })
  @ApiParam(PERSON_ID)
  @ApiQuery(ORG_ID)
  @ApiIdempotencyKey()
  @ApiNoContentResponse({ description: 'They are removed', headers: IDEMPOTENCY_REPLAYED })
  @ApiFailures(WebexErrorBody, {
    400: 'personId, orgId or the idempotency key is not valid (errorCode 25008)',
    403: FAILURES[403],
    404: UNKNOWN,
    409: 'The idempotency key is in use',
  })
  async remove(
    @Caller() caller: Principal,
    @Author() author: ChangedBy,
    @SentIdempotencyKey() key: IdempotencyKey | undefined,
    @Param('personId', personIdPipe) uuid: string,
    @Query(OrganizationQueryPipe) target: OrganizationId | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const reach = writeReach(caller, target);
    const admit = this.people.admitToOrganization(reach);
    const answered = await this.writes.once(key, admit, async (client) => {
      await this.people.remove(client, uuid, reach, author);
      return { status: 204, body: '' };
    });
    sendAnswer(reply, answered);
  }
}
