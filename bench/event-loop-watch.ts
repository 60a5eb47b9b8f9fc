import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded into a server ahead of it (`--import`): on SIGUSR2 it writes the longest time that its event loop was held since
// the last one, in milliseconds.

const RESOLUTION_MS = 1;
const file = process.env.EVENT_LOOP_WATCH!;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();

process.on('SIGUSR2', () => {
  // Renamed, so that nobody reads half of it.
  writeFileSync(`${file}.new`, String(Math.max(0, delays.max / 1e6 - RESOLUTION_MS)));
  renameSync(`${file}.new`, file);
  delays.reset();
});
