import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { AccessGuard } from './auth/access.guard.js';
import { AccountModule } from './account/account.module.js';
import { AuthModule } from './auth/auth.module.js';
import { JwtAuthGuard } from './auth/jwt-auth.guard.js';
import type { TokenTrust } from './auth/trust.js';
import { DatabaseModule } from './database/database.module.js';
import { outageOf } from './database/driver-error.js';
import { DIRECTORY_FACE } from './directory/directory-error.body.js';
import { DirectoryModule } from './directory/directory.module.js';
import { FairUseModule } from './fair-use/fair-use.module.js';
import { RateLimitGuard } from './fair-use/rate-limit.guard.js';
import { ShareGuard } from './fair-use/share.guard.js';
import type { Shares } from './fair-use/shares.js';
import { BodyGuard } from './http/body.guard.js';
import { ErrorFilter } from './http/error.filter.js';
import { FailureAnswers } from './http/failure-answers.js';
import type { Face } from './http/failure.js';
import { HttpModule, type HttpOptions } from './http/http.module.js';
import { ObjectBodyPipe } from './http/object-body.pipe.js';
import { LocationsModule } from './locations/locations.module.js';
import { OperationsModule } from './operations/operations.module.js';
import { ORGANIZATIONS_FACE } from './organizations/organization-error.body.js';
import { OrganizationsModule } from './organizations/organizations.module.js';
import { PeopleModule } from './people/people.module.js';
import { aliasedOrganization } from './phone-numbers/tenants/aliases.queries.js';
import { SETTINGS, type Settings } from './settings/settings.js';
import { TelephonyModule } from './telephony/telephony.module.js';
import { WORKSPACES_FACE } from './webex/webex-error.body.js';
import { WorkspacesModule } from './workspaces/workspaces.module.js';

/** The first one also answers for the paths of no face. */
export const FACES: readonly [Face, ...Face[]] = [ORGANIZATIONS_FACE, WORKSPACES_FACE, DIRECTORY_FACE];

export interface AppOptions extends HttpOptions {
  trust: TokenTrust;
  dataSource: DataSource;
  /** Connection string of the same database. */
  databaseUrl: string;
  shares: Shares;
}

/** The composition root: every module, guard, pipe, filter and face by name. */
@Module({})
export class AppModule {
  static register({ trust, dataSource, databaseUrl, shares, ...edge }: AppOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.register(dataSource, databaseUrl),
        AuthModule.register(trust, (external) => aliasedOrganization(dataSource, external)),
        FairUseModule.register(shares),
        HttpModule.register(edge),
        OperationsModule,
        OrganizationsModule,
        WorkspacesModule,
        PeopleModule,
        LocationsModule,
        TelephonyModule,
        AccountModule,
        DirectoryModule,
      ],
      providers: [
        // In this order: who is it, how often do they ask, may they enter, what does the body say, is there a place.
        { provide: APP_GUARD, useExisting: JwtAuthGuard },
        { provide: APP_GUARD, useExisting: RateLimitGuard },
        { provide: APP_GUARD, useExisting: AccessGuard },
        {
          provide: APP_GUARD,
          inject: [SETTINGS],
          useFactory: ({ bodyLimitBytes }: Settings) => new BodyGuard(bodyLimitBytes, ({ principal }) => !principal),
        },
        { provide: APP_GUARD, useExisting: ShareGuard },
        { provide: APP_PIPE, useClass: ObjectBodyPipe },
        {
          provide: APP_FILTER,
          inject: [FailureAnswers, SETTINGS],
          // An outage of the database is a refusal with Retry-After, and never taken for a bug (500).
          useFactory: (answers: FailureAnswers, settings: Settings) => new ErrorFilter(answers, settings, outageOf),
        },
      ],
    };
  }
}
