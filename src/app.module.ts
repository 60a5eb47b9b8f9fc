import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AccessGuard } from './auth/access.guard.js';
import { AuthModule } from './auth/auth.module.js';
import { JwtAuthGuard } from './auth/jwt-auth.guard.js';
import type { TokenTrust } from './auth/trust.js';
import { DatabaseModule } from './database/database.module.js';
import { OutageInterceptor } from './database/outage.interceptor.js';
import { HttpModule } from './http/http.module.js';
import type { Draining } from './http/draining.js';
import { OperationsModule } from './operations/operations.module.js';

export interface AppOptions {
  trust: TokenTrust;
  dataSource: DataSource;
  /** Connection string of the same database. */
  databaseUrl: string;
  draining: Draining;
}

/** The composition root: every module, guard, pipe, filter and face by name. */
@Module({})
export class AppModule {
  static register({ trust, dataSource, databaseUrl, draining }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.register(dataSource, databaseUrl),
        AuthModule.register(trust),
        HttpModule.register({ draining }),
        OperationsModule,
      ],
      providers: [
        // In this order: who is it, may he enter.
        { provide: APP_GUARD, useExisting: JwtAuthGuard },
        { provide: APP_GUARD, useExisting: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: OutageInterceptor },
      ],
    };
  }
}
