import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { OrganizationToActOn } from '../../phone-numbers/tenants/reached-organizations.queries.js';

@ApiSchema({ name: 'Organization' })
export class Organization {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
    description: 'Id of the organization.',
  })
  id: string;

  @ApiProperty({ type: String, example: 'Acme', description: 'Its name; empty where the record does not know it.' })
  displayName: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-11-24T20:14:31.512Z',
    description: 'When this record first knew it.',
  })
  created: string;

  /** Strict clients need a text for the name, whatever is known (workspaces contract, 4.1). */
  static from({ uuid, name, createdAt }: OrganizationToActOn): Organization {
    return { id: webexId('ORGANIZATION', uuid), displayName: name ?? '', created: createdAt.toISOString() };
  }
}

/** A whole answer for the document. */
export const ORGANIZATION_EXAMPLE = Organization.from({
  uuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  name: 'Acme',
  createdAt: new Date('2026-11-24T20:14:31.512Z'),
});

@ApiSchema({ name: 'OrganizationList' })
export class OrganizationList {
  @ApiProperty({ type: [Organization], description: 'All of them; empty where the record does not know the caller’s.' })
  items: Organization[];
}
