import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Role } from './principal.js';

const ACCESS_RULE = 'linebook:access-rule';

/** Who may enter a route: everybody, or a caller with one of the roles and all of the scopes. */
export type AccessRule = 'public' | { scopes: readonly string[]; roles: readonly Role[] };

/** Anybody may enter, without a token. */
export const Public = () => SetMetadata<string, AccessRule>(ACCESS_RULE, 'public');

/** A caller with one of these roles may enter. */
export const RequiresRole = (...roles: readonly [Role, ...Role[]]) => restricted({ scopes: [], roles });

/** A caller whose token has every one of the scopes, and who has one of the roles, may enter. */
export const RequiresScope = (
  scopes: string | readonly [string, ...string[]],
  { roles }: { roles: readonly [Role, ...Role[]] },
) => restricted({ scopes: [scopes].flat(), roles });

function restricted(rule: AccessRule) {
  return applyDecorators(SetMetadata(ACCESS_RULE, rule), ApiBearerAuth('bearerAuth'));
}

type Targets = Parameters<Reflector['getAllAndOverride']>[1];

/** The rule of the first target that states one: a handler, then its controller. */
export function accessRuleOf(reflector: Reflector, targets: Targets): AccessRule | undefined {
  return reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, targets);
}

/** Gives a handler the Principal; only on a route that is not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<FastifyRequest>().principal;
});
