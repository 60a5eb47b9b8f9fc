import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RequiresRole } from '../../auth/access.decorators.js';
import { ApiFailures } from '../../http/documented-failures.js';
import { PageCursors } from '../../http/page-cursor.js';
import { PageLinks } from '../../http/page-links.js';
import { ApiPaged, NEXT_PAGE } from '../../http/paged.decorator.js';
import { ListedNumbersService } from '../../phone-numbers/inventory/listed-numbers.service.js';
import { DirectoryErrorBody } from '../directory-error.body.js';
import { logCrossings } from '../tenant-crossings.js';
import { PAGE } from './history-page.js';
import { LISTED_EXAMPLE, ListedPhoneNumber, ListedPhoneNumbers } from './listed-numbers.dto.js';
import { ApiListFilters } from './listed-query.decorator.js';
import { listedPage, numbersAsked, startAt } from './listed-query.js';

const LIST = {
  operationId: 'get_phone_numbers',
  summary: 'List phone numbers, and who has them',
  description:
    'All numbers of the record, or those of an organization or a location, in the order of their digits; after them the ' +
    'extensions that have no number. Later changes do not shift the pages. A page ends after 20,000 numbers have been ' +
    'searched: it can have fewer entries than `max`, or none. The list goes on as long as there is a `Link`. For the role ' +
    'SUPERADMIN.',
};

@ApiTags('Directory')
@Controller('api/phone-numbers')
export class ListedNumbersController {
  constructor(
    private readonly numbers: ListedNumbersService,
    private readonly links: PageLinks,
    private readonly cursors: PageCursors,
  ) {}

  @Get()
  @RequiresRole('SUPERADMIN')
  @ApiOperation(LIST)
  @ApiListFilters()
  @ApiPaged(PAGE, 'Entries')
  @ApiOkResponse({
    type: ListedPhoneNumbers,
    description: 'A page of the list',
    headers: NEXT_PAGE,
    example: LISTED_EXAMPLE,
  })
  @ApiFailures(DirectoryErrorBody, {
    400: 'A parameter is not valid, or the request is not well formed',
    404: 'There is no such organization, or no such location in it; `code` says which',
  })
  async list(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ListedPhoneNumbers> {
    const asked = numbersAsked(query);
    const { organization, entries, next } = await this.numbers.page(asked, listedPage(asked, query, this.cursors));
    logCrossings(request, [organization, ...entries.map((entry) => entry.organization ?? undefined)]);
    if (next) reply.header('link', this.links.next(request, startAt(asked, next, this.cursors)));
    return { phoneNumbers: entries.map((entry) => ListedPhoneNumber.from(entry)) };
  }
}
