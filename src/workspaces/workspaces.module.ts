import { Module } from '@nestjs/common';
import { PhoneNumbersModule } from '../phone-numbers/phone-numbers.module.js';
import { WebexModule } from '../webex/webex.module.js';
import { WorkspaceNumbersUpdateController } from './numbers/workspace-numbers-update.controller.js';
import { WorkspaceNumbersController } from './numbers/workspace-numbers.controller.js';
import { NewWorkspaceController } from './workspace/new-workspace.controller.js';
import { WorkspacesController } from './workspace/workspaces.controller.js';
import { WorkspaceController } from './workspace/workspace.controller.js';

/** The workspaces face: the API of Webex Calling over the record. */
@Module({
  imports: [PhoneNumbersModule, WebexModule],
  controllers: [
    WorkspaceNumbersController,
    WorkspaceNumbersUpdateController,
    WorkspaceController,
    NewWorkspaceController,
    WorkspacesController,
  ],
})
export class WorkspacesModule {}
