import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy, type SecretOrKeyProvider, type StrategyOptionsWithRequest } from 'passport-jwt';
import { principalFrom } from './caller-claims.js';
import type { Principal } from './principal.js';
import { CLOCK_SKEW_SECONDS } from './registered-claims.js';
import { SigningKeys, type KeySet } from './signing-keys.js';
import { bearerToken, checkToken, type KeyChoice } from './token-gate.js';
import { algorithmsOf, TOKEN_TRUST, type TokenTrust } from './trust.js';
import { VerifiedTokens } from './verified-tokens.js';

/** A token that has passed the gate, and the keys of that moment. */
interface Gated {
  token: string;
  choice: KeyChoice;
  keys: KeySet;
}

/** passport-jwt behind the gate: it is handed only tokens of which nothing but the signature is open. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  private readonly gated: WeakMap<FastifyRequest, Gated>;

  constructor(
    @Inject(TOKEN_TRUST) private readonly trust: TokenTrust,
    signingKeys: SigningKeys,
    private readonly verifiedTokens: VerifiedTokens,
  ) {
    const gated = new WeakMap<FastifyRequest, Gated>();
    const options: StrategyOptionsWithRequest = {
      passReqToCallback: true,
      // What it throws ends up in the guard's promise, as its refusal.
      jwtFromRequest: (request: FastifyRequest) => {
        const token = bearerToken({ rawHeaders: request.raw.rawHeaders, query: request.query });
        const choice = checkToken(token, trust, Math.floor(Date.now() / 1000));
        gated.set(request, { token, choice, keys: signingKeys.keySet });
        return token;
      },
      secretOrKeyProvider: keyProvider(signingKeys, gated),
      algorithms: [...algorithmsOf(trust)],
      issuer: trust.issuer,
      audience: trust.audience,
      jsonWebTokenOptions: { clockTolerance: CLOCK_SKEW_SECONDS },
    };
    super(options);
    this.gated = gated;
  }

  validate(request: FastifyRequest, claims: Record<string, unknown>): Principal {
    const principal = principalFrom(claims, this.trust);
    const { token, keys } = this.gated.get(request)!;
    const { exp, iat, nbf } = claims;
    this.verifiedTokens.remember(token, keys, { principal, times: { exp, iat, nbf } });
    return principal;
  }
}

/** Callback style: passport-jwt does not await its provider, and a rejection would end the process. */
function keyProvider(signingKeys: SigningKeys, gated: WeakMap<FastifyRequest, Gated>): SecretOrKeyProvider {
  return (request: FastifyRequest, token: string, done) => {
    signingKeys.keyFor(gated.get(request)!.choice, token).then(
      // A KeyObject, which the types do not know: a text would be parsed again for each token.
      (key) => done(null, key as unknown as Buffer),
      (error: unknown) => done(error),
    );
  };
}
