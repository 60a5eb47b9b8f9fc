import type { Case, Statement } from './refusals.js';
import * as scene from './record-scene.js';
import { edit, providerLine } from './record-scene.js';

const { GLOBEX, HQ, LEE, LOBBY, OPENED, CLOSED, FOREIGN, KIMS_ONCE } = scene;
const { SAMS_LINE, SAMS_EXTENSION, KIMS_CLOSED_LINE, GONES_CLOSED_LINE, DESKS_CLOSED_LINE } = scene;

const FEBRUARY = '2026-02-01T00:00:00Z';
const CLOSING = { valid_to: FEBRUARY, closed_by: CLOSED };
const HISTORY = ['tr_number_assignments_history'];

/** No two intervals of an inbound number overlap; closed rows included, so no unique index can see to it. */
export const OVERLAPS: Case[] = [
  {
    what: 'a closed interval over the end of another',
    statement: providerLine({ phone_number_id: KIMS_ONCE }, [4, 8]),
    refusedBy: ['ex_number_assignments_inbound'],
  },
  {
    what: 'an open interval that begins in the past of another',
    statement: providerLine({ phone_number_id: KIMS_ONCE }, [5]),
    refusedBy: ['ex_number_assignments_inbound'],
  },
  {
    what: 'an interval that begins where another ends',
    statement: providerLine({ phone_number_id: KIMS_ONCE }, [6]),
    refusedBy: [],
  },
  {
    what: 'an interval that ends where another begins',
    statement: providerLine({ phone_number_id: KIMS_ONCE }, [1, 2]),
    refusedBy: [],
  },
  {
    what: 'an overlap of a line that does not receive',
    statement: providerLine({ phone_number_id: KIMS_ONCE, receives_calls: false }, [4, 8]),
    refusedBy: [],
  },
];

/** Every column that a closed row has, with a value that nothing but the trigger refuses. */
export const CLOSED_COLUMNS: [column: string, line: number, value: unknown][] = [
  ['organization_id', KIMS_CLOSED_LINE, GLOBEX],
  ['user_id', KIMS_CLOSED_LINE, LEE],
  ['workspace_id', DESKS_CLOSED_LINE, LOBBY],
  ['phone_number_id', KIMS_CLOSED_LINE, FOREIGN],
  ['location_id', KIMS_CLOSED_LINE, HQ],
  ['extension', DESKS_CLOSED_LINE, '301'],
  ['line', DESKS_CLOSED_LINE, 'alternate'],
  ['provider', KIMS_CLOSED_LINE, 'twilio'],
  ['receives_calls', KIMS_CLOSED_LINE, false],
  ['is_default', KIMS_CLOSED_LINE, true],
  ['label', KIMS_CLOSED_LINE, 'Home'],
  ['ring_pattern', DESKS_CLOSED_LINE, 'NORMAL'],
  ['held_since', KIMS_CLOSED_LINE, '2026-01-01T00:00:00Z'],
  ['list_position', KIMS_CLOSED_LINE, 5],
  ['valid_from', KIMS_CLOSED_LINE, '2026-01-03T00:00:00Z'],
  ['valid_to', KIMS_CLOSED_LINE, FEBRUARY],
  ['opened_by', KIMS_CLOSED_LINE, CLOSED],
  ['closed_by', KIMS_CLOSED_LINE, OPENED],
  ['continues', KIMS_CLOSED_LINE, true],
  ['continued', KIMS_CLOSED_LINE, true],
];

const line = (id: number, columns: Record<string, unknown>): Statement => edit('number_assignments', id, columns);

/** A closed interval never changes, and an open one is only ever closed. */
export const REWRITES: Case[] = [
  ...CLOSED_COLUMNS.map(([column, id, value]) => ({
    what: `another ${column} of a closed line`,
    statement: line(id, { [column]: value }),
    refusedBy: HISTORY,
  })),
  {
    what: 'opening a closed line again',
    statement: line(KIMS_CLOSED_LINE, { valid_to: null, closed_by: null }),
    refusedBy: HISTORY,
  },
  ...Object.entries({
    label: 'Home',
    is_default: false,
    receives_calls: false,
    list_position: 5,
    held_since: '2026-01-01T00:00:00Z',
    valid_from: '2026-01-11T00:00:00Z',
  }).map(([column, value]) => ({
    what: `another ${column} of an open line`,
    statement: line(SAMS_LINE, { [column]: value }),
    refusedBy: HISTORY,
  })),
  {
    what: 'another extension of an open line',
    statement: line(SAMS_EXTENSION, { extension: '201' }),
    refusedBy: HISTORY,
  },
  {
    what: 'closing and changing at once',
    statement: line(SAMS_LINE, { ...CLOSING, label: 'Home' }),
    refusedBy: HISTORY,
  },
  { what: 'closing', statement: line(SAMS_LINE, CLOSING), refusedBy: [] },
  {
    what: 'DELETE of an open line',
    statement: { sql: `DELETE FROM number_assignments WHERE id = ${SAMS_LINE}` },
    refusedBy: HISTORY,
  },
  {
    what: 'DELETE of a closed line',
    statement: { sql: `DELETE FROM number_assignments WHERE id = ${KIMS_CLOSED_LINE}` },
    refusedBy: HISTORY,
  },
  {
    what: 'TRUNCATE',
    statement: { sql: 'TRUNCATE number_assignments' },
    refusedBy: ['tr_number_assignments_no_truncate'],
  },
];

/** The one exception: a label goes with the person whom an erasure took. */
export const ERASURES: Case[] = [
  {
    what: 'the label of an erased user',
    statement: line(GONES_CLOSED_LINE, { label: null }),
    refusedBy: [],
  },
  {
    what: 'the label of a user who is not erased',
    statement: line(KIMS_CLOSED_LINE, { label: null }),
    refusedBy: HISTORY,
  },
  {
    what: 'another label of an erased user',
    statement: line(GONES_CLOSED_LINE, { label: 'Home' }),
    refusedBy: HISTORY,
  },
  {
    what: 'the label of an erased user, and more',
    statement: line(GONES_CLOSED_LINE, { label: null, list_position: 5 }),
    refusedBy: HISTORY,
  },
  {
    what: "the label of an erased user, by giving somebody else's line to them",
    statement: line(KIMS_CLOSED_LINE, { label: null, user_id: scene.GONE }),
    refusedBy: HISTORY,
  },
];
