import { readFileSync, writeFileSync } from 'node:fs';
import { VARIABLES } from './settings.js';

// Writes the table of docs/operations.md, which `npm run contracts` compares with what is committed.

const PAGE = 'docs/operations.md';
const BETWEEN = /(<!-- settings: written by `npm run generate` -->\n).*?(<!-- end of settings -->)/s;

const rows = Object.values<{ name: string; default?: string; sentence: string }>(VARIABLES).map(
  ({ name, default: byDefault, sentence }) =>
    `| \`${name}\` | ${byDefault ? `\`${byDefault}\`` : ''} | ${cell(sentence)} |`,
);
const table = ['| variable | default | what it is |', '|---|---|---|', ...rows].join('\n');

const page = readFileSync(PAGE, 'utf8');
if (!BETWEEN.test(page)) throw new Error(`${PAGE} has no place for the table of settings any more`);
writeFileSync(
  PAGE,
  page.replace(BETWEEN, (_all, begin: string, end: string) => `${begin}\n${table}\n\n${end}`),
);

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
