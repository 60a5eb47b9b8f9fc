/** The path of a request target as the router reads it: without origin, query and repeated slashes, still encoded. */
export function pathOf(target: string): string {
  const withoutOrigin = target.replace(/^https?:\/\/[^/?]*/i, '');
  return withoutOrigin.replace(/[?#].*/s, '').replace(/\/{2,}/g, '/') || '/';
}

/**
 * Whether a request target decodes to text: no broken percent-encoding, no bytes that are not UTF-8 (a lone surrogate
 * is none), no NUL. Checked once for path and query, so that no handler meets such text.
 */
export function isWellFormed(target: string): boolean {
  if (!target.includes('%')) return true;
  try {
    return !decodeURIComponent(target).includes('\0');
  } catch {
    return false;
  }
}

// A name or an IPv4 address, or an IPv6 address in brackets; then a port.
const HOST = /^(?:[\w.~!$&'()*+,;=%-]+|\[[\da-f:.]+\])(?::\d*)?$/i;

/** Whether a text is the host of an address, with or without a port, and nothing else that an address may have. */
export const isHost = (text: string): boolean => HOST.test(text) && URL.canParse(`http://${text}`);
