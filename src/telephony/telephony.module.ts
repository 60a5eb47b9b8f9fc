import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { LocationNumbersController } from './numbers/location-numbers.controller.js';
import { InventoryController } from './numbers/inventory.controller.js';

/** The workspaces face's inventory of numbers: what there is, what is free, what would be valid. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [InventoryController, LocationNumbersController],
})
export class TelephonyModule {}
