import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Role } from '../settings/roles.js';

const ACCESS_RULE = 'linebook:access-rule';
/** Where an operation of a document says who may enter: its ways, for programs that read it. */
export const ACCESS_EXTENSION = 'x-access';

/** A way into a route: one of the roles, and all of the scopes. */
export interface Way {
  scopes?: readonly string[];
  roles: readonly [Role, ...Role[]];
}

/** Who may enter a route: everybody, or a caller to whom one of the ways is open. */
export type AccessRule = 'public' | readonly [Way, ...Way[]];

/** Anybody may enter, without a token. */
export const Public = () => SetMetadata<string, AccessRule>(ACCESS_RULE, 'public');

/** A caller with one of these roles may enter. */
export const RequiresRole = (...roles: Way['roles']) => RequiresOneOf({ roles });

/** A caller whose token has the scope, or all of several ones, and who has one of the roles, may enter. */
export const RequiresScope = (scopes: string | readonly string[], { roles }: Pick<Way, 'roles'>) =>
  RequiresOneOf({ scopes: [scopes].flat(), roles });

/** A caller to whom one of these ways is open may enter. The commonest one last: strangers are told what it needs. */
export const RequiresOneOf = (...ways: readonly [Way, ...Way[]]) =>
  applyDecorators(
    SetMetadata<string, AccessRule>(ACCESS_RULE, ways),
    ApiBearerAuth('bearerAuth'),
    ApiExtension(ACCESS_EXTENSION, ways),
  );

type Targets = Parameters<Reflector['getAllAndOverride']>[1];

/** The rule of the first target that states one: a handler, then its controller. */
export function accessRuleOf(reflector: Reflector, targets: Targets): AccessRule | undefined {
  return reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, targets);
}

/** Gives a handler the Principal; only on a route that is not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<FastifyRequest>().principal;
});
