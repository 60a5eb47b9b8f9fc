import { DomainError } from '../../errors/domain.error.js';

/** The record has no organization of this id. */
export class OrganizationNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'organization_not_found',
      message: 'Organization not found',
      details: 'No organization exists with the provided id',
    });
  }
}

/** The caller may not act on this organization. Says the same whether it exists or not. */
export class OrganizationNotReachable extends DomainError {
  constructor() {
    super({
      kind: 'forbidden',
      code: 'organization_not_reachable',
      message: 'Organization not reachable',
      details: 'The organization is not yours and has not granted you access',
    });
  }
}

/** There is no such workspace where the caller looks: unknown, removed, of another organization or out of reach. */
export class WorkspaceNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'workspace_not_found',
      message: 'Workspace not found',
      details: 'No workspace exists with the provided id',
    });
  }
}

/** The workspace is there, but another service than this one gives it its numbers. */
export class WorkspaceWithoutCalling extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'workspace_without_calling',
      message: 'The workspace has no calling',
      details: 'Its calling type is not webexCalling, so it has no numbers here',
    });
  }
}

/** There is no such person where the caller looks: unknown, removed, of another organization or out of their reach. */
export class PersonNotFound extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'person_not_found',
      message: 'Person not found',
      details: 'No person exists with the provided id',
    });
  }
}

/** The person is there, but holds no numbers in a location. */
export class PersonWithoutCalling extends DomainError {
  constructor() {
    super({
      kind: 'not_found',
      code: 'person_without_calling',
      message: 'The person has no calling',
      details: 'They have neither a calling licence nor a line in a location, so they have no numbers here',
    });
  }
}

/** The record's last instant lies more than a minute ahead of the clock: history would go on in the future. */
export class ClockBehind extends DomainError {
  constructor() {
    super({
      kind: 'unavailable',
      code: 'clock_behind',
      message: 'The clock of the database is behind the record',
      details: 'Correct the clock of the database server, then try again.',
    });
  }
}

/** An instant that has not come yet, by more than clocks differ. */
export class InstantAhead extends DomainError {
  constructor(mostSeconds: number) {
    super({
      kind: 'invalid',
      code: 'instant_ahead',
      message: 'Invalid at',
      details: `The instant is in the future. Up to ${mostSeconds} s ahead of the database's clock are allowed`,
    });
  }
}

/** There is no such user in the organization: unknown, removed, or of another one. */
export class UserNotFound extends DomainError {
  constructor() {
    super({ kind: 'not_found', code: 'user_not_found', message: 'User not found in organization' });
  }
}

/** The user has nothing at the provider. */
export class NoProviderLine extends DomainError {
  constructor(provider: string) {
    super({
      kind: 'not_found',
      code: 'no_provider_line',
      message: `No ${provider} phone number assigned to this user`,
    });
  }
}

/** The one to take the number over from does not receive its calls, or not any more. */
export class HolderChanged extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'holder_changed',
      message: 'The number has another holder',
      details: 'The user in replaces does not receive the calls of this number now; read it again, then decide.',
    });
  }
}

/** The workspace is there, but its licence gives it no alternate numbers. */
export class WorkspaceNotProfessional extends DomainError {
  constructor() {
    super({
      kind: 'not_supported',
      code: 'workspace_not_professional',
      // The vendor's own words: its clients look for them (workspaces contract, 1.2).
      message: 'Invalid Professional Place',
      details: 'Alternate numbers need a professional calling licence',
    });
  }
}
