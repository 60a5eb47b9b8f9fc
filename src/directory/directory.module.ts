import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { HistoryController } from './phone-numbers/history.controller.js';
import { ListedNumbersController } from './phone-numbers/listed-numbers.controller.js';
import { NextNumberController } from './phone-numbers/next-number.controller.js';
import { PlacementController } from './phone-numbers/placement.controller.js';
import { PhoneNumberController } from './phone-numbers/phone-number.controller.js';

/** The directory face: what is known of a number, for administrators. No vendor has the like. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [
    ListedNumbersController,
    PhoneNumberController,
    HistoryController,
    NextNumberController,
    PlacementController,
  ],
})
export class DirectoryModule {}
