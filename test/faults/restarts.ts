import { setTimeout as sleep } from 'node:timers/promises';
import { createDatabase } from '../record-database.js';
import { startServer } from '../start-server.js';
import { FaultScene, type Seen } from './fault-scene.js';
import { RoundRobin } from './round-robin.js';

export interface RestartsOptions {
  restarts: number;
  perSecond: number;
  /** Of the proxy, per request. */
  tries?: number;
}

export interface RestartsSeen {
  requests: number;
  failed: Seen[];
  /** What the proxy had to send to the other instance. */
  refused: number;
  ended: number;
}

/** Two instances behind a proxy under a constant load are restarted in turn. */
export async function restartsUnderLoad({ restarts, perSecond, tries }: RestartsOptions): Promise<RestartsSeen> {
  const database = await createDatabase();
  const scene = await FaultScene.lay(database, { keepAlive: false });
  const instances = await Promise.all([startServer({ database }), startServer({ database })]);
  const urls = instances.map(({ url }) => url);
  const proxy = await RoundRobin.before(urls, { tries });
  const sent: Promise<Seen>[] = [];
  // Every kind but the write without a key, which nobody may send twice.
  const timer = setInterval(() => sent.push(scene.next(proxy.url, { repeatable: true })), 1_000 / perSecond);
  try {
    for (let restart = 0; restart < restarts; restart++) {
      await sleep(300);
      const instance = restart % instances.length;
      await instances[instance]!.stop();
      instances[instance] = await startServer({ database });
      proxy.replace(instance, instances[instance].url);
    }
    clearInterval(timer);
    const seen = await Promise.all(sent);
    const failed = seen.filter(({ status }) => status < 200 || status > 299);
    return { requests: seen.length, failed, ...proxy.tally };
  } finally {
    clearInterval(timer);
    proxy.close();
    scene.end();
    await Promise.all(instances.map((instance) => instance.stop()));
    await database.drop();
  }
}
