import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsTextFor } from '../../http/parsed-text.decorator.js';
import { LONGEST_ID } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import { hasAtMost, LONGEST_NAME, LONGEST_NOTES } from '../../phone-numbers/record/text-length.js';
import { LARGEST_CAPACITY, SUPPORTED_DEVICES, WORKSPACE_TYPES } from '../../phone-numbers/record/workspace.entity.js';

// The fields that a new workspace and an update have alike, each with its documentation and its check.

const HOTDESKING = ['on', 'off', 'none'] as const;
export type HotdeskingStatus = (typeof HOTDESKING)[number];
const optional = { required: false, nullable: true } as const;

export const IsLocationId = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: String, maxLength: LONGEST_ID, description }),
    IsOptional(),
    IsTextFor(locationUuidFrom, 'the id of a location'),
  );

export const IsCapacity = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: 'integer', minimum: 0, maximum: LARGEST_CAPACITY, description }),
    IsOptional(),
    IsInt(),
    Min(0),
    Max(LARGEST_CAPACITY),
  );

export const IsWorkspaceType = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: String, enum: [...WORKSPACE_TYPES, null], description }),
    IsOptional(),
    IsIn(WORKSPACE_TYPES),
  );

export const IsNotes = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: String, maxLength: LONGEST_NOTES, description }),
    IsOptional(),
    IsTextFor((text) => (hasAtMost(LONGEST_NOTES, text) ? text : undefined), `at most ${LONGEST_NOTES} characters`),
  );

export const IsSupportedDevices = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: String, enum: [...SUPPORTED_DEVICES, null], description }),
    IsOptional(),
    IsIn(SUPPORTED_DEVICES),
  );

export const IsHotdeskingStatus = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ ...optional, type: String, enum: [...HOTDESKING, null], description }),
    IsOptional(),
    IsIn(HOTDESKING),
  );

/** What a displayName has to be, for a text that goes on after "must be". */
export const A_NAME = `a text of 1 to ${LONGEST_NAME} characters`;

/** The text, if it names something. */
export function nameFrom(text: string): string | undefined {
  return hasAtMost(LONGEST_NAME, text) && text.trim() !== '' ? text : undefined;
}
