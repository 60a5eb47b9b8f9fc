import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsObjectOrList, IsTextList } from '../http/nested-object.decorator.js';
import { IsTextFor } from '../http/parsed-text.decorator.js';
import { licenceUuidFrom } from '../ids/licence-id.js';
import { organizationIdFrom } from '../ids/organization-id.js';
import { LONGEST_ID } from '../ids/webex-id.js';
import { locationUuidFrom } from '../ids/workspace-location-id.js';
import type { PersonSettings } from '../phone-numbers/people/person-settings.js';
import { LONGEST_WRITTEN_NUMBER } from '../phone-numbers/record/e164.js';
import { hasAtMost, LONGEST_EMAIL, LONGEST_NAME } from '../phone-numbers/record/text-length.js';
import { EXTENSION, EXTENSION_FORM, extensionFrom } from '../webex/extension.js';

const MOST_ENTRIES = 100;
const LONGEST_TYPE = 64;
const A_NAME = `a text of 1 to ${LONGEST_NAME} characters`;
const textOf = (atMost: number) => (text: string) => (hasAtMost(atMost, text) ? text : undefined);

/** A name, an e-mail: a text that says something. */
const nameFrom = (text: string) => (hasAtMost(LONGEST_NAME, text) && text.trim() !== '' ? text : undefined);
const EMAIL = /^[^\s@]+@[^\s@]+$/;
export const emailFrom = (text: string) => (text.length <= LONGEST_EMAIL && EMAIL.test(text) ? text : undefined);

const NAME = { required: false, type: String, nullable: true, minLength: 1, maxLength: LONGEST_NAME } as const;

@ApiSchema({ name: 'PersonNumberUpdate' })
export class PersonNumberUpdate {
  @ApiProperty({
    type: String,
    maxLength: LONGEST_TYPE,
    example: 'work',
    description: '`work` is the number of the primary line; others are not kept.',
  })
  @IsTextFor(textOf(LONGEST_TYPE), `a text of at most ${LONGEST_TYPE} characters`)
  type: string;

  @ApiProperty({
    type: String,
    maxLength: LONGEST_WRITTEN_NUMBER,
    example: '+12145553567',
    description: 'E.164, or as it is written in the country of the location.',
  })
  @IsTextFor(textOf(LONGEST_WRITTEN_NUMBER), `a text of at most ${LONGEST_WRITTEN_NUMBER} characters`)
  value: string;
}

/** A person as POST and PUT take them (workspaces contract, 2.11). Null is as if it were left out. */
@ApiSchema({ name: 'PersonUpdate', description: 'A whole person. Null is as if it were left out.' })
export class PersonBody {
  @ApiProperty({
    required: false,
    type: [String],
    nullable: true,
    maxItems: 1,
    example: ['lee.park@acme.example'],
    items: { type: 'string', maxLength: LONGEST_EMAIL },
    description: 'One, which a new person needs. Left out or empty: as it is.',
  })
  @IsOptional()
  @IsTextList(1, { parse: emailFrom, expected: 'an e-mail address' }, { atLeast: 0 })
  emails?: string[] | null;

  @ApiProperty({ ...NAME, example: 'Lee Park', description: 'The full name. Left out: first and last name.' })
  @IsOptional()
  @IsTextFor(nameFrom, A_NAME)
  displayName?: string | null;

  @ApiProperty({ ...NAME, example: 'Lee', description: 'Left out: as it is, or unknown under another full name.' })
  @IsOptional()
  @IsTextFor(nameFrom, A_NAME)
  firstName?: string | null;

  @ApiProperty({ ...NAME, example: 'Park', description: 'Left out: as it is, or unknown under another full name.' })
  @IsOptional()
  @IsTextFor(nameFrom, A_NAME)
  lastName?: string | null;

  @ApiProperty({
    required: false,
    type: [PersonNumberUpdate],
    nullable: true,
    maxItems: MOST_ENTRIES,
    description:
      'One object instead of a list is read as well. Without an entry `work`, where an extension is sent: the number of ' +
      'the primary line goes back to the inventory.',
  })
  @IsOptional()
  @IsObjectOrList(MOST_ENTRIES, () => PersonNumberUpdate)
  phoneNumbers?: PersonNumberUpdate[] | PersonNumberUpdate | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    ...EXTENSION_FORM,
    example: '1234',
    description:
      `${EXTENSION}, without the routing prefix. Left out, where a number is sent: the primary line has none any more, ` +
      'unless `phoneNumbers` has its `work_extension`.',
  })
  @IsOptional()
  @IsTextFor(extensionFrom, EXTENSION)
  extension?: string | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: 'Who has calling stays where they are. Left out: as it is.',
  })
  @IsOptional()
  @IsTextFor(locationUuidFrom, 'the id of a location')
  locationId?: string | null;

  @ApiProperty({
    required: false,
    type: [String],
    nullable: true,
    maxItems: MOST_ENTRIES,
    items: { type: 'string', maxLength: LONGEST_ID },
    description:
      'All licences. A calling licence that is not in it any more takes all lines with it. Left out: as it is.',
  })
  @IsOptional()
  @IsTextList(MOST_ENTRIES, { parse: licenceUuidFrom, expected: 'the id of a licence' }, { atLeast: 0 })
  licenses?: string[] | null;

  @ApiProperty({
    required: false,
    type: String,
    nullable: true,
    maxLength: LONGEST_ID,
    description: 'Their organization, as `orgId` of the query; where both are there they have to be the same.',
  })
  @IsOptional()
  @IsTextFor(organizationIdFrom, 'the id of an organization')
  orgId?: string | null;

  /** In the core's words; every text has been accepted by now. */
  static settingsOf(sent: PersonBody): PersonSettings {
    const { emails, displayName, firstName, lastName, locationId, licenses } = sent;
    return {
      email: emails?.[0],
      fullName: displayName ?? undefined,
      firstName: firstName ?? undefined,
      lastName: lastName ?? undefined,
      location: locationId ? { place: 'locationId', uuid: locationUuidFrom(locationId)! } : undefined,
      licences: licenses ? { place: 'licenses', exactly: licenses.map((id) => licenceUuidFrom(id)!) } : undefined,
      primary: primaryOf(sent),
    };
  }
}

/** Undefined: the request says nothing of the primary line. */
function primaryOf({ phoneNumbers, extension }: PersonBody): PersonSettings['primary'] {
  const entries = phoneNumbers ? [phoneNumbers].flat() : [];
  const work = entries.find(({ type }) => type === 'work')?.value;
  const keepsExtension = entries.some(({ type }) => type === 'work_extension');
  if (work === undefined && extension == null && !keepsExtension) return undefined;
  return {
    place: work === undefined ? 'extension' : 'phoneNumbers',
    number: work ?? null,
    extension: extension ?? (keepsExtension ? undefined : null),
  };
}

/** Whole bodies for the document. */
export const PERSON_EXAMPLES = {
  calling: {
    summary: 'With a calling licence, and a line in a location',
    value: {
      emails: ['lee.park@acme.example'],
      displayName: 'Lee Park',
      phoneNumbers: [{ type: 'work', value: '+12145553567' }],
      extension: '1234',
      locationId: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
      licenses: [
        'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvYTQ1ZDZjZGEtYWU1YS00MGMzLWE3YWQtNTY1MGZkZGRkNTNjOkJDQ0FfYzhmNGExYjAtNmQxZS00ZjBhLTliNTctMmYxZDBjM2U0YTVi',
      ],
    },
  },
  plain: {
    summary: 'Without calling',
    value: { emails: ['lee.park@acme.example'], firstName: 'Lee', lastName: 'Park' },
  },
};
