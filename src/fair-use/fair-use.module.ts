import { Module, type DynamicModule } from '@nestjs/common';
import { RateLimitGuard } from './rate-limit.guard.js';
import { ShareGuard } from './share.guard.js';
import { Shares } from './shares.js';

/** How much of the server one caller and one organization may use. The application makes the two guards global itself. */
@Module({})
export class FairUseModule {
  static register(shares: Shares): DynamicModule {
    return {
      module: FairUseModule,
      providers: [{ provide: Shares, useValue: shares }, RateLimitGuard, ShareGuard],
      exports: [RateLimitGuard, ShareGuard],
    };
  }
}
