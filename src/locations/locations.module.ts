import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { LocationPages } from './location-pages.js';
import { LocationsController } from './locations.controller.js';
import { LocationSettingsController } from './location/location-settings.controller.js';
import { PstnConnectionController } from './telephony/pstn-connection.controller.js';
import { TelephonyLocationController } from './telephony/telephony-location.controller.js';

/** The workspaces face's locations, their main numbers, routing prefixes and connections to the PSTN. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [LocationsController, LocationSettingsController, TelephonyLocationController, PstnConnectionController],
  providers: [LocationPages],
})
export class LocationsModule {}
