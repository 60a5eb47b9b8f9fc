import { readdirSync, readFileSync, rmSync } from 'node:fs';

export default async function tearDown() {
  endServers(process.env.TEST_SERVERS);
  await globalThis.testDatabase.remove();
}

/** The servers that a failed test has left. */
function endServers(folder) {
  if (!folder) return;
  for (const pid of readdirSync(folder)) {
    try {
      // Another process may have the pid by now.
      if (/dist\/main\.js|bin\/linebook\.mjs/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')))
        process.kill(Number(pid), 'SIGKILL');
    } catch {
      // It has gone by itself.
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
