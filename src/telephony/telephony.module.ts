import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { LocationNumbersController } from './numbers/location-numbers.controller.js';
import { AVAILABLE_NUMBERS_CONTROLLERS } from './available/available-numbers.controller.js';
import { AvailableNumbersService } from './available/available-numbers.service.js';
import { EMPTY_LIST_CONTROLLERS } from './empty-lists.controller.js';
import { ValidationController } from './validation/validation.controller.js';
import { InventoryController } from './numbers/inventory.controller.js';

/** The workspaces face's inventory of numbers: what there is, what is free, what would be valid; and lists of what the record does not keep. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [
    InventoryController,
    LocationNumbersController,
    ValidationController,
    ...AVAILABLE_NUMBERS_CONTROLLERS,
    ...EMPTY_LIST_CONTROLLERS,
  ],
  providers: [AvailableNumbersService],
})
export class TelephonyModule {}
