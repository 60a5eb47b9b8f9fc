import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { OrganizationsController } from './organization/organizations.controller.js';
import { OrganizationPhoneNumbersController } from './phone-numbers/organization-phone-numbers.controller.js';
import { OrganizationUsersController } from './users/organization-users.controller.js';

/** The organizations face: the API of a CRM over the record. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [OrganizationsController, OrganizationPhoneNumbersController, OrganizationUsersController],
})
export class OrganizationsModule {}
