import { Logger } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { violatedConstraint } from '../../database/driver-error.js';
import { runPrepared } from '../../database/prepared-statement.js';
import { recordChange, type NewChange } from '../record/record-change.js';
import { ClockBehind } from '../record/record.errors.js';
import { ruleBehind } from './backstops.js';
import { CLOSE, INSTANT, OPEN } from './carry-out.js';
import { PLAN } from './plan.js';
import { RuleBroken } from './rule-broken.js';
import { BROKEN_RULES, RULES } from './rules.js';
import type { WantedLine } from './wanted-line.js';

export interface LinesToWrite {
  wanted: readonly WantedLine[];
  /** Ids of the current assignments that they stand in for: what is not among the wanted lines ends. */
  replaced: readonly string[];
}

/** Whether anything was written, and when. */
export type Written = { changed: false } | { changed: true; at: Date };

const RELATIONS = `
WITH wanted AS (
  SELECT x.*, x.organization_id AS organization_key, x.holder_id AS holder_key, x.organization_id AS holder_organization_id,
         1 AS answer, NULL::timestamptz AS erased_at, NULL::text AS routing_prefix, NULL::integer AS list_position,
         NULL::timestamptz AS held_since,
         l.organization_id AS location_organization_id, p.organization_id AS number_organization_id,
         p.location_id AS number_location_id
    FROM jsonb_to_recordset($1::jsonb) AS x ("row" bigint, kind text, organization_id uuid, holder_id uuid,
           phone_number_id bigint, e164 text, location_id uuid, extension text, line text, provider text,
           receives_calls boolean, is_default boolean, label text, ring_pattern text)
    LEFT JOIN locations l ON l.id = x.location_id
    LEFT JOIN phone_numbers p ON p.id = x.phone_number_id),
replaced AS (SELECT a.* FROM number_assignments a WHERE a.id = ANY ($2::bigint[]) AND a.valid_to IS NULL)`;

// The rows of PLAN, handed back as one parameter.
const plan = (parameter: string): string => `
plan AS (
  SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS x (organization_id uuid, holder_id uuid, phone_number_id bigint,
    replaced_id bigint, held_since timestamptz(3), "row" bigint, kind text, location_id uuid, extension text, line text,
    provider text, receives_calls boolean, is_default boolean, label text, ring_pattern text, list_position integer,
    effect text))`;

// $1 is the instant.
const CARRIED = `WITH ${plan('$2')}, change_rows AS (SELECT $3::bigint AS id, $4::uuid AS organization_id)`;

const STATEMENTS = {
  broken: {
    name: 'broken_rules',
    text: `${RELATIONS} SELECT "row", rule FROM (${BROKEN_RULES}) b ORDER BY rule, "row"`,
  },
  plan: { name: 'line_plan', text: `${RELATIONS} ${PLAN}` },
  instant: { name: 'line_instant', text: `WITH ${plan('$1')} ${INSTANT}` },
  close: { name: 'line_close', text: `${CARRIED} ${CLOSE}` },
  // A number that nobody has goes into the inventory of who takes it.
  take: {
    name: 'line_take',
    text: `WITH ${plan('$1')}
      UPDATE phone_numbers p SET organization_id = n.organization_id FROM plan n
       WHERE p.id = n.phone_number_id AND n.effect = 'open' AND p.organization_id IS NULL`,
  },
  open: { name: 'line_open', text: `${CARRIED} ${OPEN}` },
};

const logger = new Logger('LineWriter');

/**
 * Puts the wanted lines in the place of the replaced ones at one instant, under the locks that the caller holds, with one
 * row in `changes`. Writes nothing when nothing would change, unless `alsoChanges` says that the caller changes more.
 * Throws RuleBroken, ClockBehind.
 */
export async function writeLines(
  client: ClientBase,
  { wanted, replaced }: LinesToWrite,
  change: NewChange,
  alsoChanges = false,
): Promise<Written> {
  const relations = [JSON.stringify(wanted.map(asRow)), replaced];
  const [broken] = await runPrepared<{ row: string; rule: number }>(client, STATEMENTS.broken, relations);
  if (broken) throw new RuleBroken(RULES[broken.rule]!.code, wanted[Number(broken.row) - 1]);
  const rows = await runPrepared<{ effect: string }>(client, STATEMENTS.plan, relations);
  if (!alsoChanges && rows.every(({ effect }) => effect === 'keep')) return { changed: false };
  try {
    return { changed: true, at: await carryOut(client, JSON.stringify(rows), change) };
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
  const rows = await runPrepared(client, STATEMENTS.plan, ['[]', lineIds]);
  return carryOut(client, JSON.stringify(rows), change);
}

/**
 * Carries out the rows of a plan, as JSON, at one instant, which it answers. `settle` runs when what ends has ended and
 * nothing has begun. Throws ClockBehind.
 */
export async function carryOut(
  client: ClientBase,
  planRows: string,
  change: NewChange,
  settle?: () => Promise<void>,
): Promise<Date> {
  const [instant] = await runPrepared<{ at: Date; ahead: boolean }>(client, STATEMENTS.instant, [planRows]);
  const { at, ahead } = instant!;
  if (ahead) throw new ClockBehind();
  const changeId = await recordChange(client, { ...change, at });
  const values = [at, planRows, changeId, change.organizationId];
  await runPrepared(client, STATEMENTS.close, values);
  await settle?.();
  await runPrepared(client, STATEMENTS.take, [planRows]);
  await runPrepared(client, STATEMENTS.open, values);
  return at;
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
