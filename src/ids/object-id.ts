/** The organizations face's ids: 24 hex digits, lower case out (organizations contract, rule 1). Undefined if it is none. */
export function objectIdFrom(text: string): string | undefined {
  return /^[0-9a-fA-F]{24}$/.test(text) ? text.toLowerCase() : undefined;
}
