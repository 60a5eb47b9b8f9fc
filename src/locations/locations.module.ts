import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';

/** The workspaces face's locations, their main numbers, routing prefixes and connections to the PSTN. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [],
})
export class LocationsModule {}
