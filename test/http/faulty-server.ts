import { patchedDist, type Patches } from '../patched-dist.js';
import { startServer, type ServerOptions, type TestServer } from '../start-server.js';

/** With a server of a build that has faults in it: the negative control of a defence. */
export async function withFaults(
  patches: Patches,
  work: (faulty: TestServer) => Promise<void>,
  options: Omit<ServerOptions, 'main'> = {},
): Promise<void> {
  const build = await patchedDist(patches);
  try {
    const faulty = await startServer({ ...options, main: build.main });
    try {
      await work(faulty);
    } finally {
      await faulty.stop();
    }
  } finally {
    await build.remove();
  }
}
