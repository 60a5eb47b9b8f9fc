import { changesAnything, type ImportCounts, type ImportOutcome } from '../phone-numbers/import/report.js';

/** What became of the files, in one line. */
export function summaryOf({ refused, counts }: ImportOutcome, dryRun: boolean): string {
  if (!counts) return `refused, nothing was changed: ${plural(refused, 'fault')}`;
  const done = changesAnything(counts)
    ? `${dryRun ? 'would ' : ''}${partsOf(counts, dryRun ? '' : 'd').join('; ')}`
    : 'nothing to change';
  return refused ? `${done}; refused ${plural(refused, 'row')}` : done;
}

/** `past`: what makes a verb the past tense. */
function partsOf({ created, changed, moved, released, revived }: ImportCounts, past: '' | 'd'): string[] {
  return [
    part(`create${past}`, created),
    part(`change${past}`, changed),
    part(`move${past}`, { assignments: moved }),
    part(`release${past}`, { assignments: released }),
    part(`revive${past}`, { holders: revived }),
  ].filter((text) => text !== undefined);
}

function part(verb: string, counts: Record<string, number>): string | undefined {
  const things = Object.entries(counts).filter(([, count]) => count > 0);
  return things.length
    ? `${verb} ${things.map(([noun, count]) => plural(count, noun.slice(0, -1))).join(', ')}`
    : undefined;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
