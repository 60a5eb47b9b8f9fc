import type { Answer } from '../ask.js';

/** How often each outcome came. */
export type Tally = Record<string, number>;

export function count(tally: Tally, outcome: string, times = 1): void {
  tally[outcome] = (tally[outcome] ?? 0) + times;
}

export function add(total: Tally, tally: Tally): void {
  for (const [outcome, times] of Object.entries(tally)) count(total, outcome, times);
}

/** The status, and of a refusal its code in either face. */
export function outcomeOf({ status, body }: Answer): string {
  const said = body as { code?: string; errorCode?: number; errors?: { errorCode?: number }[] } | undefined;
  return [status, status >= 400 ? (said?.code ?? said?.errors?.[0]?.errorCode ?? said?.errorCode) : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
}
