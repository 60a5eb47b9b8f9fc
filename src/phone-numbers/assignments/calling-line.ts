import type { CurrentLine } from './calling-lines.queries.js';
import type { HeldWorkspace } from './held-workspace.js';
import type { WantedLine } from './line-writer.js';

/** The lines that a workspace shall have, those that a request speaks of first. */
export interface LinesAfter {
  wanted: WantedLine[];
  /** How the request names each of these first ones, for a refusal. */
  places: string[];
}

/** A line of the workspace, as the line writer takes it. */
export function callingLine(workspace: HeldWorkspace, line: Omit<CurrentLine, 'id'>): WantedLine {
  return {
    kind: 'workspace',
    organizationId: workspace.organizationId,
    holderId: workspace.workspaceUuid,
    locationId: workspace.locationId,
    phoneNumberId: line.phoneNumberId,
    e164: line.e164,
    extension: line.extension,
    line: line.line,
    ringPattern: line.ringPattern,
    provider: null,
    receivesCalls: true,
    isDefault: null,
    label: null,
  };
}
