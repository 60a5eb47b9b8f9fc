import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccessGuard } from './access.guard.js';
import { JwtAuthGuard } from './jwt-auth.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { FIND_ALIASED, KnownAliases, type FindAliased } from './known-aliases.js';
import { RouteRules } from './route-rules.js';
import { SigningKeys } from './signing-keys.js';
import { TOKEN_TRUST, type TokenTrust } from './trust.js';
import { VerifiedTokens } from './verified-tokens.js';

/**
 * Tokens and access rules. The application makes the two guards global itself, JwtAuthGuard first: what stands
 * between them (the rate limit) is not this module's.
 */
@Module({})
export class AuthModule {
  /** `findAliased` looks into the record. */
  static register(trust: TokenTrust, findAliased: FindAliased): DynamicModule {
    return {
      module: AuthModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: TOKEN_TRUST, useValue: trust },
        { provide: FIND_ALIASED, useValue: findAliased },
        KnownAliases,
        SigningKeys,
        VerifiedTokens,
        JwtStrategy,
        JwtAuthGuard,
        AccessGuard,
        RouteRules,
      ],
      exports: [JwtAuthGuard, AccessGuard, RouteRules],
    };
  }
}
