import { applyDecorators, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';
import type { Way } from './access.decorators.js';

const FORCE_RULE = 'linebook:force-rule';

/** 400: `force` is neither true nor false. */
export class InvalidForce extends DomainError {
  constructor() {
    super({
      kind: 'invalid',
      code: 'invalid_parameter',
      message: 'Invalid force',
      details: 'Expected true or false',
    });
  }
}

/** The callers of a route to whom this way is open may give away a number that rests, by `?force=true`. */
export const MayForce = (way: Way) =>
  applyDecorators(
    SetMetadata<string, Way>(FORCE_RULE, way),
    ApiQuery({
      name: 'force',
      required: false,
      schema: { type: 'boolean', default: false },
      description:
        'An addition of Linebook: a number that rests is given away all the same, and the change says so. For ' +
        `${[`the role ${way.roles.join(' or ')}`, ...(way.scopes ?? []).map((scope) => `the scope \`${scope}\``)].join(' with ')}.`,
    }),
  );

/** What a forced request needs beside the rule of its route; undefined: it is none, or the route knows no force. */
export function forceRuleOf(context: ExecutionContext): Way | undefined {
  const rule = ruleOf(context);
  const force = rule && sentForce(context);
  return typeof force === 'string' && force.toLowerCase() === 'true' ? rule : undefined;
}

/** Whether the request is forced, as AccessGuard has allowed. Throws InvalidForce. */
export function isForced(context: ExecutionContext): boolean {
  const force = ruleOf(context) && sentForce(context);
  if (force === undefined || force === '') return false;
  if (typeof force !== 'string' || !/^(?:true|false)$/i.test(force)) throw new InvalidForce();
  return force.toLowerCase() === 'true';
}

const ruleOf = (context: ExecutionContext): Way | undefined =>
  Reflect.getMetadata(FORCE_RULE, context.getHandler()) as Way | undefined;

const sentForce = (context: ExecutionContext): unknown =>
  (context.switchToHttp().getRequest<FastifyRequest>().query as { force?: unknown }).force;
