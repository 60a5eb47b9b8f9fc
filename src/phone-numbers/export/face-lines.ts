import type { ProviderLine, WorkspaceLines } from '../assignments/assignments.service.js';
import type { UserRow } from './users.queries.js';
import type { WorkspaceRow } from './workspaces.queries.js';

// What the faces list, of the rows that an export reads.

/** The lines of the rows; a user's own telephones are none, and a user without a line has none. */
export async function* providerLines(batches: AsyncIterable<UserRow[]>): AsyncGenerator<ProviderLine[]> {
  for await (const rows of batches) yield rows.filter(isLine);
}

const isLine = (row: UserRow): row is UserRow & ProviderLine => row.provider !== null;

/** Each workspace with its lines, which stand beside each other. One that others give its numbers to is not listed. */
export async function* workspaceLines(batches: AsyncIterable<WorkspaceRow[]>): AsyncGenerator<WorkspaceLines[]> {
  let open: WorkspaceLines | undefined;
  for await (const rows of batches) {
    const closed: WorkspaceLines[] = [];
    for (const row of rows) {
      if (row.callingType !== 'webexCalling') continue;
      if (open?.workspaceUuid !== row.workspaceId) {
        if (open) closed.push(open);
        open = withoutLines(row);
      }
      const { line, number: external, extension } = row;
      if (line) open.lines.push({ external, extension, isPrimary: line === 'primary' });
    }
    yield closed;
  }
  if (open) yield [open];
}

function withoutLines(row: WorkspaceRow): WorkspaceLines {
  return {
    workspaceUuid: row.workspaceId,
    distinctiveRingEnabled: row.distinctiveRing,
    location: { uuid: row.locationId, name: row.locationName, routingPrefix: row.routingPrefix },
    organization: { uuid: row.organizationUuid, name: row.organizationName },
    lines: [],
  };
}
