import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { LookupService } from './lookup/lookup.service.js';

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: [AssignmentsService, LookupService],
  exports: [AssignmentsService, LookupService],
})
export class PhoneNumbersModule {}
