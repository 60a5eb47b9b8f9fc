import type { MeasuredServer, Starting, Which } from './measured-server.js';
import type { RecordCopy, Records } from './record/open-records.js';
import type { RecordName, RecordPlan } from './record/record-plan.js';
import type { Figures, Variant } from './rounds.js';

/** One figure that has a target. */
export interface Row {
  what: string;
  target: string;
  /** As it is printed. */
  figure: string;
  /** Undefined: it could not be measured; `note` says why. */
  met?: boolean;
  note?: string;
}

/** What a case measured: its rows of the table, and all figures behind them. */
export interface Outcome {
  rows: Row[];
  figures?: Record<string, Figures>;
  /** What a route costs in records of different sizes, in microseconds of CPU. */
  curves?: Curve[];
  /** SVG files by their names. */
  pictures?: Record<string, string>;
  /** Anything else for the result file. */
  more?: unknown;
}

export interface Curve {
  route: string;
  points: { numbers: number; micros: number }[];
}

/** What a case works with. */
export interface Bench {
  quick: boolean;
  rounds: number;
  /** Rows of the import. */
  importRows: number;
  records: Records;
  /** The record of the large organizations: `large`, or with --quick `small`. */
  main: RecordName;
  plan: RecordPlan;
  postmaster: number;
  folder: string;
  /** The copy of a record that all cases of this run share. */
  copyOf(record: RecordName): Promise<RecordCopy>;
  /** Starts a server on the copy of a record; one that a case asks for again is the same. */
  server(which: Which, record?: RecordName): Promise<MeasuredServer>;
  /** Starts one of its own, which the case stops. */
  start(which: Which, starting?: Partial<Starting>): Promise<MeasuredServer>;
  inTurn(variants: Variant[], seconds?: number): Promise<Record<string, Figures>>;
}

export interface BenchCase {
  name: string;
  run: (bench: Bench) => Promise<Outcome>;
}

/** A figure of at least, or of at most. */
export function row(
  what: string,
  value: number,
  target: { least?: number; most?: number },
  unit = '',
  note?: string,
): Row {
  const { least, most } = target;
  const met = least !== undefined ? value >= least : value <= most!;
  const limit = least !== undefined ? `≥ ${least}` : `≤ ${most}`;
  return {
    what,
    target: unit ? `${limit} ${unit}` : limit,
    figure: unit ? `${shown(value)} ${unit}` : shown(value),
    met,
    note,
  };
}

/** What could not be measured. */
export const missing = (what: string, target: string, note: string): Row => ({ what, target, figure: '–', note });

/** Three digits; what is compared with a failure is no number. */
export const shown = (value: number): string =>
  !Number.isFinite(value) ? 'failed' : Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
