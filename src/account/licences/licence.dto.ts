import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { licenceId } from '../../ids/licence-id.js';
import { webexId } from '../../ids/webex-id.js';
import type { CountedLicence, LicensedPerson } from '../../phone-numbers/licences/licences.queries.js';

@ApiSchema({ name: 'LicenseUser' })
export class LicenceUser {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YzhhNGIwZS0yZDFmLTRlM2EtOWI1Yy02ZDdlOGY5MGExYjI',
    description: 'Id of the person.',
  })
  id: string;

  @ApiProperty({ type: String, enum: ['INTERNAL'], example: 'INTERNAL', description: 'They are of the organization.' })
  type: 'INTERNAL';

  @ApiProperty({ required: false, type: String, example: 'Sam Patel', description: 'Absent where it is not known.' })
  displayName?: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'sam.patel@acme.example',
    description: 'Absent where it is not known.',
  })
  email?: string;

  static from({ uuid, name, email }: LicensedPerson): LicenceUser {
    return {
      id: webexId('PEOPLE', uuid),
      type: 'INTERNAL',
      displayName: name ?? undefined,
      email: email ?? undefined,
    };
  }
}

@ApiSchema({ name: 'License' })
export class Licence {
  @ApiProperty({
    type: String,
    example:
      'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvYTQ1ZDZjZGEtYWU1YS00MGMzLWE3YWQtNTY1MGZkZGRkNTNjOkJDQ0FfYzhmNGExYjAtNmQxZS00ZjBhLTliNTctMmYxZDBjM2U0YTVi',
    description: 'Id of the licence.',
  })
  id: string;

  @ApiProperty({
    type: String,
    example: 'Webex Calling - Professional',
    description: 'As the vendor calls it: clients look for its words.',
  })
  name: string;

  @ApiProperty({ type: 'integer', example: 10, description: 'Units that the organization has bought.' })
  totalUnits: number;

  @ApiProperty({
    type: 'integer',
    example: 3,
    description: 'Units in use: one per person and per workspace that has it.',
  })
  consumedUnits: number;

  @ApiProperty({ type: 'integer', example: 2, description: 'Of these, by people.' })
  consumedByUsers: number;

  @ApiProperty({ type: 'integer', example: 1, description: 'Of these, by workspaces.' })
  consumedByWorkspaces: number;

  static from(licence: CountedLicence): Licence {
    const { uuid, organizationUuid, name, totalUnits, usedByPeople, usedByWorkspaces } = licence;
    return {
      id: licenceId(organizationUuid, uuid),
      name,
      totalUnits,
      consumedUnits: usedByPeople + usedByWorkspaces,
      consumedByUsers: usedByPeople,
      consumedByWorkspaces: usedByWorkspaces,
    };
  }
}

@ApiSchema({ name: 'LicenseList' })
export class LicenceList {
  @ApiProperty({ type: [Licence], description: 'All licences, by name.' })
  items: Licence[];
}

@ApiSchema({ name: 'LicenseDetails', description: 'A licence, and who has it where that is asked for.' })
export class LicenceDetails extends Licence {
  @ApiProperty({
    required: false,
    type: [LicenceUser],
    description: 'With `includeAssignedTo=user`: a page of the people who have it and are within reach.',
  })
  users?: LicenceUser[];
}

const EXAMPLE: CountedLicence = {
  uuid: 'c8f4a1b0-6d1e-4f0a-9b57-2f1d0c3e4a5b',
  organizationUuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  name: 'Webex Calling - Professional',
  totalUnits: 10,
  usedByPeople: 2,
  usedByWorkspaces: 1,
};
/** Whole answers for the document. */
export const LICENCE_EXAMPLE = Licence.from(EXAMPLE);
export const LICENCE_DETAILS_EXAMPLE: LicenceDetails = {
  ...LICENCE_EXAMPLE,
  users: [
    LicenceUser.from({
      id: '',
      uuid: '7c8a4b0e-2d1f-4e3a-9b5c-6d7e8f90a1b2',
      name: 'Sam Patel',
      email: 'sam.patel@acme.example',
    }),
  ],
};
