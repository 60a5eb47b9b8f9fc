import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { violatedConstraint } from '../../database/driver-error.js';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { changeValues, INSERT_CHANGE, recordChange, type NewChange } from '../record/record-change.js';
import { ClockBehind } from '../record/record.errors.js';
import { ruleBehind } from './backstops.js';
import { CLOSE, INSTANT, OPEN } from './carry-out.js';
import { PLAN } from './plan.js';
import { NumberResting, RESTING } from './resting.js';
import { RuleBroken } from './rule-broken.js';
import { broken, RULES_OF_CALLS } from './rules.js';
import type { WantedLine } from './wanted-line.js';

export interface LinesToWrite {
  wanted: readonly WantedLine[];
  /** Ids of the current assignments that they stand in for: what is not among the wanted lines ends. */
  replaced: readonly string[];
}

/** Whether anything was written, and when. */
export type Written = { changed: false } | { changed: true; at: Date };

const logger = new Logger('LineWriter');

/**
 * Puts the wanted lines in the place of the replaced ones at one instant, under the locks that the caller holds, with one
 * row in `changes`. Writes nothing when nothing would change, unless `alsoChanges` says that the caller changes more.
 * Throws RuleBroken, NumberResting, ClockBehind.
 */
export async function writeLines(
  client: ClientBase,
  lines: LinesToWrite,
  change: NewChange,
  alsoChanges = false,
): Promise<Written> {
  const { wanted } = lines;
  const decision = await decide(client, lines);
  if (decision.broken) {
    throw new RuleBroken(RULES_OF_CALLS[decision.broken.rule]!.code, wanted[decision.broken.row - 1]);
  }
  if (!alsoChanges && !decision.planRows) return { changed: false };
  const { resting } = decision;
  if (resting && !change.overridesRest) throw new NumberResting(wanted[resting.row - 1]?.place, resting.seconds);
  const details = resting ? { ...change.details, restOverridden: true } : change.details;
  try {
    return { changed: true, at: await carryOut(client, decision, { ...change, details }) };
  } catch (error) {
    const code = ruleBehind(error);
    if (!code) throw error;
    logger.error(`The constraint ${violatedConstraint(error)} had to refuse what no rule refused`);
    throw new RuleBroken(code, undefined, error);
  }
}

/**
 * Ends these current lines, with one row in `changes`, and answers at which instant; there may be none where the caller
 * changes something else. Throws ClockBehind.
 */
export async function endLines(client: ClientBase, lineIds: readonly string[], change: NewChange): Promise<Date> {
  const decision = await decide(client, { wanted: [], replaced: lineIds });
  return carryOut(client, { ...decision, planRows: ofChange(decision.planRows, change) }, change);
}

/** A number that is transferred ends where it was by a change of where it goes. */
function ofChange(planRows: string | null, { organizationId }: NewChange): string | null {
  if (planRows === null) return null;
  const rows = JSON.parse(planRows) as object[];
  return JSON.stringify(rows.map((row) => ({ ...row, organization_id: organizationId })));
}

interface Instant {
  at: Date;
  /** Too far ahead of the clock. */
  ahead: boolean;
}

interface Decision extends Instant {
  /** The first line that breaks the first of the rules: from 1, and which of RULES_OF_CALLS. */
  broken: { row: number; rule: number } | null;
  resting: { row: number; seconds: number } | null;
  /** The rows of PLAN that change something, as JSON; null: there are none. */
  planRows: string | null;
}

const DECIDE = preparedStatement(
  'decide_lines',
  `WITH wanted AS (
     SELECT x.*, x.organization_id AS organization_key, x.holder_id AS holder_key, NULL::integer AS list_position,
            NULL::timestamptz AS held_since, p.organization_id AS number_organization_id,
            p.location_id AS number_location_id
       FROM jsonb_to_recordset($1::jsonb) AS x ("row" bigint, kind text, organization_id uuid, holder_id uuid,
              phone_number_id bigint, e164 text, location_id uuid, extension text, line text, provider text,
              receives_calls boolean, is_default boolean, label text, ring_pattern text)
       LEFT JOIN phone_numbers p ON p.id = x.phone_number_id),
   replaced AS (
     SELECT a.* FROM unnest($2::bigint[]) i (id)
       JOIN LATERAL (SELECT * FROM number_assignments WHERE id = i.id OFFSET 0) a ON a.valid_to IS NULL),
   plan AS (${PLAN}),
   broken AS (${broken(RULES_OF_CALLS, 'call')}),
   resting AS (${RESTING}),
   instant AS (${INSTANT})
   SELECT (SELECT json_build_object('row', "row", 'rule', rule) FROM broken ORDER BY rule, "row" LIMIT 1) AS broken,
          (SELECT row_to_json(r) FROM resting r) AS resting,
          (SELECT json_agg(p)::text FROM plan p WHERE p.effect <> 'keep') AS "planRows", at, ahead
     FROM instant`,
);

