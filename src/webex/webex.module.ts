import { Module } from '@nestjs/common';
import { Pages } from './pages.js';

/** What the resources of the workspaces face share. */
@Module({ providers: [Pages], exports: [Pages] })
export class WebexModule {}
