import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { PersonLicencesController } from './licences/person-licences.controller.js';
import { PersonNumbersUpdateController } from './numbers/person-numbers-update.controller.js';
import { PersonNumbersController } from './numbers/person-numbers.controller.js';
import { PeopleController } from './people.controller.js';
import { PersonWritesController } from './person-writes.controller.js';

/** The workspaces face's people: who they are, and the numbers that they hold. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [
    PeopleController,
    PersonNumbersController,
    PersonNumbersUpdateController,
    PersonWritesController,
    PersonLicencesController,
  ],
})
export class PeopleModule {}
