import type { IncomingMessage } from 'node:http';
import {
  bodyTooLarge,
  headersTooLarge,
  malformedHost,
  malformedUrl,
  noSingleHost,
  unsupportedExpectation,
  unsupportedTransferCoding,
  urlTooLong,
  type RefusedRequest,
} from './refused-request.js';
import { isHost, isWellFormed } from './request-target.js';

/** Characters of the request target. */
export const URL_LIMIT = 8 * 1024;
/** Bytes of all header lines together, without the request line. */
export const HEADERS_LIMIT = 16 * 1024;
/**
 * What the parser reads of a head: just more than both, so that up to there it is the edge that refuses. Beyond, Node
 * shows the bytes of one packet only, and a URL may look like headers.
 */
export const PARSER_LIMIT = URL_LIMIT + HEADERS_LIMIT + 1024;

const COLON_SPACE_AND_LINE_END = 4;

/**
 * What is wrong with a request before anybody looks for its route: its line, its headers and what they announce.
 * A body without a length is measured while it is read.
 */
export function faultOfHead(request: IncomingMessage, bodyLimitBytes: number): RefusedRequest | undefined {
  const { url = '', headers, httpVersion } = request;
  if (url.length > URL_LIMIT) return urlTooLong(URL_LIMIT);
  if (headerBytes(request.rawHeaders) > HEADERS_LIMIT) return headersTooLarge(HEADERS_LIMIT);
  if (httpVersion !== '1.0' && hostsOf(request.rawHeaders) !== 1) return noSingleHost();
  if (headers.host !== undefined && !isHost(headers.host)) return malformedHost();
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') return unsupportedExpectation();
  if (!isWellFormed(url)) return malformedUrl();
  if (!isOnly(headers.te, 'trailers') || !isOnly(headers['transfer-encoding'], 'chunked')) {
    return unsupportedTransferCoding();
  }
  if (Number(headers['content-length']) > bodyLimitBytes) return bodyTooLarge(bodyLimitBytes);
  return undefined;
}

/** Whether a header that names codings is absent, empty, or has this one alone. */
function isOnly(codings: string | string[] | undefined, known: string): boolean {
  return !codings || String(codings).trim().toLowerCase() === known;
}

function headerBytes(rawHeaders: readonly string[]): number {
  const texts = rawHeaders.reduce((bytes, text) => bytes + text.length, 0);
  return texts + (rawHeaders.length / 2) * COLON_SPACE_AND_LINE_END;
}

function hostsOf(rawHeaders: readonly string[]): number {
  return rawHeaders.filter((name, i) => i % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length;
}
