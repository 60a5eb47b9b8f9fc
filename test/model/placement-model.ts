import type { PlacementCall, Remove, Transfer } from './calls.js';
import {
  held,
  IN_NO_INVENTORY,
  NO_SUCH_LOCATION,
  NO_SUCH_ORGANIZATION,
  NUMBER_NOT_FOUND,
  placed,
} from './directory-answers.js';
import { effectsOf, receivingFirst } from './lines.js';
import type { Place, RecordModel, Verdict } from './record-model.js';
import { refused } from './settle.js';

// Numbers that go to another inventory, or out of theirs.

export function placementVerdict(model: RecordModel, call: PlacementCall): Verdict {
  const from = model.placeOf(call.number);
  if (!from) return refused(NUMBER_NOT_FOUND);
  return call.kind === 'transfer' ? transfer(model, call, from) : remove(model, call, from);
}

function transfer(model: RecordModel, call: Transfer, from: Place): Verdict {
  const { number, organization, location, release } = call;
  const { organizations, locations } = model.roster;
  const which = organizations.indexOf(organization);
  if (which === 2) return refused(NO_SUCH_ORGANIZATION);
  if (location !== undefined && location !== locations[which as 0 | 1]) return refused(NO_SUCH_LOCATION);
  const isThere = from.organization === organization && (location ?? from.location) === from.location;
  if (isThere) return refused(placed(model, number, from));
  const to = { organization, location: location ?? null };
  const change = {
    action: 'inventory.transfer',
    organization,
    other: from.organization,
    details: { numbers: [number] },
  };
  return moved(model, { number, to, release }, change);
}

function remove(model: RecordModel, { number, release }: Remove, { organization }: Place): Verdict {
  if (organization === null) return refused(IN_NO_INVENTORY);
  const change = { action: 'inventory.remove', organization, details: { numbers: [number] } };
  return moved(model, { number, to: { organization: null, location: null }, release }, change);
}

interface Move {
  number: string;
  to: Place;
  release: boolean;
}

/** Whoever has the number ceases to, if that is asked for. */
function moved(model: RecordModel, { number, to, release }: Move, change: NonNullable<Verdict['change']>): Verdict {
  const lines = model.linesWith(number).sort(receivingFirst);
  if (lines.length && !release) return refused(held(model, lines[0]!));
  const said = placed(model, number, to, lines);
  return { said, change, effects: effectsOf([], lines), also: (after) => after.put(number, to) };
}
