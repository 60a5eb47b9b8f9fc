import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isForced } from './force.js';

/** Gives a handler who changes something, and in which call, as the record keeps it; only on a route that is not public. */
export const Author = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { principal, id } = context.switchToHttp().getRequest<FastifyRequest>();
  const { subject, issuer, organization } = principal!;
  const author = { way: 'api' as const, subject, issuer, trackingId: id, actingOrganization: organization };
  return isForced(context) ? { ...author, overridesRest: true } : author;
});
