import { readFile, stat } from 'node:fs/promises';

// Counted from the field after the name, which is the third; see proc_pid_stat(5).
const STATE = 0;
const START_TIME = 22 - 3;

/**
 * The clock tick at which a process started; undefined when it is gone.
 * A pid alone says little: it is used again, and a dead process that nobody waited for (a zombie) keeps its own.
 */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (line === undefined) return undefined;
  // The name stands in parentheses and may itself hold any of them.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return 'ZX'.includes(fields[STATE]!) ? undefined : fields[START_TIME];
}

/** Whether this living process is a server of that cluster; every one of PostgreSQL's works in its data folder. */
export async function isServerOf(cluster: string, pid: number): Promise<boolean> {
  if ((await startTimeOf(pid)) === undefined) return false;
  try {
    const [folder, own] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(cluster)]);
    return folder.dev === own.dev && folder.ino === own.ino;
  } catch (error) {
    // A container's root without CAP_SYS_PTRACE may not see the folder of another uid's process, but its arguments.
    return isDenied(error) && (await argumentsOf(pid)).includes(cluster);
  }
}

function isDenied(error: unknown): boolean {
  return ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code!);
}

async function argumentsOf(pid: number): Promise<string[]> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
}
