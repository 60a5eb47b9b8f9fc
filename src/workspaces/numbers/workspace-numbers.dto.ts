import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';
import type { CallingLine } from '../../phone-numbers/assignments/assignments.queries.js';
import type { WorkspaceLines } from '../../phone-numbers/assignments/assignments.service.js';
import { esn } from '../../phone-numbers/record/esn.js';

const PRIMARY = {
  external: '+12055550001',
  extension: '12211',
  routingPrefix: '1234',
  esn: '123412211',
  primary: true,
};
const ALTERNATE = { ...PRIMARY, external: '+12055550002', extension: '122', esn: '1234122', primary: false };

/**
 * One line of a workspace (workspaces contract, 1.1). What a line does not have is null, never left out: one of the
 * vendor's clients reads every member of every entry.
 */
@ApiSchema({
  name: 'WorkspacePhoneNumber',
  description: 'A line: a number, an extension or both. Every member is there; what the line has not is null.',
})
export class WorkspacePhoneNumber {
  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    example: PRIMARY.external,
    description: 'E.164; null: an extension only.',
  })
  external: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    example: PRIMARY.extension,
    description: '2 to 10 digits; null: a number only.',
  })
  extension: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    example: PRIMARY.routingPrefix,
    description: "The location's, also on a line without an extension.",
  })
  routingPrefix: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    required: false,
    example: PRIMARY.esn,
    description: 'Enterprise significant number: routing prefix and extension; null without an extension.',
  })
  esn: string | null;

  @ApiProperty({
    type: Boolean,
    required: false,
    example: PRIMARY.primary,
    description: 'At most one line is; it comes first.',
  })
  primary: boolean;

  static from({ external, extension, isPrimary }: CallingLine, routingPrefix: string | null): WorkspacePhoneNumber {
    return { external, extension, routingPrefix, esn: esn(routingPrefix, extension), primary: isPrimary };
  }
}

const WORKSPACE_ID = 'Y2lzY29zcGFyazovL3VzL1BMQUNFLzg0MjkzOGQ1LTkyNzMtNGJjNi1hYTNhLTA1Njc3MmRiMzE2NQ';
const LOCATION = {
  id: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
  name: 'MainOffice',
};
const ORGANIZATION = {
  id: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
  name: 'Atlas_Test_CALL-1237',
};

@ApiSchema({ name: 'WorkspaceReference' })
export class WorkspaceReference {
  @ApiProperty({ type: String, example: WORKSPACE_ID, description: 'Id of the workspace that was asked for.' })
  id: string;
}

@ApiSchema({ name: 'LocationReference' })
export class LocationReference {
  @ApiProperty({ type: String, example: LOCATION.id, description: 'Id of the location in which the workspace is.' })
  id: string;

  @ApiProperty({ type: String, required: false, example: LOCATION.name, description: 'Absent where it is not known.' })
  name?: string;
}

@ApiSchema({ name: 'OrganizationReference' })
export class OrganizationReference {
  @ApiProperty({ type: String, example: ORGANIZATION.id, description: "Id of the workspace's organization." })
  id: string;

  @ApiProperty({
    type: String,
    required: false,
    example: ORGANIZATION.name,
    description: 'Absent where it is not known.',
  })
  name?: string;
}

/** The numbers of a workspace; a name that is unknown is left out. */
@ApiSchema({ name: 'WorkspaceNumbers' })
export class WorkspaceNumbers {
  @ApiProperty({
    type: Boolean,
    required: false,
    example: true,
    description: 'Whether calls to an alternate number ring by their own pattern.',
  })
  distinctiveRingEnabled: boolean;

  @ApiProperty({
    type: [WorkspacePhoneNumber],
    example: [PRIMARY, ALTERNATE],
    description:
      'The primary first, then as they were assigned. The second ESN of the published example, 123412211, is not its ' +
      'routing prefix and extension, so it is 1234122 here.',
  })
  phoneNumbers: WorkspacePhoneNumber[];

  @ApiProperty({ type: WorkspaceReference })
  workspace: WorkspaceReference;

  @ApiProperty({ type: LocationReference })
  location: LocationReference;

  @ApiProperty({ type: OrganizationReference })
  organization: OrganizationReference;

  static from({
    workspaceUuid,
    distinctiveRingEnabled,
    location,
    organization,
    lines,
  }: WorkspaceLines): WorkspaceNumbers {
    return {
      distinctiveRingEnabled,
      phoneNumbers: lines.map((line) => WorkspacePhoneNumber.from(line, location.routingPrefix)),
      workspace: { id: webexId('PLACE', workspaceUuid) },
      location: { id: webexId('LOCATION', location.uuid), name: location.name ?? undefined },
      organization: { id: webexId('ORGANIZATION', organization.uuid), name: organization.name ?? undefined },
    };
  }
}

/** A whole answer for the document. */
export const LISTED_EXAMPLE = {
  distinctiveRingEnabled: true,
  phoneNumbers: [PRIMARY, ALTERNATE],
  workspace: { id: WORKSPACE_ID },
  location: LOCATION,
  organization: ORGANIZATION,
};
