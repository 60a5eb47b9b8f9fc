import type { FastifyReply } from 'fastify';

/** An answer whose body is text already: as it was stored under an idempotency key, or as it will be. */
export interface TextAnswer {
  status: number;
  /** JSON, or empty. */
  body: string;
  replayed: boolean;
}

/** Sends it to the letter, and says so where it is a repetition. */
export function sendAnswer(reply: FastifyReply, { status, body, replayed }: TextAnswer): void {
  if (replayed) reply.header('idempotency-replayed', 'true');
  if (body) reply.header('content-type', 'application/json; charset=utf-8');
  reply.code(status).send(body || undefined);
}
