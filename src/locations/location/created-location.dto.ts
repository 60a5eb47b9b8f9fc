import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { webexId } from '../../ids/webex-id.js';

/** The location that was made, or that got calling. */
@ApiSchema({ name: 'CreatedLocation' })
export class CreatedLocation {
  @ApiProperty({
    type: String,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of the location.',
  })
  id: string;

  static of(locationUuid: string): CreatedLocation {
    return { id: webexId('LOCATION', locationUuid) };
  }
}

/** A whole answer for the document. */
export const CREATED_LOCATION_EXAMPLE = CreatedLocation.of('a8289722-1b80-41b7-9678-0e77ae8c1098');
