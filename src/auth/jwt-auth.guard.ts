import { Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard, type AuthGuardAuthenticateOptions } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain.error.js';
import { accessRuleOf } from './access.decorators.js';
import { Unauthenticated } from './auth.errors.js';
import { KnownAliases } from './known-aliases.js';
import type { TokenCaller } from './principal.js';
import { bearerToken } from './token-gate.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Every route but the public ones needs a valid token; the Principal is then at `request.principal`. */
@Injectable()
export class JwtAuthGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifiedTokens: VerifiedTokens,
    private readonly knownAliases: KnownAliases,
  ) {
    super();
  }

  override canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = accessRuleOf(this.reflector, [context.getHandler(), context.getClass()]);
    if (rule === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerToken({ rawHeaders: request.raw.rawHeaders, query: request.query });
    const known = this.verifiedTokens.find(token);
    if (known) return this.letIn(request, known);
    return (super.canActivate(context) as Promise<boolean>).then(() => this.letIn(request, request.tokenCaller!));
  }

  /** Makes the Principal; an organization that its issuer has another name for is looked up. Throws Unauthenticated. */
  private letIn(request: FastifyRequest, caller: TokenCaller): true | Promise<true> {
    const { organization } = caller;
    if (!('externalId' in organization)) {
      request.principal = { ...caller, organization };
      return true;
    }
    return this.knownAliases.organizationOf(organization).then((known) => {
      request.principal = { ...caller, organization: known };
      return true;
    });
  }

  override getAuthenticateOptions(): AuthGuardAuthenticateOptions {
    return { session: false, property: 'tokenCaller' };
  }

  override handleRequest<Caller>(error: unknown, caller: Caller | false, info: unknown): Caller {
    if (caller) return caller;
    // What went wrong with the keys arrives as `info`, like a bad signature: an outage must not become a 401.
    const refusal = [error, info].find((reason) => reason instanceof DomainError);
    // The gate has checked all else, so whatever passport-jwt refuses itself, it refuses for the signature.
    throw refusal ?? (error as Error | null) ?? new Unauthenticated('The signature of the token is not valid');
  }
}
