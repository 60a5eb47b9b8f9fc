import { changesAnything, type ImportCounts, type ImportOutcome } from '../phone-numbers/import/report.js';

/** What became of the files, in one line. */
export function summaryOf({ refused, counts }: ImportOutcome, dryRun: boolean): string {
  if (!counts) return `refused, nothing was changed: ${plural(refused, 'fault')}`;
  const done = changesAnything(counts)
    ? `${dryRun ? 'would be ' : ''}${partsOf(counts).join('; ')}`
    : 'nothing to change';
  return refused ? `${done}; refused ${plural(refused, 'row')}` : done;
}

function partsOf({ created, changed, moved, released, revived }: ImportCounts): string[] {
  return [
    part('created', created),
    part('changed', changed),
    part('moved', { assignments: moved }),
    part('released', { assignments: released }),
    part('revived', { holders: revived }),
  ].filter((text) => text !== undefined);
}

function part(verb: string, counts: Record<string, number>): string | undefined {
  const things = Object.entries(counts).filter(([, count]) => count > 0);
  return things.length
    ? `${verb} ${things.map(([noun, count]) => plural(count, noun.slice(0, -1))).join(', ')}`
    : undefined;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
