import { webexId } from '../ids/webex-id.js';
import { NumberConflict, type ConflictExplanation } from '../phone-numbers/record/number-conflict.js';

/**
 * A conflict in one text, because this face's error body has no member for more (workspaces contract, 3.5): which part
 * of the request, and, where the caller may read that, who has the number since when, and which numbers are free.
 */
export function conflictDescription({ place, message, details, explanation }: NumberConflict): string {
  const [whole, free] = explanation ? [holderText(explanation), freeText(explanation)] : [details ?? message, ''];
  return `${place === undefined ? '' : `${place}: `}${whole}${free}`;
}

function holderText({ holder, since }: ConflictExplanation): string {
  const [kind, id] = holder.kind === 'user' ? ['User', holder.objectId] : ['Workspace', webexId('PLACE', holder.uuid)];
  return `${kind} ${holder.name ?? 'without a name'} (${id}) receives its calls since ${since.toISOString()}.`;
}

function freeText({ freeNumbers }: ConflictExplanation): string {
  return freeNumbers.length ? ` Free: ${freeNumbers.join(', ')}.` : '';
}
