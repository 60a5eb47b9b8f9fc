import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.js';
import { choiceOf, idOf, textOf } from '../http/query-values.js';
import { organizationFromQuery } from '../webex/organization-query.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';
import type { ListedLocation } from '../phone-numbers/locations/listed-locations.queries.js';
import { ListedLocationsService } from '../phone-numbers/locations/listed-locations.service.js';
import { listOf, pageOf, Pages, type PageSize } from '../webex/pages.js';
import { readReach } from '../webex/reach-of.js';

/** What of a request a list needs. */
export interface ListRequest {
  caller: Principal;
  query: Record<string, unknown>;
  request: FastifyRequest;
  reply: FastifyReply;
}

export const SIZE: PageSize = { usual: 500, largest: 1000 };
export const LONGEST_NAME = 256;
export const ORDERS = ['asc', 'desc'] as const;
const ORDER = { asc: 'name', desc: 'name descending' } as const;

/** The pages of the three lists of locations, which differ in the words of their entries. */
@Injectable()
export class LocationPages {
  constructor(
    private readonly locations: ListedLocationsService,
    private readonly pages: Pages,
  ) {}

  /** A page, its link set. Throws InvalidParameter, OrganizationNotReachable. */
  async page(list: string, { caller, query, request, reply }: ListRequest, withCallingOnly = false) {
    // Of the three only the list of those with calling has it.
    const order = withCallingOnly ? choiceOf(query, 'order', ORDERS) : undefined;
    const reach = readReach(caller, organizationFromQuery(query));
    const name = textOf(query, 'name', LONGEST_NAME) ?? textOf(query, 'displayName', LONGEST_NAME);
    const filter = { uuid: idOf(query, 'id', locationUuidFrom, 'the id of a location'), name, withCallingOnly };
    const of = listOf(list, caller, query);
    const page = this.pages.asked(of, query, SIZE);
    const after = page.after && { id: page.after[0]!, name: page.after[1]! };
    const wanted = { filter, order: order && ORDER[order], after, atMost: page.max + 1, skip: page.skip };
    const found = await this.locations.list(wanted, reach);
    const { entries, next } = pageOf<ListedLocation>(found, page, ({ id, name }) => [id, name ?? '']);
    this.pages.link(request, reply, of, next);
    return entries;
  }
}
