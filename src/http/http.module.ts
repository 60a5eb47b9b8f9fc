import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { Draining } from './draining.js';
import { FailureAnswers } from './failure-answers.js';
import { PageLinks } from './page-links.js';

export interface HttpOptions {
  settings: Settings;
  answers: FailureAnswers;
  draining: Draining;
}

/** What the edge shares with the rest of the application. */
@Global()
@Module({})
export class HttpModule {
  static register({ settings, answers, draining }: HttpOptions): DynamicModule {
    return {
      module: HttpModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: FailureAnswers, useValue: answers },
        { provide: Draining, useValue: draining },
        PageLinks,
      ],
      exports: [SETTINGS, FailureAnswers, Draining, PageLinks],
    };
  }
}
