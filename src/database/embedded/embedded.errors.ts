import { DomainError } from '../../errors/domain.error.js';

const ELSEWHERE = 'Put the data directory elsewhere (--data or LINEBOOK_DATA), or set DATABASE_URL';

/** The embedded database cannot run on this machine, whatever the directory. */
export class EmbeddedUnsupported extends DomainError {
  constructor(message: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'embedded_unsupported',
      message,
      details: 'Set DATABASE_URL to a PostgreSQL 15 or later',
      cause,
    });
  }
}

export class DataDirectoryNotOurs extends DomainError {
  constructor(path: string) {
    super({
      kind: 'unavailable',
      code: 'data_directory_not_ours',
      message: `${path} holds files that are not Linebook's`,
      details: 'Name an empty or a new directory with --data or LINEBOOK_DATA',
    });
  }
}

/** A command that works on an existing record found none; it creates nothing. */
export class NoRecord extends DomainError {
  constructor(path: string) {
    super({
      kind: 'unavailable',
      code: 'no_record',
      message: `There is no record in ${path}`,
      details: 'Check --data or LINEBOOK_DATA. `linebook import` and `linebook organizations add` create a record',
    });
  }
}

export class DataDirectoryInUse extends DomainError {
  constructor(path: string, by: string) {
    super({
      kind: 'unavailable',
      code: 'data_directory_in_use',
      message: `${path} is in use by ${by}`,
      details: 'Stop that one first, or name another directory with --data or LINEBOOK_DATA',
    });
  }
}

/** The directory cannot be made, written or reached. */
export class DataDirectoryUnusable extends DomainError {
  constructor(path: string, reason: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code: 'data_directory_unusable',
      message: `${path} cannot be used: ${reason}`,
      details: ELSEWHERE,
      cause,
    });
  }
}

export class DataDirectoryMajor extends DomainError {
  constructor(path: string, recorded: string, binaries: number) {
    super({
      kind: 'unavailable',
      code: 'data_directory_major',
      message: `${path} was made by PostgreSQL ${recorded}, this release brings ${binaries}`,
      details:
        'Run `linebook export --all --history` with the release that made it, ' +
        'then `linebook import` that file with this one into a new directory',
    });
  }
}

export class EmbeddedStartFailed extends DomainError {
  constructor(what: string, details: string, cause?: unknown) {
    super({ kind: 'unavailable', code: 'embedded_start_failed', message: what, details, cause });
  }
}
