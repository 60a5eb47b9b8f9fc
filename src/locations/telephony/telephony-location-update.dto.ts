import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsBoolean, IsOptional } from 'class-validator';
import { IsObjectOf } from '../../http/nested-object.decorator.js';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import type { LocationChanges } from '../../phone-numbers/locations/location-settings.service.js';
import { LONGEST_WRITTEN_NUMBER, writtenNumberFrom } from '../../phone-numbers/record/e164.js';
import { LONGEST_NAME } from '../../phone-numbers/record/text-length.js';
import { given, IsClearableText } from '../location/location-fields.js';

const LONGEST_LANGUAGE = 32;
const PREFIX = /^[0-9]{1,7}$/;
const DIAL_DIGIT = /^[0-9]{1,1}$/;
const CLEARS = 'Null clears it.';
const digits = (form: RegExp, description: string, example: string) =>
  ({ required: false, nullable: true, type: String, pattern: form.source, description, example }) as const;
const matching = (form: RegExp) => (text: string) => (form.test(text) ? text : undefined);

/** The main number of a location, and what is shown beside it. */
@ApiSchema({ name: 'CallingLineIdUpdate', description: 'What is left out, or null, stays as it is.' })
export class CallingLineIdUpdate {
  @IsClearableText(LONGEST_NAME, 'Shown beside the main number.')
  name?: string | null;

  @ApiProperty({
    required: false,
    nullable: true,
    type: String,
    maxLength: LONGEST_WRITTEN_NUMBER,
    description: 'The main number: of the inventory of the location, in E.164 or as it is written in its country.',
  })
  @IsOptional()
  @IsTextFor(writtenNumberFrom, 'a phone number')
  phoneNumber?: string | null;
}

/** What changes of the calling of a location (workspaces contract, 2.8). */
@ApiSchema({
  name: 'TelephonyLocationUpdate',
  description: 'What is left out stays as it is; the members that can only be read may be sent along.',
})
export class TelephonyLocationUpdate {
  @ApiProperty({ required: false, nullable: true, type: CallingLineIdUpdate, description: 'Null: as it is.' })
  @IsOptional()
  @IsObjectOf(() => CallingLineIdUpdate)
  callingLineId?: CallingLineIdUpdate | null;

  @ApiProperty(digits(PREFIX, `1 to 7 digits before each extension; one location has it. ${CLEARS}`, '1234'))
  @IsOptional()
  @IsTextFor(matching(PREFIX), '1 to 7 digits')
  routingPrefix?: string | null;

  @ApiProperty(digits(DIAL_DIGIT, `The digit before a number outside. ${CLEARS}`, '9'))
  @IsOptional()
  @IsTextFor(matching(DIAL_DIGIT), 'one digit')
  outsideDialDigit?: string | null;

  @ApiProperty({ required: false, nullable: true, type: Boolean, description: 'Whether it has to be dialled.' })
  @IsOptional()
  @IsBoolean()
  enforceOutsideDialDigit?: boolean | null;

  @IsClearableText(LONGEST_NAME, `Shown to those outside who are called. ${CLEARS}`)
  externalCallerIdName?: string | null;

  @IsClearableText(LONGEST_LANGUAGE, `For example en_us. ${CLEARS}`)
  announcementLanguage?: string | null;

  /** In the core's words. */
  static changesOf({ callingLineId, ...sent }: TelephonyLocationUpdate): LocationChanges {
    const { externalCallerIdName, announcementLanguage } = sent;
    const number = callingLineId?.phoneNumber;
    return given({
      routingPrefix: sent.routingPrefix,
      outsideDialDigit: sent.outsideDialDigit,
      enforcesOutsideDialDigit: sent.enforceOutsideDialDigit ?? undefined,
      externalCallerName: externalCallerIdName === '' ? null : externalCallerIdName,
      announcementLanguage: announcementLanguage === '' ? null : announcementLanguage,
      callerName: callingLineId?.name || undefined,
      mainNumber: number ? { number, place: 'callingLineId.phoneNumber' } : undefined,
    });
  }
}

/** The location that gets calling; every other member of a location may be sent along. */
@ApiSchema({ name: 'NewTelephonyLocation', description: 'The location that gets calling.' })
export class NewTelephonyLocation {
  @ApiProperty({
    type: String,
    maxLength: LONGEST_ID,
    example: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA',
    description: 'Id of the location.',
  })
  @IsTextFor(locationUuidFrom, 'the id of a location')
  id: string;

  @IsClearableText(LONGEST_LANGUAGE, 'For example en_us. Left out: as it is.')
  announcementLanguage?: string | null;
}

/** Whole bodies for the document. */
export const TELEPHONY_UPDATE_EXAMPLES = {
  main: { summary: 'Give it a main number', value: { callingLineId: { phoneNumber: '+12145553567' } } },
  prefix: {
    summary: 'Give it a routing prefix and a digit for numbers outside',
    value: { routingPrefix: '1234', outsideDialDigit: '9' },
  },
};
export const NEW_TELEPHONY_EXAMPLES = {
  enable: {
    summary: 'Give a location calling',
    value: { id: 'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E4Mjg5NzIyLTFiODAtNDFiNy05Njc4LTBlNzdhZThjMTA5OA' },
  },
};
