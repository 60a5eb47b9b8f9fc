import type { ProviderLine, WorkspaceLines } from '../phone-numbers/assignments/assignments.service.js';

// The bodies of the faces, as their GETs answer them, one entry or one answer per line. Loaded where they are asked for:
// what a face needs to describe its bodies would hold up every command.

/** The organizations face's answer for one organization. */
export async function* organizationAnswer(batches: AsyncIterable<ProviderLine[]>): AsyncGenerator<string> {
  const { OrganizationPhoneNumber } = await import('../organizations/phone-numbers/organization-phone-numbers.dto.js');
  yield '{"assignments":[';
  yield* listed(batches, (line) => OrganizationPhoneNumber.from(line));
  yield ']}\n';
}

/** An array of the workspaces face's answers. */
export async function* workspaceAnswers(batches: AsyncIterable<WorkspaceLines[]>): AsyncGenerator<string> {
  const { WorkspaceNumbers } = await import('../workspaces/numbers/workspace-numbers.dto.js');
  yield '[';
  yield* listed(batches, (workspace) => WorkspaceNumbers.from(workspace));
  yield ']\n';
}

async function* listed<T>(batches: AsyncIterable<T[]>, bodyOf: (one: T) => object): AsyncGenerator<string> {
  let before = '\n';
  for await (const batch of batches) {
    if (!batch.length) continue;
    yield before + batch.map((one) => JSON.stringify(bodyOf(one))).join(',\n');
    before = ',\n';
  }
  if (before !== '\n') yield '\n';
}
