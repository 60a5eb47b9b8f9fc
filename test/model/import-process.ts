import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Import } from './calls.js';
import { fileOf, type ImportSaid } from './import-model.js';

export interface ImportProcess {
  import(call: Import, trackingId: string): Promise<ImportSaid>;
  stop(): Promise<void>;
}

/** As whom the process imports. */
export const IMPORTER = 'cli:model';

/** Starts import-driver.mjs on a built dist/. */
export function startImports(dist: string, url: string): ImportProcess {
  const child = spawn(process.execPath, [resolve('test/model/import-driver.mjs'), dist, url], {
    env: { PATH: process.env.PATH },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<string, { resolve: (said: ImportSaid) => void; reject: (error: Error) => void }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { trackingId, said, failed } = JSON.parse(line) as { trackingId: string; said: ImportSaid; failed?: string };
    const asked = waiting.get(trackingId);
    // What is no verdict is never right, and no divergence either.
    if (failed === undefined) asked?.resolve(said);
    else asked?.reject(new Error(`the import failed: ${failed}`));
    waiting.delete(trackingId);
  });
  child.on('exit', () => waiting.forEach(({ reject }) => reject(new Error('the import process ended'))));
  return {
    import: ({ organization, entries }, trackingId) => {
      const asked = { organization, file: fileOf(entries), trackingId, subject: IMPORTER };
      const said = new Promise<ImportSaid>((resolve, reject) => waiting.set(trackingId, { resolve, reject }));
      child.stdin.write(`${JSON.stringify(asked)}\n`);
      return said;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
