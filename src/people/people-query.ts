import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { userIdFrom, type UserId } from '../ids/user-id.js';
import { InvalidParameter } from '../http/invalid-parameter.js';
import { ID_FORM } from '../ids/webex-id.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';
import type { PeopleFilter } from '../phone-numbers/people/people.queries.js';
import { booleanOf, idOf, textOf } from '../http/query-values.js';

/** People that one request may name. */
const MOST_IDS = 85;
/** Characters of them with their commas, in the spelling that this face gives: a URL has room for that. */
const LONGEST_IDS = 7_000;
/** Characters of an e-mail (RFC 5321) and of the beginning of a name. */
const LONGEST_EMAIL = 254;
const LONGEST_NAME_START = 256;
const LONGEST_ROLES = 2048;

type Query = Record<string, unknown>;

/** What a list of people is asked for. Throws InvalidParameter. */
export interface PeopleQuery {
  filter: PeopleFilter;
  /** Asked for by a role: the record knows of none, so nobody has it. */
  asksForRole: boolean;
  callingData: boolean;
}

export function peopleQueryOf(query: Query): PeopleQuery {
  return {
    filter: {
      ids: idsOf(query),
      email: textOf(query, 'email', LONGEST_EMAIL),
      nameStart: textOf(query, 'displayName', LONGEST_NAME_START),
      locationUuid: idOf(query, 'locationId', locationUuidFrom, 'the id of a location'),
    },
    asksForRole: textOf(query, 'roles', LONGEST_ROLES) !== undefined,
    callingData: booleanOf(query, 'callingData') ?? false,
  };
}

function idsOf(query: Query): UserId[] | undefined {
  const text = textOf(query, 'id', LONGEST_IDS);
  if (text === undefined) return undefined;
  const ids = text.split(',').map(userIdFrom);
  if (ids.length > MOST_IDS || !ids.every((id) => id !== undefined)) {
    throw new InvalidParameter('id', `at most ${MOST_IDS} ids of people, with commas between them`);
  }
  return ids;
}

const text = (name: string, maxLength: number, description: string) =>
  ApiQuery({ name, required: false, schema: { type: 'string', maxLength }, description });

/** The parameters that filter, for the document. */
export const ApiPeopleFilters = () =>
  applyDecorators(
    text('id', LONGEST_IDS, `Only these: at most ${MOST_IDS} ids with commas between them.`),
    text('email', LONGEST_EMAIL, 'Only who has this e-mail, in any case.'),
    text('displayName', LONGEST_NAME_START, 'Only whose full name begins with this, in any case.'),
    ApiQuery({
      name: 'locationId',
      required: false,
      schema: { type: 'string', ...ID_FORM },
      description: 'Only who is in this location.',
    }),
    text('roles', LONGEST_ROLES, 'Only who has these roles: nobody, the record knows of no roles.'),
  );
