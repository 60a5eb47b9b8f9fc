import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';

/** The workspaces face's organizations, and the licences that they have bought. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [],
})
export class AccountModule {}
