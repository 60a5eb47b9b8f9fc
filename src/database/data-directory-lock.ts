import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const ASK_AGAIN_MS = 20;

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes the lock of this name, or answers undefined when another process has it.
 * It is an abstract unix socket: the kernel drops it with its process, however that ended, and no file stays behind.
 */
export async function tryLock(name: string): Promise<DirectoryLock | undefined> {
  const server = createServer((visitor) => visitor.destroy());
  try {
    // Exclusive, because a worker of node:cluster would share its primary's socket, and with it the lock.
    server.listen({ path: `\0${name}`, exclusive: true });
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
    throw error;
  }
  // A visitor that cannot be accepted (no file descriptor left) must not end the process.
  server.on('error', () => {});
  server.unref();
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Waits for the lock; undefined when it was not to be had in time. */
export async function waitForLock(name: string, withinMs: number): Promise<DirectoryLock | undefined> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const lock = await tryLock(name);
    if (lock || Date.now() > deadline) return lock;
    await sleep(ASK_AGAIN_MS);
  }
}
