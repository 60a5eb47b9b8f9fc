import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Caller } from '../../auth/access.decorators.js';
import type { Principal } from '../../auth/principal.js';
import { PageCursors } from '../../http/page-cursor.js';
import { PageLinks } from '../../http/page-links.js';
import { ApiPaged, NEXT_PAGE } from '../../http/paged.decorator.js';
import { NumberNotFound } from '../../phone-numbers/lookup/lookup.errors.js';
import { LookupService } from '../../phone-numbers/lookup/lookup.service.js';
import { readerOf } from '../directory-reader.js';
import { logCrossings } from '../tenant-crossings.js';
import { numberFrom } from '../written-number.js';
import { historyPage, PAGE, startAfter } from './history-page.js';
import { HISTORY_EXAMPLE, PhoneNumberHistory } from './history.dto.js';
import { ACCESS, OfOneNumber } from './one-number.decorator.js';

const RESPONSE = {
  type: PhoneNumberHistory,
  description: 'A page of the history',
  headers: NEXT_PAGE,
  example: HISTORY_EXAMPLE,
};

@ApiTags('Directory')
@Controller('api/phone-numbers/:number/history')
export class HistoryController {
  constructor(
    private readonly lookup: LookupService,
    private readonly links: PageLinks,
    private readonly cursors: PageCursors,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'get_phone_number_history',
    summary: 'List who had a phone number when',
    description: `The newest interval first, in pages that later changes do not shift. ${ACCESS}`,
  })
  @ApiPaged(PAGE, 'Intervals')
  @OfOneNumber('number, country, max or start is not valid, or the request is not well formed')
  @ApiOkResponse(RESPONSE)
  async list(
    @Caller() caller: Principal,
    @Param('number') text: string,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PhoneNumberHistory> {
    const number = numberFrom(text, query);
    const page = historyPage(number, query, this.cursors);
    const history = await this.lookup.history(number, readerOf(caller), page);
    if (!history) throw new NumberNotFound();
    const { intervals, next } = history;
    logCrossings(
      request,
      intervals.map(({ organization }) => organization),
    );
    if (next) reply.header('link', this.links.next(request, startAfter(number, next, this.cursors)));
    return PhoneNumberHistory.from(history);
  }
}
