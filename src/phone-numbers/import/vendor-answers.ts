import type { OrganizationId } from '../../ids/organization-id.js';
import { jsonRecords, type JsonObject, type JsonRecord } from './json-records.js';
import { userRow } from './layouts/organizations-answer.js';
import { isObject } from './layouts/members.js';
import { esnDifference, lineContent, workspaceContent } from './layouts/workspaces-answer.js';
import { OrganizationRequired } from './organization-required.js';
import { Refusal } from './refusal.js';
import type { RowIntake } from './row-intake.js';
import type { NamedOrganization, StagedRow } from './staged-row.js';

/**
 * The rows of a JSON file: one answer of either face's GET, or an array of answers. A row that does not hold goes to
 * the report, and the reading goes on; what makes the file unreadable is thrown as a Refusal.
 */
export async function* answerRows(
  bytes: AsyncIterable<Uint8Array>,
  intake: RowIntake,
  named: NamedOrganization | undefined,
): AsyncGenerator<StagedRow> {
  const reader = new AnswerReader(intake, named);
  if (named) yield intake.organization(named);
  for await (const record of jsonRecords(bytes, 'assignments')) yield* reader.rowsOf(record);
}

class AnswerReader {
  private answer: number;
  private entry = 0;

  constructor(
    private readonly intake: RowIntake,
    private readonly named: NamedOrganization | undefined,
  ) {
    this.answer = intake.nextAnswer();
  }

  *rowsOf(record: JsonRecord): Generator<StagedRow> {
    if (record.of === 'entry') {
      const organization = this.organizationOf(record);
      const content = this.intake.held(record.position, () => userRow(record.value, organization, this.entry++));
      if (content) yield this.intake.placed(content, record.position, this.answer);
      else yield this.intake.refusedOf(this.answer, record.position);
      return;
    }
    if (!isObject(record.value)) throw new Refusal('wrong_shape', 'this is no answer of a vendor', record.position);
    if (record.streamed) yield this.intake.organization({ id: this.organizationOf(record) }, 'user');
    else if ('phoneNumbers' in record.value) yield* this.workspaceRows(record.value, record);
    else throw new Refusal('wrong_shape', 'this is no answer of a vendor', record.position);
    this.answer = this.intake.nextAnswer();
    this.entry = 0;
  }

  private organizationOf({ position }: JsonRecord): OrganizationId {
    if (!this.named) throw new OrganizationRequired('the answer', position);
    return this.named.id;
  }

  private *workspaceRows(answer: JsonObject, { position, positions }: JsonRecord): Generator<StagedRow> {
    const workspace = this.intake.held(position, () => workspaceContent(answer));
    if (!workspace) return;
    // The workspace itself, so that one without lines is known too.
    yield this.intake.placed(workspace, position, this.answer);
    let primaries = 0;
    for (const [i, entry] of workspace.entries.entries()) {
      const at = (isObject(entry) && positions.get(entry)) || position;
      const line = this.intake.held(at, () => lineContent(entry, workspace, i));
      if (!line) {
        yield this.intake.refusedOf(this.answer, at);
        continue;
      }
      if (line.line === 'primary') primaries++;
      const difference = esnDifference(entry, line);
      if (difference) this.intake.warned(at, 'esn_differs', difference);
      yield this.intake.placed(line, at, this.answer);
    }
    if (!primaries) this.intake.warned(position, 'no_primary', 'the workspace has no primary line');
  }
}
