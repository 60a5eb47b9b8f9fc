import { Refusal } from '../refusal.js';

const AT_BEGINNING = { line: 1, column: 1 };

/** What is no workbook, one of a kind that is not read, or a broken one. */
export class BadWorkbook extends Refusal {
  constructor(reason: string) {
    super('bad_workbook', reason, AT_BEGINNING);
  }
}

/** A workbook that would take more memory or time than one that people have. */
export class WorkbookTooLarge extends Refusal {
  constructor(what: string) {
    super('too_large', `${what}; save the sheet as CSV UTF-8`, AT_BEGINNING);
  }
}
