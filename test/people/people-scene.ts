import { webexId } from '../../src/ids/webex-id.js';
import type { Answer } from '../ask.js';
import { refused } from '../workspaces/seen-numbers.js';
import type { Scene, SendOptions, TestPerson } from '../workspaces/write-world.js';

export const UNKNOWN_PERSON = refused(404, 'Person not found', 'No person exists with the provided id');

/** GET …/features/numbers of a person. */
export const seeNumbersOf = (s: Scene, { uuid }: Pick<TestPerson, 'uuid'>, options?: SendOptions): Promise<Answer> =>
  s.send('GET', `/v1/people/${webexId('PEOPLE', uuid)}/features/numbers`, undefined, options);

/** PUT …/numbers of a person with these entries, or with a body as it is. */
export const putNumbersOf = (
  s: Scene,
  { uuid }: Pick<TestPerson, 'uuid'>,
  body: unknown,
  options?: SendOptions,
): Promise<Answer> =>
  s.send(
    'PUT',
    `/v1/telephony/config/people/${webexId('PEOPLE', uuid)}/numbers`,
    Array.isArray(body) ? { phoneNumbers: body } : body,
    options,
  );
