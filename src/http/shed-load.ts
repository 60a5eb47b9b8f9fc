import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Overloaded, TOO_MANY_WAIT } from '../errors/overloaded.js';
import { sendRefusal } from './error.filter.js';
import type { FailureAnswers } from './failure-answers.js';
import { refusalOfDomain } from './refusal.js';
import { owesBody } from './sent-body.js';

// The average of so long a time that nothing which happens once is taken for it: neither the start, nor a pause of the
// machine. Work in turns never holds the event loop for a tenth of it.
const MOST_LOOP_DELAY_MS = 1_000;
const SAMPLE_MS = 3_000;
/** What says how the process is, also while it is busy. */
const ALWAYS_ANSWERED = /^\/(health\/|metrics$)/;

export interface LoadOptions {
  answers: FailureAnswers;
  /** Whether there is no room for another request. */
  isFull: () => boolean;
}

/**
 * Refuses requests while there are too many, before a token is looked at. Several times as many as can be served may come,
 * so a refusal must cost next to nothing: it passes Nest by, and is one error for all of them.
 */
export function shedLoad(fastify: FastifyInstance, { answers, isFull }: LoadOptions): void {
  const isShed = ({ routeOptions: { url } }: FastifyRequest): boolean => !url || !ALWAYS_ANSWERED.test(url);
  const full = refusalOfDomain(new Overloaded(TOO_MANY_WAIT));
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isShed(request) || !isFull()) return done();
    const refuse = (): void => sendRefusal(answers, full, request, reply);
    // A short body arrives with its head, and Node reads it in the same turn. Without it the connection would have to be closed, and
    // to open another one costs more than the refusal.
    if (owesBody(request.raw)) setImmediate(refuse);
    else refuse();
  });
  void fastify.register(underPressure, {
    maxEventLoopDelay: MOST_LOOP_DELAY_MS,
    sampleInterval: SAMPLE_MS,
    pressureHandler: (request) =>
      isShed(request) ? Promise.reject(new Overloaded('The server cannot keep up; try again later')) : undefined,
  });
}
