import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Nanoseconds that all threads of a process have run. 0 where it has ended. */
export function processorTime(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.reduce((sum, thread) => sum + ranFor(`/proc/${pid}/task/${thread}/schedstat`), 0);
  } catch {
    return 0;
  }
}

function ranFor(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ')[0]);
  } catch {
    // The thread has just ended.
    return 0;
  }
}

/** Nanoseconds that the PostgreSQL processes have run which serve the connections to a database. */
export function databaseTime(postmaster: number, database: string): number {
  return childrenOf(postmaster)
    .filter((pid) => commandOf(pid).includes(` ${database} `))
    .reduce((sum, pid) => sum + processorTime(pid), 0);
}

/** The most memory that the process has had since the last call, in MiB. */
export function peakMemory(pid: number): number {
  const kib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
  // Sets the peak back to what it has now (proc(5)).
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return kib / 1024;
}

/** What the process has now, in MiB. */
export function residentMemory(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

/** What the processes have together in MiB, what they share counted once. */
export function memoryTogether(pids: number[]): number {
  return pids.reduce((sum, pid) => sum + proportionalKib(pid), 0) / 1024;
}

function proportionalKib(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]);
}

export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text ? text.split(' ').map(Number) : [];
}

/** PostgreSQL writes there whom a process serves: `postgres: role database [local] idle`. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
