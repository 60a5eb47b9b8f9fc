import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS, type Settings } from '../settings/settings.js';
import { Draining } from './draining.js';
import { FailureAnswers } from './failure-answers.js';
import { PageCursors } from './page-cursor.js';
import { PageLinks } from './page-links.js';

export interface HttpOptions {
  settings: Settings;
  answers: FailureAnswers;
  draining: Draining;
  cursors: PageCursors;
}

/** What the edge shares with the rest of the application. */
@Global()
@Module({})
export class HttpModule {
  static register({ settings, answers, draining, cursors }: HttpOptions): DynamicModule {
    return {
      module: HttpModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: FailureAnswers, useValue: answers },
        { provide: Draining, useValue: draining },
        { provide: PageCursors, useValue: cursors },
        PageLinks,
      ],
      exports: [SETTINGS, FailureAnswers, Draining, PageCursors, PageLinks],
    };
  }
}
