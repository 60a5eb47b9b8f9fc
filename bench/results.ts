import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { shown, type Outcome, type Row } from './bench-case.js';
import type { Figures } from './rounds.js';

export interface CaseResult extends Outcome {
  name: string;
  seconds: number;
  /** Why it could not be measured. */
  failure?: string;
}

export interface Results {
  quick: boolean;
  commit: string;
  /** How long all of it took. */
  seconds: number;
  results: CaseResult[];
}

const FOLDER = 'bench/results';
const PAGE = 'docs/performance.md';
const PICTURES = 'docs/performance';
// The table of the last whole run stands between them.
const BEGIN = '<!-- figures: written by npm run bench -->';
const END = '<!-- end of figures -->';

/** Prints the figures of a case while the others still run. */
export function printRows({ rows, figures = {} }: Outcome): void {
  for (const [name, of] of Object.entries(figures)) console.log(figuresText(name, of));
  for (const { what, target, figure, met, note } of rows) {
    console.log(`  ${verdict(met)}  ${what}: ${figure} (${target})${note ? `; ${note}` : ''}`);
  }
}

function figuresText(name: string, { perSecond, p50, p99, serverMicros, databaseMicros, peakMib }: Figures): string {
  const rate = `${shown(perSecond.median)}/s (${shown(perSecond.min)} to ${shown(perSecond.max)})`;
  const times = `p50 ${shown(p50.median)} ms, p99 ${shown(p99.median)} ms`;
  const cpu = `CPU ${shown(serverMicros.median)} µs + database ${shown(databaseMicros.median)} µs`;
  return `  ${name}: ${rate}, ${times}, ${cpu}, peak ${shown(peakMib.median)} MiB`;
}

const verdict = (met: boolean | undefined): string => (met === undefined ? '?' : met ? 'met' : 'missed');

/** Prints the whole table, and writes it with all that was measured under bench/results. */
export async function writeResults(all: Results): Promise<void> {
  const table = markdown(all);
  console.log(`\n${table}`);
  await mkdir(FOLDER, { recursive: true });
  const name = `${FOLDER}/${all.commit.replaceAll(' ', '-')}${all.quick ? '-quick' : ''}`;
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version };
  const results = all.results.map(({ pictures: _pictures, ...rest }) => rest);
  await writeFile(`${name}.json`, `${JSON.stringify({ ...all, results, machine, at: new Date() }, undefined, 1)}\n`);
  await writeFile(`${name}.md`, table);
  for (const [picture, svg] of picturesOf(all)) await writeFile(`${name}-${picture}.svg`, svg);
  console.log(`written to ${name}.json, .md and .svg`);
}

/** Puts the table and the pictures into the documentation. */
export async function document(all: Results): Promise<void> {
  const page = await readFile(PAGE, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${PAGE} has not the lines ${BEGIN} and ${END}`);
  await writeFile(PAGE, `${page.slice(0, begin)}${BEGIN}\n\n${markdown(all)}\n${page.slice(end)}`);
  await mkdir(PICTURES, { recursive: true });
  for (const [picture, svg] of picturesOf(all)) await writeFile(`${PICTURES}/${picture}.svg`, svg);
  console.log(`written into ${PAGE}`);
}

const picturesOf = ({ results }: Results): [string, string][] =>
  results.flatMap(({ pictures = {} }) => Object.entries(pictures));

export function markdown({ commit, quick, seconds, results }: Results): string {
  const rows = results.flatMap((result) => result.rows);
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const cells = ({ what, target, figure, met, note = '' }: Row): string[] => [
    ...[what, target, figure, verdict(met), note.replaceAll('|', '/').replaceAll('\n', ' ')],
  ];
  return [
    `Commit ${commit}, ${quick ? 'the small record (--quick)' : 'the large record'}, ${Math.round(seconds / 60)} minutes.`,
    '',
    line(['case', 'target', 'measured', '', 'note']),
    line(['---', '---', '---', '---', '---']),
    ...rows.map((one) => line(cells(one))),
    '',
  ].join('\n');
}
