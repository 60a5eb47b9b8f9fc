import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { OrganizationUser } from '../../phone-numbers/holders/organization-users.queries.js';

/** A user of an organization (organizations contract, section 6). What is unknown is left out. */
@ApiSchema({ name: 'OrgSnapshotUser', description: 'A user of the organization.' })
export class OrganizationUserBody {
  @ApiProperty({
    type: String,
    example: '5f7b1c2e8a1d4e0012c3b4a6',
    description: 'The user: 24 lower-case hexadecimal digits, the `targetUserId` of an assignment.',
  })
  _id: string;

  @ApiProperty({ required: false, type: String, example: 'Sam Patel', description: 'Absent: not known.' })
  fullName?: string;

  @ApiProperty({
    required: false,
    type: String,
    format: 'email',
    example: 'sam.patel@acme.example',
    description: 'Absent: not known.',
  })
  email?: string;

  static from({ objectId, fullName, email }: OrganizationUser): OrganizationUserBody {
    return { _id: objectId, fullName: fullName ?? undefined, email: email ?? undefined };
  }
}

@ApiSchema({ name: 'OrgSnapshotUsersResponse' })
export class OrganizationUsers {
  @ApiProperty({ type: [OrganizationUserBody], description: 'All of them, by id.' })
  users: OrganizationUserBody[];
}

/** A whole answer for the document. */
export const USERS_EXAMPLE: OrganizationUsers = {
  users: [{ _id: '5f7b1c2e8a1d4e0012c3b4a6', fullName: 'Sam Patel', email: 'sam.patel@acme.example' }],
};
