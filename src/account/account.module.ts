import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';

/** The workspaces face's organizations, and the licences that they have bought. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [],
})
export class AccountModule {}
