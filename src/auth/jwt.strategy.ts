import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy, type SecretOrKeyProvider, type StrategyOptionsWithRequest } from 'passport-jwt';
import { TENANT } from '../settings/issuers/issuers-file.js';
import { isSignedBy } from './algorithms.js';
import { callerFrom } from './caller-claims.js';
import { claimName } from './claims.js';
import type { TokenCaller } from './principal.js';
import { CLOCK_SKEW_SECONDS } from './registered-claims.js';
import { SigningKeys, type Generation } from './signing-keys.js';
import { strictJsonObject } from './strict-json.js';
import { bearerToken, checkToken, type KeyChoice } from './token-gate.js';
import { algorithmsOf, TOKEN_TRUST, type TokenTrust } from './trust.js';
import { VerifiedTokens } from './verified-tokens.js';

/** A token that has passed the gate, and the keys of that moment. */
interface Gated {
  token: string;
  choice: KeyChoice;
  keys: Generation;
}

/** passport-jwt behind the gate: it is handed only tokens of which nothing but the signature is open. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  private readonly gated: WeakMap<FastifyRequest, Gated>;

  constructor(
    @Inject(TOKEN_TRUST) private readonly trust: TokenTrust,
    private readonly signingKeys: SigningKeys,
    private readonly verifiedTokens: VerifiedTokens,
  ) {
    const gated = new WeakMap<FastifyRequest, Gated>();
    const options: StrategyOptionsWithRequest = {
      passReqToCallback: true,
      jwtFromRequest: (request: FastifyRequest) => gated.get(request)!.token,
      secretOrKeyProvider: keyProvider(signingKeys, gated),
      ...pinned(trust),
      jsonWebTokenOptions: { clockTolerance: CLOCK_SKEW_SECONDS },
    };
    super(options);
    this.gated = gated;
  }

  /** What the gate throws ends up in the guard's promise, as its refusal. */
  override authenticate(ofPassport: unknown, options?: unknown): void {
    // Its types know Express alone.
    const request = ofPassport as FastifyRequest;
    const token = bearerToken({ rawHeaders: request.raw.rawHeaders, query: request.query });
    const choice = checkToken(token, this.trust, Math.floor(Date.now() / 1000));
    this.gated.set(request, { token, choice, keys: this.signingKeys.generation });
    if (choice.alg === 'EdDSA') void this.checkEdDsa(request, token, choice);
    else super.authenticate(request as never, options);
  }

  /** The one signature that passport-jwt's library cannot check. */
  private async checkEdDsa(request: FastifyRequest, token: string, choice: KeyChoice): Promise<void> {
    try {
      const key = await this.signingKeys.keyFor(choice, token);
      if (isSignedBy(token, key, 'EdDSA')) this.success(this.validate(request, claimsOf(token)));
      else this.fail(401);
    } catch (error) {
      this.error(error as Error);
    }
  }

  validate(request: FastifyRequest, claims: Record<string, unknown>): TokenCaller {
    const { token, keys, choice } = this.gated.get(request)!;
    const caller = callerFrom(claims, choice.issuer);
    const { exp, iat, nbf } = claims;
    const { maxTokenAgeSeconds } = choice.issuer;
    this.verifiedTokens.remember(token, keys, { caller, times: { exp, iat, nbf }, maxTokenAgeSeconds });
    return caller;
  }
}

/** What passport-jwt compares once more after the gate, as far as it holds for every issuer. */
function pinned({ issuers }: TokenTrust): Pick<StrategyOptionsWithRequest, 'algorithms' | 'issuer' | 'audience'> {
  const isInAud = issuers.every(({ audience }) => claimName(audience.claim) === 'aud');
  const hasTenants = issuers.some(({ issuer }) => issuer.includes(TENANT));
  return {
    algorithms: [...new Set(issuers.flatMap(algorithmsOf))].filter((algorithm) => algorithm !== 'EdDSA'),
    issuer: hasTenants ? undefined : issuers.map(({ issuer }) => issuer),
    audience: isInAud ? issuers.flatMap(({ audience }) => audience.accepted) : undefined,
  };
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims] = token.split('.');
  return strictJsonObject(Buffer.from(claims!, 'base64url'));
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
