import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Gives a handler who changes something, and in which call, as the record keeps it; only on a route that is not public. */
export const Author = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { principal, id } = context.switchToHttp().getRequest<FastifyRequest>();
  const { subject, issuer, organization } = principal!;
  return { way: 'api' as const, subject, issuer, trackingId: id, actingOrganization: organization };
});
