import { SCOPE, type Case, type Expected } from './corpus.js';
import type { RawAnswer } from './raw-request.js';

const BARE = 'Bearer realm="linebook"';
const INVALID_TOKEN =
  /^Bearer realm="linebook", error="invalid_token", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]+"$/;

/** What is wrong with an answer, in words; undefined when it is what the corpus expects. */
export function fault(given: Case, answer: RawAnswer): string | undefined {
  const wrong = wrongHead(given.expect, answer) ?? wrongBody(given, answer);
  return wrong && `${given.row} ${given.what}: ${wrong}`;
}

/** Let in: the route answered, with data or with "no such workspace". */
export function letIn({ status }: RawAnswer): boolean {
  return status === 200 || status === 404;
}

// Status and challenge of each refusal that has them fixed.
const REFUSALS: Partial<Record<Expected, readonly [number, string | undefined]>> = {
  missing: [401, BARE],
  two_ways: [400, `${BARE}, error="invalid_request"`],
  no_scope: [403, `${BARE}, error="insufficient_scope", scope="${SCOPE}"`],
  no_role: [403, undefined],
};

function wrongHead(expect: Expected, answer: RawAnswer): string | undefined {
  const { status } = answer;
  const challenge = answer.headers.get('www-authenticate');
  const seen = `${status} ${challenge ?? 'without challenge'}`;
  const refusal = REFUSALS[expect];
  if (refusal) return status === refusal[0] && challenge === refusal[1] ? undefined : seen;
  if (expect === 'accepted') return letIn(answer) ? undefined : seen;
  if (expect === 'invalid') return status === 401 && INVALID_TOKEN.test(challenge ?? '') ? undefined : seen;
  if (expect === 'unknown_key') return isOfUnknownKey(answer) ? undefined : seen;
  return status === expect ? undefined : seen;
}

function isOfUnknownKey({ status, headers }: RawAnswer): boolean {
  const challenge = headers.get('www-authenticate');
  if (status === 401) return INVALID_TOKEN.test(challenge ?? '');
  const seconds = headers.get('retry-after') ?? '';
  return status === 503 && !challenge && /^[1-9]\d?$/.test(seconds) && Number(seconds) <= 30;
}

/** A refusal repeats nothing of the token, not even decoded, and says nothing of the library. */
function wrongBody({ expect, lines, method }: Case, answer: RawAnswer): string | undefined {
  if (expect === 'accepted' || typeof expect === 'number') return undefined;
  const segments = lines.flatMap((line) => line.split(/[ .,"]/)).filter((word) => word.length > 20);
  const everything = [...answer.headers.values(), answer.body].join('\n');
  if (segments.some((segment) => everything.includes(segment))) return 'the answer repeats the token';
  if (/jwt malformed|jsonwebtoken|node_modules|issuer\.test/.test(everything))
    return `the answer says too much: ${answer.body}`;
  if (method === 'HEAD') return undefined;
  return answer.headers.get('content-type')?.startsWith('application/json') ? undefined : 'the body is not JSON';
}
