import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { ProviderLinesService } from './assignments/provider-lines.service.js';

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: [AssignmentsService, ProviderLinesService],
  exports: [AssignmentsService, ProviderLinesService],
})
export class PhoneNumbersModule {}
