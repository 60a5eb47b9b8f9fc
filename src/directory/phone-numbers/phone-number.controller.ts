import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Caller } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { NumberNotFound } from '../../phone-numbers/lookup/lookup.errors.js';
import { LookupService } from '../../phone-numbers/lookup/lookup.service.js';
import { readerOf } from '../directory-reader.js';
import { logCrossings } from '../tenant-crossings.js';
import { numberFrom } from '../written-number.js';
import { ACCESS, OfOneNumber } from './one-number.decorator.js';
import { FOUND_EXAMPLES, FoundPhoneNumber } from './phone-number.dto.js';

@ApiTags('Directory')
@Controller('api/phone-numbers/:number')
export class PhoneNumberController {
  constructor(private readonly lookup: LookupService) {}

  @Get()
  @OfOneNumber('number or country is not valid, or the request is not well formed')
  @ApiOperation({
    operationId: 'get_phone_number',
    summary: 'Look a phone number up',
    description: `Whose it is, who has it now, since when and by whom. ${ACCESS}`,
  })
  @ApiOkResponse({ type: FoundPhoneNumber, description: 'What is known of the number', examples: FOUND_EXAMPLES })
  async find(
    @Caller() caller: Principal,
    @Param('number') text: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
  ): Promise<FoundPhoneNumber> {
    const found = await this.lookup.find(numberFrom(text, query), readerOf(caller));
    if (!found) throw new NumberNotFound();
    logCrossings(request, [found.organization, ...found.holders.map(({ organization }) => organization)]);
    return FoundPhoneNumber.from(found);
  }
}
