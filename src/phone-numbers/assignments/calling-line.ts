import type { CurrentLine } from './calling-lines.queries.js';
import type { HeldWorkspace } from './held-workspace.js';
import type { WantedLine } from './wanted-line.js';

/** A line of the workspace, as the line writer takes it; `place`: the part of the request that asks for it. */
export function callingLine(workspace: HeldWorkspace, line: Omit<CurrentLine, 'id'>, place?: string): WantedLine {
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
    place,
  };
}
