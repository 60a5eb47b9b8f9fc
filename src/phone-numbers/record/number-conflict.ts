import { DomainError } from '../../errors/domain.error.js';

/** Who receives the number's calls, as far as the caller may read it themselves, and what they could take instead. */
export interface ConflictExplanation {
  holder:
    { kind: 'user'; objectId: string; name: string | null } | { kind: 'workspace'; uuid: string; name: string | null };
  since: Date;
  /** E.164, at most five, of the same location or else organization, within the caller's reach. */
  freeNumbers: string[];
}

// What a caller reads; the same for a number that another organization has and for one that it merely keeps.
const TEXTS = {
  second_inbound_holder: ['The number is assigned already', 'Another user or workspace receives its calls.'],
  number_of_another_organization: ['The number is not available', 'It is not in the inventory of this organization.'],
  extension_in_use: ['The extension is in use', 'Another line of the location has it.'],
  main_number: ['The number is a main number', 'It is the main number of another location.'],
} as const;

/** The number or extension cannot go to this holder (a rule of the record, `rules.ts`). */
export class NumberConflict extends DomainError {
  constructor(
    code: string,
    /** Only what the caller may read by a GET of their own. */
    readonly explanation?: ConflictExplanation,
    cause?: unknown,
    /** The part of the request that asks for it, where there are several. */
    readonly place?: string,
  ) {
    const [message, details] = TEXTS[code as keyof typeof TEXTS] ?? [
      'The assignment conflicts with another',
      undefined,
    ];
    super({ kind: 'conflict', code, message, details, cause });
  }
}
