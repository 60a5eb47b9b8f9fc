import type { LookUp, NumbersOf, Read } from './calls.js';
import { found, NUMBER_NOT_FOUND } from './directory-answers.js';
import { listed, ORGANIZATION_NOT_FOUND, type Said } from './expected-answers.js';
import { isIn, isProviderLine, primaryFirst } from './lines.js';
import { numbersOf, PERSON_NOT_FOUND, WITHOUT_CALLING } from './people-answers.js';
import { hasCalling } from './person-model.js';
import type { RecordModel, Verdict } from './record-model.js';

export const readVerdict = (model: RecordModel, call: Read): Verdict => ({ said: saidOf(model, call), effects: [] });

function saidOf(model: RecordModel, call: Read): Said {
  if (call.kind === 'lookUp') return lookUp(model, call);
  if (call.kind === 'numbersOf') return numbers(model, call);
  const { organization, at } = call;
  if (organization === model.roster.organizations[2]) return ORGANIZATION_NOT_FOUND;
  const all = at === undefined ? model.lines : [...model.past, ...model.lines].filter((line) => isIn(line, at));
  const own = all.filter((line) => line.organization === organization);
  return listed(model, own.filter(isProviderLine));
}

function lookUp(model: RecordModel, { number }: LookUp): Said {
  const place = model.placeOf(number);
  return place ? found(model, number, place) : NUMBER_NOT_FOUND;
}

function numbers(model: RecordModel, { organization, person: uuid }: NumbersOf): Said {
  const person = model.personOf(uuid);
  if (person?.organization !== organization) return PERSON_NOT_FOUND;
  if (!hasCalling(model, person)) return WITHOUT_CALLING;
  return numbersOf(model.callingLinesOf(person.objectId).sort(primaryFirst));
}
