import type { OrganizationId } from '../../ids/organization-id.js';
import { jsonRecords, type JsonObject, type JsonRecord, type JsonValue } from './json-records.js';
import { userRow } from './layouts/organizations-answer.js';
import { locationContent } from './layouts/locations-answer.js';
import { isObject } from './layouts/members.js';
import { personContents } from './layouts/people-answer.js';
import { esnDifference, lineContent, workspaceContent } from './layouts/workspaces-answer.js';
import { OrganizationRequired } from './organization-required.js';
import { Refusal } from './refusal.js';
import type { RowIntake } from './row-intake.js';
import type { NamedOrganization, RowContent, StagedRow } from './staged-row.js';

/**
 * The rows of a JSON file: one answer of either face's GET, or an array of answers; of
 * locations and people a page of their list. A row that does not hold goes to
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
    else if (Array.isArray(record.value.items) && record.value.items.length)
      yield* this.listedRows(record.value.items, record);
    else throw new Refusal('wrong_shape', 'this is no answer of a vendor', record.position);
    this.answer = this.intake.nextAnswer();
    this.entry = 0;
  }

  /** Of no answer: a list says nothing about lines that it does not show, and adds and changes only. */
  private *listedRows(items: JsonValue[], { position, positions }: JsonRecord): Generator<StagedRow> {
    for (const item of items) {
      const at = (isObject(item) && positions.get(item)) || position;
      for (const content of this.intake.held(at, () => listedContents(item)) ?? []) {
        yield this.intake.placed(content, at);
      }
    }
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

/** By its shape. Throws Refusal `wrong_shape`, and what the layouts throw. */
function listedContents(item: JsonValue): RowContent[] {
  if (isObject(item) && isObject(item.address)) return [locationContent(item)];
  if (isObject(item) && Array.isArray(item.emails)) return personContents(item);
  throw new Refusal('wrong_shape', 'an entry of items is neither a location nor a person');
}
