import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { LicencesController } from './licences/licences.controller.js';
import { OrganizationsController } from './organizations/organizations.controller.js';

/** The workspaces face's organizations, and the licences that they have bought. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [OrganizationsController, LicencesController],
})
export class AccountModule {}
