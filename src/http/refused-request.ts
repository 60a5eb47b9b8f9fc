// Characters.
const LONGEST_QUOTED = 64;

export interface RefusalParts {
  details?: string;
  headers?: Record<string, string>;
  cause?: unknown;
}

/**
 * A request that the edge itself refuses, before or beside the product: that is why it may name a status.
 * The codes are listed in docs/errors.md.
 */
export class RefusedRequest extends Error {
  readonly details?: string;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { details, headers = {}, cause }: RefusalParts = {},
  ) {
    super(message, { cause });
    this.name = RefusedRequest.name;
    this.details = details;
    this.headers = headers;
  }
}

export const notHttp = () => new RefusedRequest(400, 'malformed_request', 'The request is not valid HTTP');

export const malformedUrl = () =>
  new RefusedRequest(400, 'malformed_url', 'The path or the query is not valid', {
    details: 'Percent-encoded text must be UTF-8, without NUL',
  });

export const noSingleHost = () => new RefusedRequest(400, 'missing_host', 'The request needs exactly one Host header');

export const malformedHost = () =>
  new RefusedRequest(400, 'malformed_host', 'The Host header is not valid', {
    details: 'Expected a host name or an address, and a port where it is not the usual one',
  });

export const unsupportedExpectation = () =>
  new RefusedRequest(400, 'unsupported_expectation', 'The expectation of the request is not supported', {
    details: 'Expect may only say 100-continue',
  });

export const malformedJson = () =>
  new RefusedRequest(400, 'malformed_json', 'The request body is not valid JSON', {
    details: 'It must be JSON text in UTF-8, without NUL or lone surrogates in its strings',
  });

export const repeatedJsonName = (name: string) =>
  new RefusedRequest(400, 'repeated_json_name', 'The request body has a member twice', {
    details: `${JSON.stringify(shortened(name))} stands more than once in an object`,
  });

export const tooDeepJson = (levels: number) =>
  new RefusedRequest(400, 'json_too_deep', 'The request body is nested too deeply', {
    details: `At most ${levels} levels are accepted`,
  });

export const incompleteRequest = () =>
  new RefusedRequest(400, 'incomplete_request', 'The request did not arrive as announced');

export const unknownPath = () => new RefusedRequest(404, 'unknown_path', 'There is nothing at this path');

export const methodNotAllowed = (allowed: string) =>
  new RefusedRequest(405, 'method_not_allowed', 'This path does not support the method', {
    details: `Supported: ${allowed}`,
    headers: { allow: allowed },
  });

export const requestTimeout = () => new RefusedRequest(408, 'request_timeout', 'The request took too long to arrive');

export const bodyTooLarge = (limitBytes: number) =>
  new RefusedRequest(413, 'body_too_large', 'The request body is too large', {
    details: `At most ${limitBytes} bytes are accepted`,
  });

export const urlTooLong = (limit: number) =>
  new RefusedRequest(414, 'url_too_long', 'The URL is too long', {
    details: `At most ${limit} characters are accepted`,
  });

export const unsupportedMediaType = () =>
  new RefusedRequest(415, 'unsupported_media_type', 'The request body must be JSON', {
    details: 'Send it as application/json in UTF-8, without a content encoding',
    headers: { accept: 'application/json' },
  });

export const headersTooLarge = (limitBytes: number) =>
  new RefusedRequest(431, 'headers_too_large', 'The request headers are too large', {
    details: `At most ${limitBytes} bytes are accepted`,
  });

export const internalError = () => new RefusedRequest(500, 'internal_error', 'The request could not be processed');

export const unsupportedTransferCoding = () =>
  new RefusedRequest(501, 'unsupported_transfer_coding', 'The transfer coding is not supported', {
    details: 'TE may only say trailers, and Transfer-Encoding only chunked',
  });

/** What was sent may be as long as a body; a character is one or two code units. */
function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * (LONGEST_QUOTED + 1))];
  return characters.length > LONGEST_QUOTED ? `${characters.slice(0, LONGEST_QUOTED).join('')}…` : text;
}
