import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { accessRuleOf, type AccessRule, type Way } from './access.decorators.js';
import { MissingRole, MissingScope, Unauthenticated } from './auth.errors.js';
import { forceRuleOf } from './force.js';
import type { Principal } from './principal.js';

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
    assertOpen(rule, principal);
    const toForce = forceRuleOf(context);
    if (toForce) assertOpen([toForce], principal);
    return true;
  }
}

/** Throws MissingScope or MissingRole: what keeps the caller from the way of their role, or from the last one. */
function assertOpen(ways: Exclude<AccessRule, 'public'>, caller: Principal): void {
  const closed = ways.map((way) => ({ roleFits: hasRole(caller, way), fault: faultOf(way, caller) }));
  if (closed.some(({ fault }) => !fault)) return;
  throw (closed.find(({ roleFits }) => roleFits) ?? closed.at(-1)!).fault!;
}

function faultOf(way: Way, caller: Principal): MissingScope | MissingRole | undefined {
  const { scopes = [] } = way;
  if (!scopes.every((scope) => caller.scopes.has(scope))) return new MissingScope(scopes);
  return hasRole(caller, way) ? undefined : new MissingRole(way.roles);
}

const hasRole = ({ roles }: Principal, way: Way): boolean => way.roles.some((role) => roles.has(role));
