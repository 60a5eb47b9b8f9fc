import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import type { Metrics } from './metrics.js';

const WANTED = 'linebook:metrics-wanted';
const ANSWERED = 'linebook:metrics';

interface Wanted {
  type: typeof WANTED;
  id: number;
}
interface Answered {
  type: typeof ANSWERED;
  id: number;
  /** Missing where a worker did not say its own in time. */
  text?: string;
}

/** What `/metrics` shows. */
export type MetricsPage = Pick<Metrics, 'contentType' | 'text'>;

/** In the primary, which alone can reach every worker: answers each of them with the metrics of all. */
export function answerMetricsOfAll(): void {
  const registry = new AggregatorRegistry();
  cluster.on('message', (worker, { type, id }: Wanted) => {
    if (type !== WANTED) return;
    const answer = (text?: string): void => {
      if (worker.isConnected()) worker.send({ type: ANSWERED, id, text } satisfies Answered);
    };
    registry.clusterMetrics().then(answer, () => answer());
  });
}

/** In a worker: whichever of them is asked shows what all have counted together. */
export function metricsOfAll(own: Metrics): MetricsPage {
  own.joinTheOthers();
  const waiting = new Map<number, (answer: Answered) => void>();
  process.on('message', (message: Answered) => {
    if (message.type !== ANSWERED) return;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  let id = 0;
  return {
    contentType: own.contentType,
    text: async () => {
      const { text } = await new Promise<Answered>((resolve) => {
        waiting.set(++id, resolve);
        process.send!({ type: WANTED, id } satisfies Wanted);
      });
      if (text === undefined) throw new Error('a worker did not say its metrics');
      return text;
    },
  };
}
