import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { uuidOfObjectId } from '../ids/derived-id.js';
import { licenceId } from '../ids/licence-id.js';
import type { UserId } from '../ids/user-id.js';
import { webexId } from '../ids/webex-id.js';
import type { Person as KnownPerson } from '../phone-numbers/people/people.queries.js';
import { esn } from '../phone-numbers/record/esn.js';
import { namesOf } from '../webex/person-names.js';

const PHONE_NUMBER_TYPES = ['work', 'work_extension', 'alternate1', 'alternate2'] as const;
type PhoneNumberType = (typeof PHONE_NUMBER_TYPES)[number];

@ApiSchema({ name: 'PersonPhoneNumberEntry' })
export class PersonPhoneNumberEntry {
  @ApiProperty({
    type: String,
    enum: PHONE_NUMBER_TYPES,
    example: 'work',
    description: 'Every alternate after the first one is an `alternate2`.',
  })
  type: PhoneNumberType;

  @ApiProperty({
    type: String,
    example: '+14165550102',
    description: 'E.164; of a `work_extension` the routing prefix of the location and the extension.',
  })
  value: string;

  @ApiProperty({ required: false, type: Boolean, example: true, description: 'On one entry, where there is one.' })
  primary?: boolean;
}

/** How a person is told. */
export interface PersonView {
  /** With the location and the extension of who has a calling line. */
  callingData?: boolean;
  /** With the name to sign in by, as lists of ids have it. */
  userName?: boolean;
}

@ApiSchema({
  name: 'Person',
  description: 'Somebody of an organization. What the record does not know is left out, and never made up.',
})
export class Person {
  @ApiProperty({
    type: String,
    required: false,
    example: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YzhhNGIwZS0yZDFmLTRlM2EtOWI1Yy02ZDdlOGY5MGExYjI',
    description: 'Absent only for a caller who is no person of the record and whose token names none.',
  })
  id?: string;

  @ApiProperty({
    type: [String],
    example: ['sam.patel@acme.example'],
    description: 'The one that the record knows; empty where it knows none.',
  })
  emails: string[];

  @ApiProperty({
    type: [PersonPhoneNumberEntry],
    description: 'Of the calling lines; a CRM provider’s numbers are none.',
  })
  phoneNumbers: PersonPhoneNumberEntry[];

  @ApiProperty({
    required: false,
    type: String,
    example: '1002',
    description:
      'Of the primary line, without the routing prefix. With `callingData` only, and only where there is one.',
  })
  extension?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'With `callingData` only, and only of somebody who has a calling line.',
  })
  locationId?: string;

  @ApiProperty({ required: false, type: String, example: 'Sam Patel', description: 'The full name.' })
  displayName?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'Sam',
    description: 'Where the record has only a full name, all of it but the last word.',
  })
  firstName?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'Patel',
    description: 'Where the record has only a full name, its last word; `.` where it has one word.',
  })
  lastName?: string;

  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
    description: 'Id of the organization.',
  })
  orgId: string;

  @ApiProperty({
    type: [String],
    example: [],
    description: 'Ids of the licences that they have.',
  })
  licenses: string[];

  @ApiProperty({
    required: false,
    type: String,
    format: 'date-time',
    example: '2026-11-24T20:14:31.512Z',
    description: 'When this record first knew them.',
  })
  created?: string;

  @ApiProperty({
    required: false,
    type: String,
    enum: ['person'],
    example: 'person',
    description: 'Of everybody whom the record knows.',
  })
  type?: 'person';

  @ApiProperty({
    required: false,
    type: String,
    example: 'sam.patel@acme.example',
    description: 'The e-mail, in a list of `id` only.',
  })
  userName?: string;

  static from(person: KnownPerson, { callingData = false, userName = false }: PersonView = {}): Person {
    const { uuid, organizationUuid, email, locationUuid, licences, createdAt } = person;
    const lines = person.lines ?? [];
    const primary = lines.find(({ isPrimary }) => isPrimary);
    return {
      id: webexId('PEOPLE', uuid),
      emails: email === null ? [] : [email],
      phoneNumbers: entriesOf(person),
      ...(callingData && locationUuid !== null && lines.length > 0
        ? { extension: primary?.extension ?? undefined, locationId: webexId('LOCATION', locationUuid) }
        : {}),
      ...namesOf(person),
      orgId: webexId('ORGANIZATION', organizationUuid),
      licenses: licences.map((licence) => licenceId(organizationUuid, licence)),
      created: createdAt.toISOString(),
      type: 'person',
      ...(userName && email !== null ? { userName: email } : {}),
    };
  }
}

/** A caller of whom the record knows nobody: what the token says, and no more. */
export function personOfToken(subject: UserId | undefined, organizationUuid: string): Person {
  const uuid = subject && (subject.uuid ?? uuidOfObjectId(subject.objectId));
  return {
    id: uuid && webexId('PEOPLE', uuid),
    emails: [],
    phoneNumbers: [],
    orgId: webexId('ORGANIZATION', organizationUuid),
    licenses: [],
  };
}

/** Number and extension of the primary line are two entries; an alternate is its number (workspaces contract, 2.11). */
function entriesOf({ lines, routingPrefix }: KnownPerson): PersonPhoneNumberEntry[] {
  let alternates = 0;
  return (lines ?? []).flatMap(({ external, extension, isPrimary }): PersonPhoneNumberEntry[] => {
    if (!isPrimary) return [{ type: ++alternates > 1 ? 'alternate2' : 'alternate1', value: external! }];
    const work = { type: 'work' as const, value: external! };
    const short = { type: 'work_extension' as const, value: esn(routingPrefix, extension)! };
    const [first, ...others] = [...(external === null ? [] : [work]), ...(extension === null ? [] : [short])];
    return [{ ...first!, primary: true }, ...others];
  });
}

/** A whole answer for the document. */
export const PERSON_EXAMPLE = Person.from({
  id: '',
  uuid: '7c8a4b0e-2d1f-4e3a-9b5c-6d7e8f90a1b2',
  organizationUuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  fullName: 'Sam Patel',
  firstName: null,
  lastName: null,
  email: 'sam.patel@acme.example',
  locationUuid: 'a8289722-1b80-41b7-9678-0e77ae8c1098',
  routingPrefix: '8',
  createdAt: new Date('2026-11-24T20:14:31.512Z'),
  licences: ['c8f4a1b0-6d1e-4f0a-9b57-2f1d0c3e4a5b'],
  lines: [{ external: '+14165550102', extension: '1002', isPrimary: true }],
});

@ApiSchema({ name: 'PersonList' })
export class PersonList {
  @ApiProperty({ type: [Person], description: 'The page; empty where nobody is like that.' })
  items: Person[];
}
