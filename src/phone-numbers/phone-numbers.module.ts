import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { CallingLinesService } from './assignments/calling-lines.service.js';
import { ConflictsService } from './assignments/conflicts.service.js';
import { ProviderLinesService } from './assignments/provider-lines.service.js';
import { WritesService } from './writes/writes.service.js';

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: [AssignmentsService, CallingLinesService, ConflictsService, ProviderLinesService, WritesService],
  exports: [AssignmentsService, CallingLinesService, ConflictsService, ProviderLinesService, WritesService],
})
export class PhoneNumbersModule {}
