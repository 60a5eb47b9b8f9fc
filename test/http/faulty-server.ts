import { patchedDist, type Patches } from '../patched-dist.js';
import { onServer, type ServerOptions, type TestServer } from '../start-server.js';

/** With a server of a build that has faults in it: the negative control of a defence. */
export async function withFaults<T>(
  patches: Patches,
  work: (faulty: TestServer) => Promise<T>,
  options: Omit<ServerOptions, 'main'> = {},
): Promise<T> {
  const build = await patchedDist(patches);
  try {
    return await onServer(work, { ...options, main: build.main });
  } finally {
    await build.remove();
  }
}
