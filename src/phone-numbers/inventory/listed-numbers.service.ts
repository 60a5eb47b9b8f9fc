import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import { LocationNotFound } from '../locations/locations.errors.js';
import type { SeenOrganization } from '../lookup/lookup.service.js';
import type { NumberState } from '../record/phone-number.entity.js';
import { readOrganization } from '../tenants/organizations.queries.js';
import { FIRST_NUMBER, LAST_DIGITS } from './inventory-filter.js';
import {
  LISTED_LINES,
  LISTED_NUMBERS,
  organizationOfLocation,
  type ListedRow,
  type ListedSource,
  type StepRow,
} from './listed-numbers.queries.js';

export type ListedEntry = ListedRow;

/** What is left out leaves none out. */
export interface NumbersAsked {
  organization?: OrganizationId;
  /** UUID. */
  locationId?: string;
  state?: NumberState;
  /** Whether somebody has it. */
  isHeld?: boolean;
  /** Those that anybody may have now; of one organization only. */
  isFree?: boolean;
  /** How the number begins: `+` and digits. */
  beginning?: string;
  /** A part of a holder's name or e-mail, in any case. */
  text?: string;
  /** Where there is a text: a part of the number or of a holder's extension is as good. */
  digits?: string;
  /** A holder's, exactly. */
  extension?: string;
}

/** Where a list goes on: after this number, or after this line without one. */
export interface ListPosition {
  kind: 'number' | 'line';
  key: readonly string[];
}

export interface ListedPage {
  /** The one that was asked for. */
  organization?: SeenOrganization;
  entries: ListedEntry[];
  /** Undefined: that was all. */
  next?: ListPosition;
}

/** Rows that a statement looks at, where it may answer few of them. */
const AT_ONCE = 1000;
/** Rows that a page looks at: it ends there, however few it has found. */
const MOST_LOOKED_AT = 20_000;
const NUMBERS: ListPosition = { kind: 'number', key: [''] };
const LINES: ListPosition = { kind: 'line', key: ['00000000-0000-0000-0000-000000000000', '', '0'] };

interface Scope {
  organization?: SeenOrganization;
  asked: NumbersAsked;
}

/** The numbers of the record, and its lines that have none, for its operators. */
@Injectable()
export class ListedNumbersService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The numbers in the order of their digits, and where a holder is searched for their lines without a number; read as they
   * are asked for. Throws OrganizationNotFound, LocationNotFound.
   */
  async *list(asked: NumbersAsked): AsyncGenerator<ListedEntry> {
    const scope = await this.scopeOf(asked);
    const isHolderSearched = asked.text !== undefined || asked.extension !== undefined;
    let position: ListPosition | undefined = NUMBERS;
    while (position?.kind === 'number' || (position && isHolderSearched)) {
      const step: Pick<ListedPage, 'entries' | 'next'> = await this.step(scope, position, AT_ONCE);
      yield* step.entries;
      position = step.next;
    }
  }

  /**
   * A page of the numbers in the order of their digits, then of the lines without one by organization and extension. It has
   * fewer entries than it may have, or none, where many had to be looked at. Throws OrganizationNotFound, LocationNotFound.
   */
  async page(asked: NumbersAsked, { after = NUMBERS, atMost }: { after?: ListPosition; atMost: number }) {
    const scope = await this.scopeOf(asked);
    const page: ListedPage = { organization: scope.organization, entries: [], next: after };
    for (let looked = 0; page.next && looked < MOST_LOOKED_AT; looked += AT_ONCE) {
      const left = atMost - page.entries.length;
      // Whether there are lines is asked for, too: where there is none the last page is known to be the last one.
      if (!left && page.next !== LINES) break;
      const { entries, next } = await this.step(scope, page.next, left);
      page.entries.push(...entries);
      page.next = next;
    }
    return page;
  }

  private async scopeOf(asked: NumbersAsked): Promise<Scope> {
    const { organization: id, locationId } = asked;
    const organization = id && (await readOrganization(this.dataSource, id));
    if (locationId === undefined) return { asked, organization };
    const owner = await organizationOfLocation(this.dataSource, locationId, organization?.id);
    if (!owner) throw new LocationNotFound();
    return { asked, organization: owner };
  }

  private async step({ asked, organization }: Scope, { kind, key }: ListPosition, atMost: number) {
    const lookAt = isSelective(asked) ? AT_ONCE : atMost + 1;
    const source = sourceOf(asked, organization);
    const read =
      kind === 'number' ? LISTED_NUMBERS[source] : LISTED_LINES[source === 'extension' ? placeOf(asked) : source];
    const rows = await read(this.dataSource, {
      ...valuesOf(asked),
      organization: organization?.id,
      ...(kind === 'number'
        ? { after: key[0] }
        : { afterOrganization: key[0], afterExtension: key[1], afterLine: key[2] }),
      lookAt,
      atMost: atMost + 1,
    });
    return stepOf(rows.filter(isEntry), rows[0], { asked, kind, key, atMost, lookAt });
  }
}

interface StepAsked extends ListPosition {
  asked: NumbersAsked;
  atMost: number;
  lookAt: number;
}

/** What a statement found, of one entry more than may be answered. */
function stepOf(
  found: ListedEntry[],
  { lookedAt, lastKey }: StepRow,
  { asked, kind, key, atMost, lookAt }: StepAsked,
): Pick<ListedPage, 'entries' | 'next'> {
  const entries = found.slice(0, atMost);
  if (found.length > atMost) return { entries, next: { kind, key: entries.at(-1)?.key ?? key } };
  if (lookedAt === lookAt) return { entries, next: { kind, key: lastKey! } };
  return { entries, next: kind === 'number' && mayBeLine(asked) ? LINES : undefined };
}

const isEntry = (row: StepRow): row is StepRow & ListedEntry => row.key !== null;

/** Whether few of those that are looked at may be asked for. */
const isSelective = ({ state, isHeld, isFree, text, extension }: NumbersAsked): boolean =>
  [state, isHeld, isFree, text, extension].some((value) => value !== undefined);

/** A line without a number is somebody's, and has nothing that only numbers have. */
const mayBeLine = ({ state, isHeld, isFree, beginning }: NumbersAsked): boolean =>
  state === undefined && isHeld !== false && isFree === undefined && beginning === undefined;

function sourceOf(asked: NumbersAsked, organization: SeenOrganization | undefined): ListedSource {
  if (!organization) return 'record';
  return asked.extension === undefined ? placeOf(asked) : 'extension';
}

const placeOf = ({ locationId }: NumbersAsked) => (locationId === undefined ? 'organization' : 'location');

function valuesOf({ locationId, beginning = '+', isFree = false, ...asked }: NumbersAsked) {
  const { state, isHeld, text, digits, extension } = asked;
  return {
    ...{ state, isHeld, isFree, text, digits, extension },
    location: locationId,
    fromNumber: beginning === '+' ? FIRST_NUMBER : beginning,
    toNumber: `${beginning}${LAST_DIGITS}`,
  };
}
