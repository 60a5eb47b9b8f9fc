import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Draining } from './draining.js';

/** What the edge shares with the rest: whether the server is stopping. */
@Global()
@Module({})
export class HttpModule {
  static register({ draining }: { draining: Draining }): DynamicModule {
    return {
      module: HttpModule,
      providers: [{ provide: Draining, useValue: draining }],
      exports: [Draining],
    };
  }
}
