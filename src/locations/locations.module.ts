import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';

/** The workspaces face's locations, their main numbers, routing prefixes and connections to the PSTN. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [],
})
export class LocationsModule {}
