import { row, type Bench, type Outcome } from '../bench-case.js';
import { measureImport } from '../import.js';
import { onBothCores } from '../measured-server.js';

// How long locks may be held is said of so many rows.
const ROWS_OF_LOCKS = 100_000;

/** A users CSV against COPY of the same rows into the same tables and indexes. */
export async function imports(bench: Bench): Promise<Outcome> {
  const figures = await onBothCores(bench.postmaster, () => measureImport(bench.importRows));
  const { rows, imported, copied, isGood, growth, busy, idle } = figures;
  const ofLocks =
    bench.importRows <= ROWS_OF_LOCKS
      ? figures
      : await onBothCores(bench.postmaster, () => measureImport(ROWS_OF_LOCKS));
  const size = rows.toLocaleString('en');
  const note = `${imported.seconds.toFixed(1)} s against ${copied.toFixed(1)} s; ${growth} MiB more than a small file`;
  const neighbour = `its p99 ${busy.p99} ms, ${idle.p99} ms without an import`;
  const faults = idle.faults + busy.faults + (ofLocks === figures ? 0 : ofLocks.idle.faults + ofLocks.busy.faults);
  return {
    more: { figures, ofLocks },
    rows: [
      row(`import of ${size} rows: times COPY of the same rows`, imported.seconds / copied, { most: 1.5 }, '', note),
      row(`import of ${ofLocks.rows.toLocaleString('en')} rows: locks on users held`, ofLocks.locked, { most: 2 }, 's'),
      row('import: failed calls of somebody else meanwhile', faults, { most: 0 }, '', neighbour),
      row('import: as it must be (exit codes, memory)', isGood && ofLocks.isGood ? 1 : 0, { least: 1 }),
    ],
  };
}
