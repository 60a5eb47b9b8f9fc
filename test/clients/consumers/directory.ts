import createClient from 'openapi-fetch';
import type { components, operations, paths } from './generated/directory.js';
import { given, tell } from './given.js';

// What somebody writes who has generated a client of the directory.

type HistoryQuery = NonNullable<operations['get_phone_number_history']['parameters']['query']>;
type Holder = components['schemas']['PhoneNumberHolder'];

const { url, token, taken, national } = given;
const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });

const kindOf = ({ userId, workspaceId }: Holder): string => (userId ? 'user' : workspaceId ? 'workspace' : 'nobody');

/** All intervals, however small the pages are. */
async function historyOf(number: string, start?: string): Promise<string[]> {
  const { data, response } = await client.GET('/api/phone-numbers/{number}/history', {
    params: { path: { number }, query: { max: 1, start } },
  });
  const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  const intervals = data?.intervals.map(({ from, to = 'now' }) => `${from} to ${to}`) ?? [];
  return next ? [...intervals, ...(await historyOf(number, new URL(next).searchParams.get('start') ?? ''))] : intervals;
}

const found = await client.GET('/api/phone-numbers/{number}', {
  params: { path: { number: national }, query: { country: 'US' } },
});
const nobodys = await client.GET('/api/phone-numbers/{number}', { params: { path: { number: '+14165550199' } } });

tell({
  number: found.data?.phoneNumber,
  state: found.data?.state,
  holders: found.data?.holders.map(kindOf),
  history: await historyOf(taken),
  nobodys: nobodys.error?.code,
});

// What the types have to refuse; the compiler fails where one of these is no error.
export const mistakes = {
  page: () => {
    // @ts-expect-error a page has a number of intervals
    const query: HistoryQuery = { max: 'all' };
    return query;
  },
  // @ts-expect-error no such state
  state: () => found.data?.state === 'FREE',
  // @ts-expect-error no such member
  member: () => found.data?.owner,
};
