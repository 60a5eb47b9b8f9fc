import { deepStrictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import type { Answer } from '../ask.js';
import { isRead, PROVIDERS, type Assign, type Call, type Release, type Request } from './calls.js';
import { callOf, drafts } from './drafts.js';
import { PERSON_NOT_FOUND } from './people-answers.js';
import { asSaid, type CallOptions, type ChangeRow, type RealRecord } from './real-record.js';
import type { RecordModel } from './record-model.js';
import { asJson } from './step.js';

type ExpectedRow = Omit<ChangeRow, 'at'>;

const SUBJECTS = ['root', 'deputy', 'auth0|night shift'];
const KEY_REUSED = {
  status: 409,
  body: {
    error: 'The idempotency key was used for another request',
    details: 'A key stands for one request and its body; use a new key.',
    code: 'idempotency_key_reused',
  },
};

/** How a call is made: under a new key, again under an old one, again without, or so that it is refused before it is read. */
const ways = fc.constantFrom('plain', 'plain', 'plain', 'keyed', 'keyed', 'replay', 'otherBody', 'again', 'invalid');

export interface ChangeRowFigures {
  calls: number;
  rows: number;
  replays: number;
  refused: number;
}

/** Random calls in one scene, repeated and replayed ones among them; then every row of `changes` against the log. */
export async function runChangeRows(
  real: RealRecord,
  { seed, calls }: { seed: number; calls: number },
): Promise<ChangeRowFigures> {
  const before = (await real.changes()).length;
  const caller = new RandomCaller(await real.scene(), real);
  const sampled = fc.sample(fc.tuple(drafts, ways, fc.constantFrom(...SUBJECTS)), { seed, numRuns: calls * 2 });
  for (const [draft, way, subject] of sampled) {
    if (caller.figures.calls === calls) break;
    const call = draft.do === 'at' ? undefined : callOf(draft, caller.model);
    if (call && !isRead(call)) await caller.make(call, way, subject);
  }
  const rows = (await real.changes()).slice(before).map(({ at: _, ...row }) => row);
  deepStrictEqual(rows, caller.expected);
  deepStrictEqual(await astray(real), []);
  return { ...caller.figures, rows: rows.length };
}

/** Assignments that do not point to the changes that opened and closed them, at their instant. */
function astray(real: RealRecord): Promise<object[]> {
  return real.database.query(
    `SELECT a.id FROM number_assignments a JOIN changes o ON o.id = a.opened_by LEFT JOIN changes c ON c.id = a.closed_by
      WHERE o.tracking_id <> 'test' AND (o.at <> a.valid_from OR o.organization_id <> a.organization_id)
         OR a.valid_to IS NOT NULL AND c.tracking_id <> 'test' AND (c.at <> a.valid_to OR a.organization_id
              <> CASE c.action WHEN 'inventory.transfer' THEN c.other_organization_id ELSE c.organization_id END)`,
  );
}

interface Stored {
  call: Request;
  subject: string;
  key: string;
  answer: Answer;
}

class RandomCaller {
  readonly expected: ExpectedRow[] = [];
  readonly figures = { calls: 0, replays: 0, refused: 0 };
  private readonly stored: Stored[] = [];
  private last: { call: Call; subject: string } | undefined;

  constructor(
    readonly model: RecordModel,
    private readonly real: RealRecord,
  ) {}

  async make(call: Call, way: string, subject: string): Promise<void> {
    this.figures.calls++;
    const old = this.stored[(this.figures.calls * 7) % (this.stored.length || 1)];
    if (way === 'again' && this.last) return this.effective(this.last.call, this.last.subject);
    if (way === 'replay' && old) return this.replayed(old);
    if (way === 'otherBody' && old?.call.kind === 'assign') return this.underUsedKey(old);
    if (way === 'invalid' && (call.kind === 'assign' || call.kind === 'release')) return this.invalid(call, subject);
    return this.effective(call, subject, way === 'keyed' ? `key ${this.figures.calls}`.replace(' ', '-') : undefined);
  }

  /** The model decides what it does. */
  private async effective(call: Call, subject: string, key?: string): Promise<void> {
    this.last = { call, subject };
    const trackingId = this.real.newTrackingId();
    const verdict = this.model.verdict(call);
    const { change } = verdict;
    if (call.kind === 'import' || call.kind === 'rest') {
      deepStrictEqual(asJson(await this.real.perform(call, trackingId, this.model)), asJson(verdict.said));
    } else {
      const options: CallOptions = { subject, headers: key === undefined ? {} : { 'idempotency-key': key } };
      const answer = await this.real.send(call, trackingId, this.model.roster, options);
      deepStrictEqual(asJson(asSaid(answer, trackingId, call)), asJson(verdict.said));
      if (answer.status >= 400) this.figures.refused++;
      else if (key !== undefined) this.stored.push({ call, subject, key, answer });
    }
    if (!change) return verdict.also?.(this.model, { at: 0, subject, trackingId });
    const author = this.real.authorOf(call, subject);
    this.expected.push({ other: null, ...change, ...author, trackingId });
    const [row] = await this.real.changes(trackingId);
    const made = { at: row!.at.getTime(), subject: author.subject, trackingId, person: this.real.personOf(trackingId) };
    this.model.carryOut(verdict, made);
  }

  /**
   * Answered to the letter like the first one, whatever has happened since, and without an effect; but nothing is told of a
   * person who is there no more.
   */
  private async replayed({ call, subject, key, answer }: Stored): Promise<void> {
    this.figures.replays++;
    const options = { subject, headers: { 'idempotency-key': key } };
    const trackingId = this.real.newTrackingId();
    const again = await this.real.send(call, trackingId, this.model.roster, options);
    if ('person' in call && call.kind !== 'removePerson' && !this.model.personOf(call.person)) {
      return deepStrictEqual(asSaid(again, trackingId, call), asJson(PERSON_NOT_FOUND));
    }
    deepStrictEqual([again.status, again.text], [answer.status, answer.text]);
    deepStrictEqual(again.headers['idempotency-replayed'], 'true');
  }

  private async underUsedKey({ call, subject, key }: Stored): Promise<void> {
    this.figures.refused++;
    const options = { subject, headers: { 'idempotency-key': key } };
    const other = { ...(call as Assign), label: `not ${(call as Assign).label}` };
    const trackingId = this.real.newTrackingId();
    deepStrictEqual(
      asSaid(await this.real.send(other, trackingId, this.model.roster, options), trackingId, other),
      KEY_REUSED,
    );
  }

  private async invalid(call: Assign | Release, subject: string): Promise<void> {
    this.figures.refused++;
    const wrong = { ...call, provider: 'vonage' as (typeof PROVIDERS)[number] };
    const { status } = await this.real.send(wrong, this.real.newTrackingId(), this.model.roster, { subject });
    deepStrictEqual(status, 400);
  }
}
