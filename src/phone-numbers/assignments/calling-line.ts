import type { CurrentLine } from './calling-lines.queries.js';
import type { LineHolder } from './line-holder.js';
import type { WantedLine } from './wanted-line.js';

/** A line of the holder, as the line writer takes it; `place`: the part of the request that asks for it. */
export function callingLine(holder: LineHolder, line: Omit<CurrentLine, 'id'>, place?: string): WantedLine {
  return {
    kind: holder.kind,
    organizationId: holder.organizationId,
    holderId: holder.holderId,
    locationId: holder.locationId,
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
