import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Organization } from '../../phone-numbers/record/organization.entity.js';

const MAY_ADD = ['none', 'own_countries', 'any'] as const;

/** An organization as the CRM's document of one (organizations contract, section 6), as far as the record keeps it. */
@ApiSchema({ name: 'Organization', description: 'An organization, by both of its ids, and its settings.' })
export class OrganizationBody {
  @ApiProperty({
    type: String,
    example: '5f7b1c2e8a1d4e0012c3b400',
    description: 'Its id on this face: 24 lower-case hexadecimal digits.',
  })
  _id: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    example: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
    description: 'Its id on the workspaces face, which takes it in this form, too.',
  })
  uuid: string;

  @ApiProperty({ required: false, type: String, example: 'Acme', description: 'Absent: not known.' })
  name?: string;

  @ApiProperty({
    type: String,
    enum: MAY_ADD,
    example: 'none',
    description: 'Which numbers its own administrators may add to its inventory.',
  })
  mayAddNumbers: Organization['mayAddNumbers'];

  @ApiProperty({
    type: 'integer',
    example: 30,
    description: 'For how many days a released number is in quarantine: only its last holder may have it again.',
  })
  numberRestDays: number;

  static from({ objectId, uuid, name, mayAddNumbers, numberRestDays }: Organization): OrganizationBody {
    return { _id: objectId, uuid, name: name ?? undefined, mayAddNumbers, numberRestDays };
  }
}

/** A whole answer for the document. */
export const ORGANIZATION_EXAMPLE: OrganizationBody = {
  _id: '5f7b1c2e8a1d4e0012c3b400',
  uuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  name: 'Acme',
  mayAddNumbers: 'none',
  numberRestDays: 30,
};
