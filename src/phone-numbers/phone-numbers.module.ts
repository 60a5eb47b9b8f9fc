import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { ConflictsService } from './assignments/conflicts.service.js';
import { ProviderLinesService } from './assignments/provider-lines.service.js';
import { LookupService } from './lookup/lookup.service.js';
import { WritesService } from './writes/writes.service.js';

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: [AssignmentsService, ConflictsService, LookupService, ProviderLinesService, WritesService],
  exports: [AssignmentsService, ConflictsService, LookupService, ProviderLinesService, WritesService],
})
export class PhoneNumbersModule {}
