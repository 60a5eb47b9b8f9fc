#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/cli/linebook.js', import.meta.url);
if (!existsSync(program)) {
  console.error('Linebook is not built: run `npm run build` first');
  process.exit(2);
}
await import(program.href);
