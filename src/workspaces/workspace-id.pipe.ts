import { Injectable, type PipeTransform } from '@nestjs/common';
import { ID_FORM, uuidFrom } from '../ids/webex-id.js';
import { InvalidParameter } from '../http/invalid-parameter.js';

/** A workspace as a path names it: its UUID, lower case. Throws InvalidParameter. */
@Injectable()
export class WorkspaceIdPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    const uuid = uuidFrom(text, ['PLACE']);
    // 400, not 404: syntax is checked before the organization, and that before the object (frame, section 2).
    if (!uuid) throw new InvalidParameter('workspaceId', 'the id of a workspace');
    return uuid;
  }
}

/** The parameter, for the document. */
export const WORKSPACE_ID = {
  name: 'workspaceId',
  schema: { type: 'string', ...ID_FORM },
  description: 'Id of the workspace, as base64 or as its bare UUID.',
} as const;
