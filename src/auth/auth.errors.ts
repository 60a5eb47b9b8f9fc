import { DomainError } from '../errors/domain.error.js';

const BEARER = 'Bearer realm="linebook"';

/** What an operator may set so that a token is let in: a member of AUTH_ISSUERS_FILE, or an alias of an organization. */
export type TokenSetting =
  | 'issuer'
  | 'keySet'
  | 'audience'
  | 'organization'
  | 'roles'
  | 'scopes'
  | 'locations'
  | 'types'
  | 'longestAgeSeconds'
  | 'alias';

/**
 * 401: there is no token, or with a `fault` one that is not valid. The fault is a fixed text of ours without quotes:
 * it goes out in a header, so it never repeats anything that the token says.
 */
export class Unauthenticated extends DomainError {
  /** The value of WWW-Authenticate. Without a token it names no error (RFC 6750, section 3.1). */
  readonly challenge: string;

  /** `setting`, which would help, is for the operator and stays here. */
  constructor(
    fault?: string,
    readonly setting?: TokenSetting,
  ) {
    super(
      fault
        ? { kind: 'unauthenticated', code: 'invalid_token', message: 'The token is not valid', details: fault }
        : { kind: 'unauthenticated', code: 'unauthenticated', message: 'A bearer token is required' },
    );
    this.challenge = fault ? `${BEARER}, error="invalid_token", error_description="${fault}"` : BEARER;
  }
}

/** 400: the request presents more than one token, or one in more than one way. */
export class InvalidAuthorization extends DomainError {
  readonly challenge = `${BEARER}, error="invalid_request"`;

  constructor(details: string) {
    super({
      kind: 'invalid',
      code: 'invalid_authorization',
      message: 'The request does not present its token correctly',
      details,
    });
  }
}

/** 403: the token lacks one of the route's scopes. The challenge names all of them (RFC 6750, section 3). */
export class MissingScope extends DomainError {
  readonly challenge: string;

  constructor(scopes: readonly string[]) {
    const required =
      scopes.length === 1 ? `The scope ${scopes[0]} is required` : `These scopes are required: ${scopes.join(', ')}`;
    super({
      kind: 'forbidden',
      code: 'missing_scope',
      message: 'The token lacks a required scope',
      details: required,
    });
    this.challenge = `${BEARER}, error="insufficient_scope", scope="${scopes.join(' ')}"`;
  }
}

/** 403: the caller has none of the route's roles. No challenge: another token of the same caller would not help. */
export class MissingRole extends DomainError {
  constructor(roles: readonly string[]) {
    const required =
      roles.length === 1 ? `${roles[0]} role required` : `One of these roles is required: ${roles.join(', ')}`;
    super({ kind: 'forbidden', code: 'missing_role', message: 'The caller lacks a required role', details: required });
  }
}

/** 503: whether the token is good cannot be said before the keys are fetched. A 401 would make every client log in again. */
export class KeysUnavailable extends DomainError {
  constructor(retryAfterSeconds: number) {
    super({
      kind: 'unavailable',
      code: 'keys_unavailable',
      message: 'Tokens cannot be checked at the moment',
      retryAfterSeconds,
    });
  }
}

/** The demo's key file is there, but nobody should sign with it. */
export class DemoKeyUnusable extends DomainError {
  constructor(message: string) {
    super({
      kind: 'unavailable',
      code: 'demo_key_unusable',
      message,
      details: 'Remove the file. Linebook then makes a new key, and tokens of the old one are no longer valid.',
    });
  }
}
