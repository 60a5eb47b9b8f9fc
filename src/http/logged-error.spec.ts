import { QueryFailedError } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { loggedError } from './logged-error.js';

const NUMBER = '+14165550199';
const WITHHELD = '(withheld: it may repeat what was sent)';

/** As the driver throws it: the number is in the statement, its parameters, the text and the detail. */
function driverFailure(): QueryFailedError {
  const driverError = Object.assign(new Error(`duplicate ${NUMBER}\n    at ${NUMBER}`), {
    code: '23505',
    constraint: 'uq_phone_numbers_e164',
    detail: `Key (e164)=(${NUMBER}) already exists.`,
  });
  return new QueryFailedError(`INSERT … '${NUMBER}'`, [NUMBER], driverError);
}

it('says of a failed statement its code and constraint, and where it was sent from, but nothing of what it said', () => {
  const logged = loggedError(driverFailure());
  expect(logged).toMatchObject({
    type: 'QueryFailedError',
    code: '23505',
    constraint: 'uq_phone_numbers_e164',
    message: WITHHELD,
    stack: expect.stringContaining('logged-error.spec'),
  });
  expect(JSON.stringify(logged)).not.toContain(NUMBER);
});

it('says as little of it where it is the cause of something else', () => {
  const busy = new DomainError({ kind: 'unavailable', code: 'busy', message: 'Busy', cause: driverFailure() });
  const logged = loggedError(new Error('outer', { cause: busy }));
  expect(logged).toMatchObject({
    message: 'outer',
    cause: { code: 'busy', message: 'Busy', cause: { code: '23505' } },
  });
  expect(JSON.stringify(logged)).not.toContain(NUMBER);
});

it('withholds the text of a parser and of Node, which repeat what they were given', () => {
  const thrown = (work: () => unknown): unknown => {
    try {
      return work();
    } catch (error) {
      return error;
    }
  };
  for (const error of [thrown(() => JSON.parse(`{"${NUMBER}"`)), thrown(() => new URL(NUMBER))]) {
    expect(loggedError(error)).toMatchObject({ message: WITHHELD, stack: expect.stringContaining('at ') });
    expect(JSON.stringify(loggedError(error))).not.toContain(NUMBER);
  }
});

it.each([new Error('ours'), new TypeError('x is not a function'), new ReferenceError('x is not defined')])(
  'keeps the text of a bug: %p',
  (error) => {
    expect(loggedError(error)).toMatchObject({ type: error.name, message: error.message });
  },
);

it.each([NUMBER, undefined, null, { number: NUMBER }])('says nothing of a thrown %p but its kind', (thrown) => {
  expect(loggedError(thrown)).toEqual({ type: `thrown ${typeof thrown}`, message: WITHHELD, stack: '' });
});

it('comes to an end with an error that is its own cause', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).match(/"type"/g)).toHaveLength(5);
});
