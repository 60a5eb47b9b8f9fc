import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { accessRuleOf } from './access.decorators.js';
import { MissingRole, MissingScope, Unauthenticated } from './auth.errors.js';

/** Compares the Principal with the route's rule. A route without a rule lets nobody in. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const rule = accessRuleOf(this.reflector, [context.getHandler(), context.getClass()]);
    // A bug, so 500: RouteRules refuses to start with such a route.
    if (!rule) throw new Error(`${context.getClass().name}.${context.getHandler().name} has no access rule`);
    if (rule === 'public') return true;
    const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!principal) throw new Unauthenticated();
    if (!rule.scopes.every((scope) => principal.scopes.has(scope))) throw new MissingScope(rule.scopes);
    if (!rule.roles.some((role) => principal.roles.has(role))) throw new MissingRole(rule.roles);
    return true;
  }
}
