/** Named by the id that a face gives them; null: no name is known. */
export type ReportedHolder = { userId: string; name: string | null } | { workspaceId: string; name: string | null };

/** Who has the number that a refused row asks for, and which ones are free where its holder is. */
export interface ReportedConflict {
  /** E.164. */
  number: string;
  holder: ReportedHolder;
  since: Date;
  /** E.164, in order; the files give them to nobody. */
  freeNumbers: string[];
}

/** A row that is refused, or taken with a warning; line from 1, column in bytes from 1, of the file. */
export interface ReportedRow {
  /** Its file's name. */
  file?: string;
  line?: number;
  column?: number;
  /** Stable, listed in docs/errors.md. */
  code: string;
  reason: string;
  /** Of one of the first refused rows whose number somebody has. */
  conflict?: ReportedConflict;
}

type Counted = Record<'organizations' | 'locations' | 'users' | 'workspaces' | 'numbers' | 'assignments', number>;

/** What an import did, or with a dry run would have done. */
export interface ImportCounts {
  created: Counted;
  /** Assignments whose flags, label, line or extension are others now, and holders and places with another name or setting. */
  changed: Counted;
  /** Assignments of a number that another holder, or the same one under another provider, had until now. */
  moved: number;
  /** Assignments that ended without the number going to anybody. */
  released: number;
  /** Holders that had been removed. */
  revived: number;
}

/** A line or a number of an inventory that an import changes. */
export interface PlannedChange {
  /** `release`: the number goes to nobody; `end`: a line without a number ends. */
  action: 'create' | 'change' | 'move' | 'release' | 'end';
  /** E.164. */
  number: string | null;
  extension: string | null;
  from: ReportedHolder | null;
  to: ReportedHolder | null;
  /** Where the files say it; null: they do not list it any more. */
  file: string | null;
  line: number | null;
}

/** In the files' order; those that the files do not list come last. */
export interface PlannedChanges {
  count: number;
  first(atMost: number): Promise<PlannedChange[]>;
  all(): AsyncIterable<PlannedChange>;
}

/** A file that is another system's export. */
export interface RecognizedFile {
  file?: string;
  /** Of which system, and what it lists. */
  name: string;
  /** Titles of its columns that are not imported. */
  leftOut: readonly string[];
}

/** Hears of each row as it is found: a file may have a million bad ones. */
export interface ImportReport {
  refused(row: ReportedRow): void;
  warned(row: ReportedRow): void;
  recognized?(file: RecognizedFile): void;
  /** A row was read and holds as far as it says itself. */
  staged?(): void;
  /** What the import changes, before that is kept or taken back; once more where it has to begin again. */
  planned?(changes: PlannedChanges): Promise<void>;
}

/** The verdict on all files. Unless the import is partial, nothing was written when `refused` is above zero. */
export interface ImportOutcome {
  refused: number;
  warned: number;
  /** Absent when nothing was written because of what was refused. */
  counts?: ImportCounts;
}

/** Whether the record is another one afterwards. */
export function changesAnything({ created, changed, moved, released, revived }: ImportCounts): boolean {
  return [...Object.values(created), ...Object.values(changed), moved, released, revived].some((count) => count > 0);
}
