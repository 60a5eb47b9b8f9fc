import { writeFileSync } from 'node:fs';
import { VARIABLES } from './settings.js';

// Writes docs/settings.md, which `npm run contracts` compares with what is committed.

const rows = Object.values<{ name: string; default?: string; sentence: string }>(VARIABLES).map(
  ({ name, default: byDefault, sentence }) =>
    `| \`${name}\` | ${byDefault ? `\`${byDefault}\`` : ''} | ${cell(sentence)} |`,
);
const table = ['| variable | default | what it is |', '|---|---|---|', ...rows].join('\n');

writeFileSync(
  'docs/settings.md',
  `# Settings\n\nEvery variable that Linebook reads. Written from \`src/settings/settings.ts\` by \`npm run generate\`.\n\n${table}\n`,
);

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
