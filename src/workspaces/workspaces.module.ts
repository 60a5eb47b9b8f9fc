import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WorkspaceNumbersController } from './numbers/workspace-numbers.controller.js';

/** The workspaces face: the API of Webex Calling over the record. */
@Module({
  imports: [PhoneNumbersModule],
  controllers: [WorkspaceNumbersController],
})
export class WorkspacesModule {}
