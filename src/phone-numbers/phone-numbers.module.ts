import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: [AssignmentsService],
  exports: [AssignmentsService],
})
export class PhoneNumbersModule {}
