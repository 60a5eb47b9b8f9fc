import { escaped, picture } from './plot.js';

// A profile of Node as a picture: a box per function, as wide as the share of the time in it and in what it calls.

const WIDTH = 1_200;
const ROW = 17;
const NARROWEST = 1.5;
const PER_LETTER = 6.6;
// Neither says anything of what the server does.
const LEFT_OUT = ['(idle)', '(program)'];
// By whose code it is.
const COLOURS: [RegExp, string][] = [
  [/node_modules\/(pg|pg-[^/]+)\//, '#7fb069'],
  [/node_modules\/typeorm\//, '#b5c99a'],
  [/node_modules\/@nestjs\//, '#e26d5c'],
  [/node_modules\/(fastify|@fastify|avvio|find-my-way|pino|sonic-boom|light-my-request)[^/]*\//, '#f2a65a'],
  [/node_modules\//, '#e8c07d'],
  [/^node:|^$/, '#b8b8d1'],
  [/dist\//, '#5aa9e6'],
];

/** What `node --cpu-prof` writes. */
export interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
}

interface Box {
  name: string;
  url: string;
  micros: number;
  called: Map<string, Box>;
}

export function flameGraph(profile: Profile): string {
  const root = boxes(profile);
  const parts: string[] = [];
  const deepest = draw(root, { x: 0, depth: 0, perMicro: WIDTH / root.micros, total: root.micros }, parts);
  return picture(WIDTH, (deepest + 1) * ROW + 4, parts);
}

/** The tree of calls, those of one function from the same place put together. */
function boxes({ nodes, samples, timeDeltas }: Profile): Box {
  const own = new Map<number, number>();
  samples.forEach((id, i) => own.set(id, (own.get(id) ?? 0) + Math.max(0, timeDeltas[i]!)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const visit = (id: number, parent: Box): number => {
    const { callFrame, children = [] } = byId.get(id)!;
    const { functionName, url, lineNumber } = callFrame;
    if (LEFT_OUT.includes(functionName)) return 0;
    const key = `${functionName} ${url} ${lineNumber}`;
    const box = parent.called.get(key) ?? { name: functionName || '(anonymous)', url, micros: 0, called: new Map() };
    parent.called.set(key, box);
    const micros = (own.get(id) ?? 0) + children.reduce((sum, child) => sum + visit(child, box), 0);
    box.micros += micros;
    return micros;
  };
  const root: Box = { name: 'all', url: '', micros: 0, called: new Map() };
  root.micros = visit(nodes[0]!.id, root);
  return root;
}

interface Place {
  x: number;
  depth: number;
  perMicro: number;
  total: number;
}

/** Draws a box and what it calls below it; answers the deepest row. */
function draw(box: Box, place: Place, parts: string[]): number {
  const { x, depth, perMicro, total } = place;
  const width = box.micros * perMicro;
  if (width < NARROWEST) return depth - 1;
  const share = ((100 * box.micros) / total).toFixed(1);
  const where = box.url.replace(/^file:\/\/.*?\/(dist|node_modules)\//, '$1/');
  const title = `<title>${escaped(`${box.name} ${where}: ${share} %`)}</title>`;
  const rect = `<rect x="${x.toFixed(1)}" y="${depth * ROW + 2}" width="${(width - 0.5).toFixed(1)}" height="${ROW - 1}" fill="${colourOf(where)}"/>`;
  const fits = Math.floor(width / PER_LETTER);
  const label =
    fits > 2
      ? `<text x="${(x + 2).toFixed(1)}" y="${depth * ROW + 14}">${escaped(box.name.slice(0, fits))}</text>`
      : '';
  parts.push(`<g>${title}${rect}${label}</g>`);
  let [at, deepest] = [x, depth];
  for (const called of [...box.called.values()].toSorted((a, b) => b.micros - a.micros)) {
    deepest = Math.max(deepest, draw(called, { ...place, x: at, depth: depth + 1 }, parts));
    at += called.micros * perMicro;
  }
  return deepest;
}

const colourOf = (url: string): string => COLOURS.find(([pattern]) => pattern.test(url))?.[1] ?? '#cccccc';
