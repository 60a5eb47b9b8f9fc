import type { Obstacle } from './obstacles.queries.js';

/** What stands in the way of an undo, as an operator reads it, without its full stop. */
export function obstacleSentence({ what, kind, holder, holderId, since, changeId, action }: Obstacle): string {
  const who = holderId ? `${holder ?? 'somebody without a name'} (${holderId})` : '';
  const held = who && since ? `${who}, since ${since.toISOString()}` : who;
  const by = changeId ? `, by change ${changeId} (${action})` : '';
  const told: Record<Obstacle['kind'], string> = {
    later: `was given to ${held}${by}`,
    ended: `was released or changed${by}`,
    holder: `was held by ${who}, who has been removed or is in another place now`,
    extension: `is the extension of ${held}${by}`,
    line: `would contradict another line of ${held}${by}`,
    place: 'is in another inventory, location or state now',
    main: 'is the main number of a location, or was until it was changed',
    ring: 'has changed since',
  };
  return `${what ?? (kind === 'ring' ? 'Distinctive ringing' : 'A location')} ${told[kind]}`;
}
