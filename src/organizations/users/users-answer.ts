import type { JsonAnswer } from '../../http/json-answer.js';
import type { OrganizationUser } from '../../phone-numbers/holders/organization-users.queries.js';
import { OrganizationUserBody } from './organization-users.dto.js';

// The body of the contract around the users, who come in batches.
const BEGIN = '{"users":[';
const END = ']}';

/** Sends the users as they are read; a list that is not whole is broken off. */
export async function answerUsers(answer: JsonAnswer, batches: AsyncIterable<OrganizationUser[]>): Promise<void> {
  let waiting: string | undefined;
  let isFirst = true;
  for await (const users of batches) {
    if (waiting !== undefined) {
      if (!(await answer.sendPart(waiting))) return answer.end({ isWhole: false });
      isFirst = false;
    }
    const text = users.map((user) => JSON.stringify(OrganizationUserBody.from(user))).join();
    waiting = `${waiting === undefined ? BEGIN : ','}${text}`;
  }
  const last = `${waiting ?? BEGIN}${END}`;
  if (isFirst) return answer.send(last);
  answer.end({ isWhole: await answer.sendPart(last) });
}
