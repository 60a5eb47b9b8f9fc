import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { licenceId } from '../../ids/licence-id.js';
import { webexId } from '../../ids/webex-id.js';
import { workspaceLocationId } from '../../ids/workspace-location-id.js';
import { CALLING_TYPES, SUPPORTED_DEVICES, WORKSPACE_TYPES } from '../../phone-numbers/record/workspace.entity.js';
import type { WorkspaceDetails } from '../../phone-numbers/workspaces/workspace-settings.js';

const NOT_KEPT = 'The record does not keep it: as with a new workspace.';

@ApiSchema({ name: 'WorkspaceWebexCalling' })
export class WorkspaceWebexCalling {
  @ApiProperty({
    type: [String],
    example: [
      'Y2lzY29zcGFyazovL3VzL0xJQ0VOU0UvYTQ1ZDZjZGEtYWU1YS00MGMzLWE3YWQtNTY1MGZkZGRkNTNjOkJDQ0FfN2I5YzNjMTctNDZhZC00ZjQxLWJmMWMtMjM1ZDhhNGVlMTU0',
    ],
    description: 'Id of its licence; empty where it has none that the record knows.',
  })
  licenses: string[];
}

@ApiSchema({ name: 'WorkspaceCalling' })
export class WorkspaceCalling {
  @ApiProperty({
    type: String,
    enum: [...CALLING_TYPES],
    example: 'webexCalling',
    description: 'A type beside these is told as none.',
  })
  type: string;

  @ApiProperty({ required: false, type: WorkspaceWebexCalling, description: 'For the type webexCalling only.' })
  webexCalling?: WorkspaceWebexCalling;

  /** A type that strict clients do not read is told as none (workspaces contract, 2.6). */
  static of({ callingType: type, licenceUuid, organizationUuid }: WorkspaceDetails): WorkspaceCalling {
    const licenses = licenceUuid ? [licenceId(organizationUuid, licenceUuid)] : [];
    if (type === 'webexCalling') return { type, webexCalling: { licenses } };
    return { type: CALLING_TYPES.includes(type) ? type : 'none' };
  }
}

@ApiSchema({ name: 'WorkspaceCalendar' })
export class WorkspaceCalendar {
  @ApiProperty({ type: String, example: 'none', description: NOT_KEPT })
  type: string;
}

@ApiSchema({ name: 'WorkspaceHostedMeetings' })
export class WorkspaceHostedMeetings {
  @ApiProperty({ type: Boolean, example: false, description: NOT_KEPT })
  enabled: boolean;
}

/** What a workspace is shown with. */
export interface WorkspaceView {
  devices?: boolean;
  capabilities?: boolean;
}

/** A workspace without its numbers, which are read apart. What the record does not keep is as with a new workspace. */
@ApiSchema({ name: 'Workspace', description: 'A workspace without its numbers, which are read apart.' })
export class Workspace {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL1BMQUNFLzg0MjkzOGQ1LTkyNzMtNGJjNi1hYTNhLTA1Njc3MmRiMzE2NQ',
    description: 'Id of the workspace.',
  })
  id: string;

  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi9hNDVkNmNkYS1hZTVhLTQwYzMtYTdhZC01NjUwZmRkZGQ1M2M',
    description: 'Id of its organization.',
  })
  orgId: string;

  @ApiProperty({
    required: false,
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of its location; left out where it is in none.',
  })
  locationId?: string;

  @ApiProperty({
    required: false,
    type: String,
    example:
      'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E0NWQ2Y2RhLWFlNWEtNDBjMy1hN2FkLTU2NTBmZGRkZDUzYyNhODI4OTcyMi0xYjgwLTQxYjctOTY3OC0wZTc3YWU4YzEwOTg',
    description: 'The older id of the location.',
  })
  workspaceLocationId?: string;

  @ApiProperty({ required: false, type: String, example: 'Lobby', description: 'Left out where it is not known.' })
  displayName?: string;

  @ApiProperty({ required: false, type: 'integer', example: 4, description: 'People; left out where it is not said.' })
  capacity?: number;

  @ApiProperty({
    required: false,
    type: String,
    enum: [...WORKSPACE_TYPES],
    example: 'open',
    description: 'Left out where it is not said.',
  })
  type?: string;

  @ApiProperty({ required: false, type: String, example: 'Beside the lift', description: 'Left out: none.' })
  notes?: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    example: '2026-11-24T20:14:31.512Z',
    description: 'When this record first knew it.',
  })
  created: string;

  @ApiProperty({ type: WorkspaceCalling })
  calling: WorkspaceCalling;

  @ApiProperty({
    type: String,
    enum: [...SUPPORTED_DEVICES],
    example: 'collaborationDevices',
    description: 'What it may have.',
  })
  supportedDevices: string;

  @ApiProperty({ type: WorkspaceCalendar })
  calendar: WorkspaceCalendar;

  @ApiProperty({ type: String, enum: ['on', 'off'], example: 'off', description: '`on`: it needs no number.' })
  hotdeskingStatus: string;

  @ApiProperty({ type: WorkspaceHostedMeetings })
  deviceHostedMeetings: WorkspaceHostedMeetings;

  @ApiProperty({ type: String, example: 'cisco', description: NOT_KEPT })
  devicePlatform: string;

  @ApiProperty({
    required: false,
    type: 'array',
    items: { type: 'object' },
    maxItems: 0,
    description: 'With `includeDevices` only. The record keeps none.',
  })
  devices?: never[];

  @ApiProperty({
    selfRequired: false,
    type: 'object',
    properties: {},
    description: 'With `includeCapabilities` only. The record keeps none.',
  })
  capabilities?: Record<string, never>;

  static from(workspace: WorkspaceDetails, { devices = false, capabilities = false }: WorkspaceView = {}): Workspace {
    const { organizationUuid, locationUuid, supportedDevices } = workspace;
    return {
      id: webexId('PLACE', workspace.workspaceUuid),
      orgId: webexId('ORGANIZATION', organizationUuid),
      ...(locationUuid && {
        locationId: webexId('LOCATION', locationUuid),
        workspaceLocationId: workspaceLocationId(organizationUuid, locationUuid),
      }),
      displayName: workspace.name ?? undefined,
      capacity: workspace.capacity ?? undefined,
      type: workspace.type ?? undefined,
      notes: workspace.notes ?? undefined,
      created: workspace.createdAt.toISOString(),
      calling: WorkspaceCalling.of(workspace),
      supportedDevices,
      calendar: { type: 'none' },
      hotdeskingStatus: workspace.isHotDesk ? 'on' : 'off',
      deviceHostedMeetings: { enabled: false },
      devicePlatform: 'cisco',
      ...(devices && { devices: [] }),
      ...(capabilities && { capabilities: {} }),
    };
  }
}

/** A whole answer for the document. */
export const WORKSPACE_EXAMPLE = Workspace.from({
  workspaceUuid: '842938d5-9273-4bc6-aa3a-056772db3165',
  organizationUuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c',
  locationUuid: 'a8289722-1b80-41b7-9678-0e77ae8c1098',
  name: 'Lobby',
  callingType: 'webexCalling',
  licenceUuid: '7b9c3c17-46ad-4f41-bf1c-235d8a4ee154',
  capacity: 4,
  type: 'open',
  notes: null,
  isHotDesk: false,
  supportedDevices: 'collaborationDevices',
  createdAt: new Date('2026-11-24T20:14:31.512Z'),
});
