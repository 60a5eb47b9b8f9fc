import { setTimeout as sleep } from 'node:timers/promises';
import type { Operator, Verb } from '../operators/operator-process.js';
import type { Cast } from './cast.js';
import type { Random } from './random.js';

export interface OperationOutcome {
  /** The verb and whether it was done, or the code with which it was refused. */
  outcome: string;
  fault?: string;
  /** Whether it said that it changed something. */
  changed: boolean;
}

/** What each may be refused with; an import brings the removed ones back. */
const REFUSALS: Partial<Record<Verb, readonly string[]>> = {
  move: ['number_shared', 'user_removed'],
  removeLocation: ['location_in_use'],
};

const MOST_MS_AWAY = 150;
const MOST_MS_BETWEEN = 250;

/** Somebody moves to another organization and back, or leaves, or a workspace or location does. */
export async function* randomOperations(
  operator: Operator,
  cast: Cast,
  random: Random,
  until: number,
): AsyncGenerator<OperationOutcome> {
  while (Date.now() < until) {
    const what = random.below(100);
    if (what < 80) {
      const user = random.one(cast.users);
      yield await run(operator, 'move', user, cast.elsewhere.objectId);
      await sleep(random.below(MOST_MS_AWAY));
      yield await run(operator, 'move', user, cast.organization.objectId);
    } else if (what < 88) yield await run(operator, 'removeUser', random.one(cast.users));
    else if (what < 96)
      yield await run(operator, 'removeWorkspace', random.one(random.one(cast.offices).workspaces).id);
    else yield await run(operator, 'removeLocation', random.one(cast.offices).locationId);
    await sleep(random.below(MOST_MS_BETWEEN));
  }
}

async function run(operator: Operator, verb: Verb, ...args: string[]): Promise<OperationOutcome> {
  try {
    const { changed = false, refused } = await operator.run(verb, ...args);
    const outcome = `${verb}: ${refused ?? (changed ? 'done' : 'nothing to do')}`;
    const isExpected = refused === undefined || REFUSALS[verb]?.includes(refused);
    return { outcome, changed, fault: isExpected ? undefined : `an operation ended with ${outcome}` };
  } catch (error) {
    return { outcome: `${verb}: failed`, changed: false, fault: (error as Error).message };
  }
}
