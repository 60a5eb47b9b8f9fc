import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';

/** The workspaces face's inventory of numbers: what there is, what is free, what would be valid. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [],
})
export class TelephonyModule {}
