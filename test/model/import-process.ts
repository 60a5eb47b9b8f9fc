import { startLineProcess } from '../line-process.js';
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
  const driver = startLineProcess<ImportSaid>('test/model/import-driver.mjs', dist, url);
  return {
    import: ({ organization, entries }, id) =>
      driver.ask({ id, organization, file: fileOf(entries), subject: IMPORTER }),
    stop: () => driver.stop(),
  };
}
