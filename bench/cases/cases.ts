import type { BenchCase } from '../bench-case.js';
import { workers, workspaceNumbers } from './workspace.js';

/** In the order of the table. */
export const CASES: BenchCase[] = [
  { name: 'workspace', run: workspaceNumbers },
  { name: 'workers', run: workers },
];
