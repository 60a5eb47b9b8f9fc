import type { Curve } from './bench-case.js';

// A picture without a library: what each route costs, by how many numbers others have, both axes logarithmic.

const [WIDTH, HEIGHT] = [860, 480];
const AREA = { left: 70, right: 620, top: 30, bottom: 420 };
const COLOURS = ['#1b6ca8', '#d1495b', '#3a7d44', '#8e5ea2', '#e08e0b', '#4a4a4a', '#00a6a6', '#a0522d', '#6b8e23'];

export function plot(curves: Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = scale(
    points.map(({ numbers }) => numbers),
    AREA.left,
    AREA.right,
  );
  const y = scale(
    points.map(({ micros }) => micros),
    AREA.bottom,
    AREA.top,
  );
  const grid = [
    ...x.powers.map((power) => line(x.at(power), AREA.top, x.at(power), AREA.bottom)),
    ...x.powers.map((power) => text(x.at(power), AREA.bottom + 18, power.toLocaleString('en'), 'middle')),
    ...y.powers.map((power) => line(AREA.left, y.at(power), AREA.right, y.at(power))),
    ...y.powers.map((power) => text(AREA.left - 6, y.at(power) + 4, power.toLocaleString('en'), 'end')),
  ];
  const drawn = curves.map(({ route, points: of }, i) => {
    const colour = COLOURS[i % COLOURS.length]!;
    const path = of.map(({ numbers, micros }) => `${x.at(numbers).toFixed(1)},${y.at(micros).toFixed(1)}`).join(' ');
    const key = AREA.top + 12 + i * 22;
    return [
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<rect x="640" y="${key - 9}" width="14" height="10" fill="${colour}"/>`,
      text(660, key, route, 'start'),
    ].join('\n');
  });
  return picture(WIDTH, HEIGHT, [
    text(AREA.left, 18, 'CPU of server and database per request, in µs, for an organization of five', 'start'),
    ...grid,
    ...drawn,
    text((AREA.left + AREA.right) / 2, HEIGHT - 18, 'numbers in the record', 'middle'),
  ]);
}

function scale(values: number[], from: number, to: number) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number): number => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { at, powers: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;

const text = (x: number, y: number, said: string, anchor: string): string =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}">${escaped(said)}</text>`;

export const escaped = (said: string): string =>
  said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A whole SVG file on white. */
export function picture(width: number, height: number, parts: string[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`;
  return `${[head, `<rect width="${width}" height="${height}" fill="white"/>`, ...parts, '</svg>'].join('\n')}\n`;
}
