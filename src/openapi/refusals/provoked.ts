import { e164Of } from '../../phone-numbers/assignments/number-as-written.js';
import type { Type } from '@nestjs/common';
import { checkedAtOnce } from '../../http/checked-body.js';

// An example in a document is what clients read, never a copy of it: so refusals are provoked.

/** What a call refuses with. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error('This was to be refused, for an example in a document');
}

/** How a body of this shape is refused. */
export const refusalOfBody = (shape: Type<object>, sent: object): unknown => thrownBy(() => checkedAtOnce(shape, sent));

/** Of a location in Germany that is asked for a number of North America without its plus. */
export const ambiguousNumber = (place: string) => thrownBy(() => e164Of('12065550189', place, 'DE'));
