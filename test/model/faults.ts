import { dirname } from 'node:path';
import { patchedDist } from '../patched-dist.js';
import { RealRecord } from './real-record.js';
import { runSequences } from './sequences.js';

/** A mistake that could be made in the product; the model must find it. */
export interface Fault {
  what: string;
  /** In dist/phone-numbers. */
  file: string;
  before: string;
  after: string;
}

const LINES = 'assignments/provider-lines.service.js';
const LINES_SQL = 'assignments/provider-lines.queries.js';
const PLACEMENT = 'inventory/placement.service.js';
const NEXT_SQL = 'inventory/next-number.queries.js';

export const FAULTS: readonly Fault[] = [
  {
    what: 'DELETE leaves all but the first of several numbers of the provider',
    file: LINES,
    before: 'await lockNumbers(client, [], replaced);',
    after: 'replaced.splice(1); await lockNumbers(client, [], replaced);',
  },
  {
    what: 'a label that is left out stays, instead of going',
    file: 'assignments/plan.js',
    before: 'w.is_default, w.label, coalesce(',
    after: 'w.is_default, coalesce(w.label, r.label) AS label, coalesce(',
  },
  {
    what: 'replaces does not ask whether that user still receives the number',
    file: LINES,
    before: 'if (leaver && !leaverReceives)',
    after: 'if (false)',
  },
  {
    what: 'a number at textgrid ends the default numbers at the other providers',
    file: LINES_SQL,
    before: '(a.provider = $2 OR a.phone_number_id = (SELECT id FROM number))',
    after: `(a.provider = $2 OR a.phone_number_id = (SELECT id FROM number) OR $2 = 'textgrid' AND a.is_default)`,
  },
  {
    what: 'an edit counts as a new holding',
    file: 'assignments/carry-out.js',
    before: 'coalesce(p.held_since, (SELECT',
    after: 'coalesce(NULL::timestamptz, (SELECT',
  },
  {
    what: '?at= still has a line at the first instant after it',
    file: 'assignments/lines-at.queries.js',
    before: 'ELSE a.held_since END, a.valid_to)',
    after: "ELSE a.held_since END, a.valid_to, '[]')",
  },
  {
    what: 'a move to another provider leaves the number at the old one',
    file: LINES_SQL,
    before: 'OR a.phone_number_id = (SELECT id FROM number))',
    after: 'OR a.phone_number_id = (SELECT id FROM number) AND a.receives_calls)',
  },
  {
    what: 'an import does not release what its file does not list',
    file: 'import/plan.queries.js',
    before: 'DROP AS ${PLAN}`',
    after: "DROP AS SELECT * FROM (${PLAN}) p WHERE effect <> 'release'`",
  },
  {
    what: 'a holder for outbound caller id only keeps others from receiving',
    file: 'assignments/rules.js',
    before: 'AND a.receives_calls AND w.receives_calls',
    after: 'AND w.receives_calls',
  },
  {
    what: 'a repeated POST has a row in changes',
    file: 'assignments/line-writer.js',
    before: 'if (!alsoChanges && !decision.planRows)',
    after: 'if (false)',
  },
  {
    what: 'a transfer within an organization leaves the location',
    file: PLACEMENT,
    before: 'location_id = $3::uuid WHERE id',
    after: 'location_id = CASE WHEN organization_id = $2::uuid THEN location_id ELSE $3::uuid END WHERE id',
  },
  {
    what: 'a removed number keeps its organization',
    file: PLACEMENT,
    before: 'number.id,\n            null,',
    after: 'number.id,\n            from.id,',
  },
  {
    what: 'force is ignored',
    file: 'assignments/line-writer.js',
    before: 'if (resting && !change.overridesRest)',
    after: 'if (resting)',
  },
  {
    what: 'who gave a number up has to wait for it like everybody else',
    file: 'assignments/resting.js',
    before: 'AND last.holder_id <> n.holder_id',
    after: '',
  },
  {
    what: 'next takes a number that rests',
    file: NEXT_SQL,
    before: 'AND n.released_at <= (SELECT until FROM rested)',
    after: '',
  },
  {
    what: 'next takes the lowest number, and not the one that has rested longest',
    file: NEXT_SQL,
    before: 'ORDER BY n.released_at, n.e164',
    after: 'ORDER BY n.e164',
  },
  {
    what: 'who is removed keeps a line',
    file: 'holders/remove-user.js',
    before: 'endLines(client, lines, change)',
    after: 'endLines(client, lines.slice(1), change)',
  },
  {
    what: 'whose licence for calling goes keeps their lines',
    file: 'people/write-person.js',
    before: 'if (hadCalling && !hasCalling) {',
    after: 'if (false) {',
  },
];

/** After how many calls the model finds the fault. Throws where it does not. */
export async function findFault({ file, before, after }: Fault, seed: number): Promise<number> {
  const build = await patchedDist({ [`phone-numbers/${file}`]: { [before]: after } });
  try {
    const real = await RealRecord.start(dirname(build.main));
    try {
      return await divergence(real, seed);
    } finally {
      await real.stop();
    }
  } finally {
    await build.remove();
  }
}

async function divergence(real: RealRecord, seed: number): Promise<number> {
  try {
    await runSequences(real, { seed, runs: 60, shrinks: false });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    if (cause?.code === 'ERR_ASSERTION') return real.calls;
    throw error;
  }
  throw new Error('The fault was not found');
}
