import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';

@ApiSchema({ name: 'WorkspaceCapabilities', description: 'What the devices of a workspace can do.' })
export class WorkspaceCapabilities {
  @ApiProperty({
    type: String,
    example: webexId('PLACE', '842938d5-9273-4bc6-aa3a-056772db3165'),
    description: 'Id of the workspace.',
  })
  id: string;

  @ApiProperty({ type: 'object', properties: {}, example: {}, description: 'Empty: the record keeps no devices.' })
  capabilities: Record<string, never>;

  static of(workspaceUuid: string): WorkspaceCapabilities {
    return { id: webexId('PLACE', workspaceUuid), capabilities: {} };
  }
}
