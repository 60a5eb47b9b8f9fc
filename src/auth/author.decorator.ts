import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isForced } from './force.js';

/** Gives a handler who changes something, and in which call, as the record keeps it; only on a route that is not public. */
export const Author = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { principal, id, raw } = context.switchToHttp().getRequest<FastifyRequest>();
  const { subject, issuer, organization } = principal!;
  const call = { trackingId: id, traceId: raw.trace?.traceId };
  const author = { way: 'api' as const, subject, issuer, ...call, actingOrganization: organization };
  return isForced(context) ? { ...author, overridesRest: true } : author;
});
