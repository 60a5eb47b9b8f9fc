import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DomainError } from '../errors/domain.error.js';
import { Overloaded } from '../errors/overloaded.js';

// The average of so long a time that nothing which happens once is taken for it: neither the start, nor a pause of the
// machine. Work in turns never holds the event loop for a tenth of it.
const MOST_LOOP_DELAY_MS = 1_000;
const SAMPLE_MS = 3_000;
/** What says how the process is, also while it is busy. */
const ALWAYS_ANSWERED = /^\/(health\/|metrics$)/;

/** Refuses requests while there are too many, before a token is looked at: to refuse must cost next to nothing. */
export function shedLoad(fastify: FastifyInstance, overload: () => DomainError | undefined): void {
  const isShed = ({ routeOptions: { url } }: FastifyRequest): boolean => !url || !ALWAYS_ANSWERED.test(url);
  fastify.addHook('onRequest', (request, _reply, done) => {
    const refusal = overload();
    done(refusal && isShed(request) ? refusal : undefined);
  });
  void fastify.register(underPressure, {
    maxEventLoopDelay: MOST_LOOP_DELAY_MS,
    sampleInterval: SAMPLE_MS,
    pressureHandler: (request) =>
      isShed(request) ? Promise.reject(new Overloaded('The server cannot keep up; try again later')) : undefined,
  });
}
