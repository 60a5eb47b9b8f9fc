import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { OrganizationPhoneNumbersController } from './phone-numbers/organization-phone-numbers.controller.js';

/** The organizations face: the API of a CRM over the record. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [OrganizationPhoneNumbersController],
})
export class OrganizationsModule {}
