import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy, type SecretOrKeyProvider, type StrategyOptionsWithoutRequest } from 'passport-jwt';
import { principalFrom } from './caller-claims.js';
import type { Principal } from './principal.js';
import { CLOCK_SKEW_SECONDS } from './registered-claims.js';
import { SigningKeys } from './signing-keys.js';
import { bearerToken, checkToken, type KeyChoice } from './token-gate.js';
import { algorithmsOf, TOKEN_TRUST, type TokenTrust } from './trust.js';

/** passport-jwt behind the gate: it is handed only tokens of which nothing but the signature is open. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    @Inject(TOKEN_TRUST) private readonly trust: TokenTrust,
    signingKeys: SigningKeys,
  ) {
    const choices = new WeakMap<FastifyRequest, KeyChoice>();
    const options: StrategyOptionsWithoutRequest = {
      // What it throws ends up in the guard's promise, as its refusal.
      jwtFromRequest: (request: FastifyRequest) => {
        const token = bearerToken({ rawHeaders: request.raw.rawHeaders, query: request.query });
        choices.set(request, checkToken(token, trust, Math.floor(Date.now() / 1000)));
        return token;
      },
      secretOrKeyProvider: keyProvider(signingKeys, choices),
      algorithms: [...algorithmsOf(trust)],
      issuer: trust.issuer,
      audience: trust.audience,
      jsonWebTokenOptions: { clockTolerance: CLOCK_SKEW_SECONDS },
    };
    super(options);
  }

  validate(claims: Record<string, unknown>): Principal {
    return principalFrom(claims, this.trust);
  }
}

/** Callback style: passport-jwt does not await its provider, and a rejection would end the process. */
function keyProvider(signingKeys: SigningKeys, choices: WeakMap<FastifyRequest, KeyChoice>): SecretOrKeyProvider {
  return (request: FastifyRequest, token: string, done) => {
    signingKeys.keyFor(choices.get(request)!, token).then(
      // A KeyObject, which the types do not know: a text would be parsed again for each token.
      (key) => done(null, key as unknown as Buffer),
      (error: unknown) => done(error),
    );
  };
}
