import type { BenchCase } from '../bench-case.js';
import { growth, intervals, sizes } from './growth.js';
import { imports } from './import.js';
import { freeNumbers, longLists, smallLists, unchanged, yearAgo } from './lists.js';
import { demo, flame, start } from './start.js';
import { workers, workspaceNumbers } from './workspace.js';
import { processes, writes } from './writes.js';

/** In the order of the table. */
export const CASES: BenchCase[] = [
  { name: 'growth', run: growth },
  { name: 'intervals', run: intervals },
  { name: 'workspace', run: workspaceNumbers },
  { name: 'workers', run: workers },
  { name: 'lists', run: smallLists },
  { name: 'long-lists', run: longLists },
  { name: 'unchanged', run: unchanged },
  { name: 'writes', run: writes },
  { name: 'processes', run: processes },
  { name: 'at', run: yearAgo },
  { name: 'free', run: freeNumbers },
  { name: 'start', run: start },
  { name: 'import', run: imports },
  // Not in the table: the pictures of docs/performance.md.
  { name: 'sizes', run: sizes },
  { name: 'flame', run: flame },
  // Last, because it may build again what the other cases run.
  { name: 'demo', run: demo },
];