/** What has to happen, whether it may, and when: read under the locks, and nothing is written yet. */
async function decide(client: ClientBase, { wanted, replaced }: LinesToWrite): Promise<Decision> {
  const [decision] = await runPrepared<Decision>(client, DECIDE, [JSON.stringify(wanted.map(asRow)), replaced]);
  return decision!;
}

// The rows of PLAN, handed back as one parameter.
const planIn = (parameter: string): string => `
   plan AS (SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS x (organization_id uuid, holder_id uuid,
     phone_number_id bigint, replaced_id bigint, held_since timestamptz(3), "row" bigint, kind text, location_id uuid,
     extension text, line text, provider text, receives_calls boolean, is_default boolean, label text, ring_pattern text,
     list_position integer, effect text))`;

// A number that nobody has goes into the inventory of who takes it.
const TAKE = `
UPDATE phone_numbers p SET organization_id = n.organization_id FROM plan n
 WHERE p.id = n.phone_number_id AND n.effect = 'open' AND p.organization_id IS NULL`;

// What opens reads what has closed, and so comes after it: unique indexes are asked row by row, foreign keys at the end.
const CARRY_OUT = preparedStatement(
  'carry_out_lines',
  `WITH ${planIn('$13')},
   change_rows AS (${INSERT_CHANGE}),
   taken AS (${TAKE}),
   closed AS (${CLOSE} RETURNING a.id),
   opened AS (
     WITH change_rows AS (SELECT c.* FROM change_rows c, (SELECT count(*) FROM closed) all_closed)
     ${OPEN})
   SELECT`,
);

/** Writes the change and what follows of it at one instant, which it answers. Throws ClockBehind. */
async function carryOut(client: ClientBase, { at, ahead, planRows }: Decision, change: NewChange): Promise<Date> {
  if (ahead) throw new ClockBehind();
  await runPrepared(client, CARRY_OUT, [...changeValues({ ...change, at }), planRows ?? '[]']);
  return at;
}

const PLAN_AND_CHANGE = `${planIn('$2')}, change_rows AS (SELECT $3::bigint AS id, $4::uuid AS organization_id)`;

/**
 * Carries out the rows of a plan, as JSON, step by step at one instant; `settle` runs when what ends has ended and
 * nothing has begun. Throws ClockBehind.
 */
export async function carryOutAround(
  client: ClientBase,
  planRows: string,
  change: NewChange,
  settle: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<Instant>(`WITH ${planIn('$1')} ${INSTANT}`, [planRows]);
  const { at, ahead } = rows[0]!;
  if (ahead) throw new ClockBehind();
  const changeId = await recordChange(client, { ...change, at });
  const values = [at, planRows, changeId, change.organizationId];
  await client.query(`WITH ${PLAN_AND_CHANGE} ${CLOSE}`, values);
  await settle();
  await client.query(`WITH ${PLAN_AND_CHANGE} ${OPEN}`, values);
}

/** As the statements name its columns; the row number is the line's place, from 1. */
function asRow(line: WantedLine, i: number) {
  return {
    row: i + 1,
    kind: line.kind,
    organization_id: line.organizationId,
    holder_id: line.holderId,
    phone_number_id: line.phoneNumberId,
    e164: line.e164,
    location_id: line.locationId,
    extension: line.extension,
    line: line.line,
    provider: line.provider,
    receives_calls: line.receivesCalls,
    is_default: line.isDefault,
    label: line.label,
    ring_pattern: line.ringPattern,
  };
}
