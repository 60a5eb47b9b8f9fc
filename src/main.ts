import 'reflect-metadata';
import cluster from 'node:cluster';
import { parseArgs } from 'node:util';
import { inForeground } from './foreground.js';
import { serve, serveAsWorker } from './serve.js';

// `npm start`, and each worker, whichever program started the primary.
await inForeground((toldToStop) => {
  if (cluster.isWorker) return serveAsWorker(toldToStop);
  const options = { embedded: { type: 'boolean' }, workers: { type: 'string' } } as const;
  return serve(parseArgs({ options }).values, toldToStop);
});
