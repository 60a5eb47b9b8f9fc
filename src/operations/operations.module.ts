import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';

/** What the people who run Linebook need: health now, metrics later. */
@Module({ controllers: [HealthController] })
export class OperationsModule {}
