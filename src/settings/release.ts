import { readFileSync } from 'node:fs';

const packageJson = new URL('../../package.json', import.meta.url);

/** The version of Linebook, as package.json says it, for example `0.2.0`. */
export const { version: RELEASE } = JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string };
