import { InvalidParameter } from '../../http/invalid-parameter.js';
import type { PageCursors, PagedList } from '../../http/page-cursor.js';
import { booleanOf, choiceOf, idOf, maxOf, textOf } from '../../http/query-values.js';
import { organizationIdFrom, type OrganizationId } from '../../ids/organization-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { ListPosition, NumbersAsked } from '../../phone-numbers/inventory/listed-numbers.service.js';
import { NUMBER_STATES } from '../../phone-numbers/record/phone-number.entity.js';
import { PAGE } from './history-page.js';

type Query = Record<string, unknown>;

/** Characters of what is searched for. */
export const LONGEST_SEARCH = 255;
export const EXTENSION = /^[0-9]{2,10}$/;
/** For the document. */
export const EXTENSION_FORM = { pattern: EXTENSION.source };
/** Digits as numbers are written, without letters. */
const LIKE_A_NUMBER = /^[+\d\s()./-]+$/;

/** Which numbers a query asks for. Throws InvalidParameter. */
export function numbersAsked(query: Query): NumbersAsked {
  // An id that is empty is a variable that a client forgot to set: it must not ask for everybody's numbers.
  for (const name of ['organizationId', 'locationId']) {
    if (query[name] === '') throw new InvalidParameter(name, 'an id, or no such parameter');
  }
  const extension = textOf(query, 'extension', LONGEST_SEARCH);
  if (extension !== undefined && !EXTENSION.test(extension)) throw new InvalidParameter('extension', '2 to 10 digits');
  return {
    organization: organizationOf(query),
    locationId: idOf(query, 'locationId', locationUuidFrom, 'the id of a location'),
    state: choiceOf(query, 'state', NUMBER_STATES),
    isHeld: booleanOf(query, 'held'),
    extension,
    ...searched(textOf(query, 'q', LONGEST_SEARCH)),
  };
}

function organizationOf({ organizationId }: Query): OrganizationId | undefined {
  if (organizationId === undefined) return undefined;
  const id = typeof organizationId === 'string' ? organizationIdFrom(organizationId) : undefined;
  if (!id) throw new InvalidParameter('organizationId', 'the id of an organization');
  return id;
}

/** With a plus it is how a number begins; a plus of a URL arrives as a space where it was not encoded. */
export function searched(text = ''): Pick<NumbersAsked, 'beginning' | 'text' | 'digits'> {
  const [digits, trimmed] = [text.replaceAll(/\D/g, ''), text.trim()];
  if (!trimmed) return {};
  if (!digits || !LIKE_A_NUMBER.test(text)) return { text: trimmed };
  return /^[+ ]/.test(text) ? { beginning: `+${digits}` } : { text: trimmed, digits };
}

/** A list is another one with each filter. */
const listOf = (asked: NumbersAsked): PagedList => ['phone numbers', JSON.stringify(asked)];

/** The page that a query asks for. Throws InvalidParameter. */
export function listedPage(asked: NumbersAsked, query: Query, cursors: PageCursors) {
  const [kind, ...key] = cursors.open(listOf(asked), query.start) ?? [];
  const after = kind === undefined ? undefined : ({ kind, key } as ListPosition);
  return { atMost: maxOf(query, PAGE), after };
}

/** The `start` of the page after this position. */
export const startAt = (asked: NumbersAsked, { kind, key }: ListPosition, cursors: PageCursors): string =>
  cursors.seal(listOf(asked), [kind, ...key]);
