import { Shares, type Leave } from './shares.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const SIZES = { poolSize: 4, share: 0.5 };
const stays = (): void => {};

/** A place that is free at once. */
function enter(shares: Shares, organization: string): Leave {
  const leave = shares.enter(organization, stays);
  if (leave instanceof Promise) throw new Error(`${organization} has to wait`);
  return leave;
}

/** Who waits, in the order in which they are let in. */
function waiting(shares: Shares, entered: string[]) {
  return (organization: string, name = organization): Promise<Leave> =>
    (shares.enter(organization, stays) as Promise<Leave>).then((leave) => {
      entered.push(name);
      return leave;
    });
}

/** For those who are still waiting when the test has ended. */
const waitsInVain = (place: Leave | Promise<Leave>): void => void Promise.resolve(place).catch(() => {});

it('an organization has its share at once, and no more; another has its own', async () => {
  const shares = new Shares(SIZES);
  const entered: string[] = [];
  const wait = waiting(shares, entered);
  const first = enter(shares, 'a');
  enter(shares, 'a');
  const third = wait('a');
  enter(shares, 'b');
  enter(shares, 'b');
  expect(entered).toEqual([]);
  first();
  await third;
  expect(entered).toEqual(['a']);
});

it('places are given in turn to organizations, and in each to the request that waits longest', async () => {
  const shares = new Shares({ poolSize: 1, share: 1 });
  const entered: string[] = [];
  const wait = waiting(shares, entered);
  const leave = enter(shares, 'a');
  const all = [wait('a', 'a1'), wait('a', 'a2'), wait('a', 'a3'), wait('b', 'b1'), wait('b', 'b2')];
  leave();
  for (const one of all) void one.then((next) => next());
  await Promise.all(all);
  expect(entered).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
});

it('a place is given back once', async () => {
  const shares = new Shares({ poolSize: 1, share: 1 });
  const leave = enter(shares, 'a');
  leave();
  leave();
  enter(shares, 'a');
  const waits = shares.enter('a', stays);
  expect(waits).toBeInstanceOf(Promise);
  waitsInVain(waits);
});

it('the line of an organization has an end, and so have all of them together', () => {
  const shares = new Shares(SIZES);
  const fill = (organization: string): void => {
    for (let i = 0; i < 32; i++) waitsInVain(shares.enter(organization, stays));
  };
  for (const organization of ['a', 'b']) {
    enter(shares, organization);
    enter(shares, organization);
    fill(organization);
  }
  expect(shares.isFull()).toBe(true);
  expect(() => shares.enter('a', stays)).toThrow('Too many requests at once');
  expect(() => shares.enter('c', stays)).toThrow('Too many requests at once');
});

it('after a refusal only a short line is kept, until nobody was refused for a second', () => {
  const shares = new Shares({ poolSize: 1, share: 1 });
  const leaves: Leave[] = [enter(shares, 'a')];
  const places = Array.from({ length: 16 }, () => shares.enter('a', (left) => leaves.push(left)));
  places.forEach(waitsInVain);
  expect(shares.isFull()).toBe(true);
  const isFullWith = (waiting: number): boolean => {
    while (leaves.length > 1 + waiting) leaves.pop()!();
    return shares.isFull();
  };
  expect([isFullWith(15), isFullWith(2), isFullWith(1)]).toEqual([true, true, false]);
  waitsInVain(shares.enter('a', stays));
  jest.advanceTimersByTime(999);
  expect(shares.isFull()).toBe(true);
  jest.advanceTimersByTime(1_000);
  expect(shares.isFull()).toBe(false);
});

it('who goes away while they wait leaves the line', async () => {
  const shares = new Shares({ poolSize: 1, share: 1 });
  const entered: string[] = [];
  const leave = enter(shares, 'a');
  let goes = stays;
  const gone = shares.enter('a', (left) => (goes = left)) as Promise<Leave>;
  const next = waiting(shares, entered)('a', 'next');
  goes();
  await expect(gone).rejects.toMatchObject({ code: 'overloaded' });
  leave();
  await next;
  expect(entered).toEqual(['next']);
});

it('nobody waits for longer than five seconds', async () => {
  const shares = new Shares({ poolSize: 1, share: 1 });
  enter(shares, 'a');
  const refused = expect(shares.enter('a', stays)).rejects.toMatchObject({ code: 'overloaded' });
  jest.advanceTimersByTime(5_000);
  await refused;
});
