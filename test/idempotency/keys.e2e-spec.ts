import { said, type Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import { isReplay, KeyedScene, type Handover, type KeyedRequest } from './keyed-scene.js';

// What an idempotency key is, what it belongs to, and for how long it counts.

let s: KeyedScene;
let taken: Handover;
let keys = 0;

beforeAll(async () => void (s = await KeyedScene.start(undefined)), 60_000);
afterAll(() => s.stop());
/** A handover that has been done, under a key of its own. */
beforeEach(async () => {
  taken = await s.handover(`key-${keys++}`);
  expect(said(await s.send(taken.request))).toEqual(ASSIGNED);
});

const ASSIGNED = { status: 200, body: { success: true, message: 'twilio phone number assigned' } };
const HOLDER_CHANGED = {
  status: 409,
  body: {
    error: 'The number has another holder',
    details: 'The user in replaces does not receive the calls of this number now; read it again, then decide.',
    code: 'holder_changed',
  },
};

const refused = async (request: KeyedRequest) => {
  const { headers: _, ...answer } = await answeredWithoutWriting(s.database, () => s.send(request));
  return answer;
};

/** So long ago by the database's clock. */
const age = (interval: string) =>
  s.database.query('UPDATE idempotent_answers SET at = clock_timestamp() - $1::interval', [interval]);

describe('what a key belongs to', () => {
  it('409 idempotency_key_reused: another body under the key, even the same by meaning', async () => {
    const expected = {
      status: 409,
      body: {
        error: 'The idempotency key was used for another request',
        details: 'A key stands for one request and its body; use a new key.',
        code: 'idempotency_key_reused',
      },
    };
    const { body } = taken.request;
    for (const other of [{ ...(body as object), label: 'x' }, ` ${JSON.stringify(body)}`]) {
      expect(await refused({ ...taken.request, body: other })).toEqual(expected);
    }
    expect(isReplay(await s.send(taken.request))).toBe(true);
  });

  const OTHERS: [string, (request: KeyedRequest) => KeyedRequest][] = [
    ['query', (request) => ({ ...request, path: `${request.path}?x=1` })],
    ['spelling of the path', (request) => ({ ...request, path: `${request.path}/` })],
    ['subject', (request) => ({ ...request, caller: { subject: 'another' } })],
    ['key', (request) => ({ ...request, key: 'another' })],
  ];
  it.each(OTHERS)('another %s: a request of its own, which is refused for what it is', async (_, changed) => {
    expect(await refused(changed(taken.request))).toEqual(HOLDER_CHANGED);
  });

  it('another method and path: both have their effect, and each has its own answer', async () => {
    const { key } = taken.request;
    const removal = { method: 'DELETE' as const, path: `${s.path}/${taken.joiner}/twilio`, key };
    const removed = { status: 200, body: { success: true, message: 'twilio phone number removed' } };
    const first = await s.send(removal);
    const [again, other] = [await s.send(removal), await s.send(taken.request)];
    expect([first, again, other].map(said)).toEqual([removed, removed, ASSIGNED]);
    expect([first, again, other].map(isReplay)).toEqual([false, true, true]);
  });

  it('a new token of the same subject: the same caller', async () => {
    expect(isReplay(await s.send({ ...taken.request, caller: { jti: 'new' } }))).toBe(true);
  });

  it('a caller who has lost the role: 403, no replay', async () => {
    const answer = await refused({ ...taken.request, caller: { roles: ['full_admin'] } });
    expect(answer).toMatchObject({ status: 403 });
  });

  it('no key: nothing is stored', async () => {
    const before = await s.storedAnswers();
    const { request } = await s.handover('none');
    expect((await s.send({ ...request, key: undefined })).status).toBe(200);
    expect(await s.storedAnswers()).toBe(before);
  });
});

it('a refused request stores nothing: it may be sent again, also with another body', async () => {
  const user = await s.user();
  const body = { targetUserId: user.objectId, provider: 'twilio', phoneNumber: taken.number };
  const request = { ...taken.request, body, key: 'refused' };
  expect(await refused(request)).toMatchObject({ status: 409, body: { code: 'second_inbound_holder' } });
  expect(await refused({ ...request, body: { ...body, provider: 'x' } })).toMatchObject({ status: 400 });
  await s.send({ method: 'DELETE', path: `${s.path}/${taken.joiner}/twilio` });
  const accepted = await s.send(request);
  expect(said(accepted)).toEqual(ASSIGNED);
  expect(isReplay(accepted)).toBe(false);
  expect(isReplay(await s.send(request))).toBe(true);
});

it('409 in_progress: a second caller waits for the first one, but no longer than 2 s', async () => {
  const { request } = await s.handover('slow');
  const held = await s.database.hold('idempotent_answers', 'SHARE');
  const first = s.send(request);
  await held.awaited();
  const start = Date.now();
  const second = await s.send(request);
  const waited = Date.now() - start;
  await held.release();
  expect(said(second)).toEqual({
    status: 409,
    body: {
      error: 'A request with this idempotency key is in progress',
      details: 'Send it again after Retry-After; it then gets the response of the first one.',
      code: 'in_progress',
    },
  });
  expect(second.headers['retry-after']).toBe('1');
  expect(waited).toBeGreaterThanOrEqual(1_990);
  expect(said(await first)).toEqual(ASSIGNED);
  expect(isReplay(await s.send(request))).toBe(true);
});

it('a second caller who waits less than that replays', async () => {
  const { request } = await s.handover('not-so-slow');
  const held = await s.database.hold('idempotent_answers', 'SHARE');
  const first = s.send(request);
  await held.awaited();
  const second = s.send(request);
  await waitingForKey();
  await held.release();
  expect([await first, await second].map((answer) => [said(answer), isReplay(answer)])).toEqual([
    [ASSIGNED, false],
    [ASSIGNED, true],
  ]);
});

async function waitingForKey(): Promise<void> {
  const sql = `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  while (!(await s.database.query(sql)).length);
}

describe('24 hours by the clock of the database', () => {
  it('counts until then', async () => {
    await age('23 hours 59 minutes');
    expect(isReplay(await s.send(taken.request))).toBe(true);
  });

  it('does not count from then on, whether the row is still there or not', async () => {
    await age('24 hours');
    expect(await refused(taken.request)).toEqual(HOLDER_CHANGED);
    const user = await s.user();
    const body = { targetUserId: user.objectId, provider: 'twilio', phoneNumber: taken.number };
    const other = { ...taken.request, body: { ...body, replaces: taken.joiner } };
    const answers = [await s.send(other), await s.send(other)];
    expect(answers.map(said)).toEqual([ASSIGNED, ASSIGNED]);
    expect(answers.map(isReplay)).toEqual([false, true]);
  });

  it('expired answers go, 100 with each one that is stored', async () => {
    await s.database.query('DELETE FROM idempotent_answers');
    await s.database.query(`INSERT INTO idempotent_answers (scope, fingerprint, status, body, at)
      SELECT sha256(n::text::bytea), sha256(''), 200, '', clock_timestamp() - interval '25 hours' FROM generate_series(1, 250) n`);
    const left: number[] = [];
    for (const key of ['expired-1', 'expired-2', 'expired-3']) {
      const { request } = await s.handover(key);
      expect((await s.send(request)).status).toBe(200);
      left.push(await s.storedAnswers());
    }
    expect(left).toEqual([151, 52, 3]);
  });
});

describe('400: no key', () => {
  const INVALID: [string, string | string[]][] = [
    ['empty', ''],
    ['256 characters', 'x'.repeat(256)],
    ['a space in it', 'a b'],
    ['not ASCII', 'é'],
    ['two headers', ['a', 'b']],
    ['the same twice', ['a', 'a']],
  ];
  const expected = {
    status: 400,
    body: { error: 'Invalid Idempotency-Key', details: 'Send one header with 1 to 255 visible ASCII characters' },
  };

  it.each(INVALID)('%s: refused before anything happens', async (_, key) => {
    const { request, joiner } = await s.handover('unused');
    expect(await refused({ ...request, key })).toEqual(expected);
    expect(await refused({ method: 'DELETE', path: `${s.path}/${joiner}/twilio`, key })).toEqual(expected);
  });

  it('255 characters, the whole of visible ASCII among them, are one', async () => {
    const visible = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');
    const { request } = await s.handover(visible.padEnd(255, 'x'));
    expect([await s.send(request), await s.send(request)].map(isReplay)).toEqual([false, true]);
  });

  it('nobody reads it on a GET', async () => {
    const answers: Answer[] = [];
    for (const key of ['a b', 'good', 'good']) answers.push(await s.send({ method: 'GET', path: s.path, key }));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.some(isReplay)).toBe(false);
  });
});
