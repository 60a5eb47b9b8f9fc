import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { InvalidParameter } from '../../http/invalid-parameter.js';
import { booleanOf, choiceOf, idOf, textOf } from '../../http/query-values.js';
import { ID_FORM, LONGEST_ID } from '../../ids/webex-id.js';
import { locationUuidFrom } from '../../ids/workspace-location-id.js';
import { CALLING_TYPES, SUPPORTED_DEVICES, WORKSPACE_TYPES } from '../../phone-numbers/record/workspace.entity.js';
import type { WorkspaceView } from './workspace.dto.js';
import type { WorkspaceFilter } from '../../phone-numbers/workspaces/listed-workspaces.queries.js';

type Query = Record<string, unknown>;

const LONGEST_NAME = 256;
const CALENDARS = ['none', 'google', 'microsoft'] as const;
const PLATFORMS = ['cisco', 'microsoftTeamsRoom'] as const;
const HEALTH_LEVELS = ['error', 'warning', 'info', 'ok'] as const;
const MAINTENANCE = ['off', 'on', 'upcoming'] as const;
const LONGEST_ATTRIBUTE = 256;
const CAPACITY = /^(-1|\d{1,7})$/;

/** What a list of workspaces is asked for. */
export interface WorkspacesQuery {
  filter: WorkspaceFilter;
  /** False: it asks for something that the record does not keep, and that so none has. */
  mayBeAny: boolean;
}

/** Throws InvalidParameter. */
export function workspacesQueryOf(query: Query): WorkspacesQuery {
  const location = (name: string) => idOf(query, name, locationUuidFrom, 'the id of a location');
  const [newer, older] = [location('locationId'), location('workspaceLocationId')];
  const filter = {
    locationUuid: newer ?? older,
    name: textOf(query, 'displayName', LONGEST_NAME),
    callingType: choiceOf(query, 'calling', CALLING_TYPES),
    supportedDevices: choiceOf(query, 'supportedDevices', SUPPORTED_DEVICES),
    type: choiceOf(query, 'type', WORKSPACE_TYPES),
    capacity: capacityOf(query),
  };
  const mayBeAny =
    (newer === undefined || older === undefined || newer === older) &&
    textOf(query, 'floorId', LONGEST_ID) === undefined &&
    (choiceOf(query, 'calendar', CALENDARS) ?? 'none') === 'none' &&
    (choiceOf(query, 'devicePlatform', PLATFORMS) ?? 'cisco') === 'cisco' &&
    (choiceOf(query, 'plannedMaintenance', MAINTENANCE) ?? 'off') === 'off' &&
    choiceOf(query, 'healthLevel', HEALTH_LEVELS) === undefined &&
    textOf(query, 'customAttribute', LONGEST_ATTRIBUTE) === undefined &&
    booleanOf(query, 'deviceHostedMeetingsEnabled') !== true;
  return { filter, mayBeAny };
}

/** Throws InvalidParameter. */
export function workspaceViewOf(query: Query): WorkspaceView {
  return {
    devices: booleanOf(query, 'includeDevices') ?? false,
    capabilities: booleanOf(query, 'includeCapabilities') ?? false,
  };
}

function capacityOf(query: Query): number | undefined {
  const text = textOf(query, 'capacity', 16);
  if (text === undefined) return undefined;
  if (!CAPACITY.test(text)) throw new InvalidParameter('capacity', 'a whole number from -1');
  return Number(text);
}

const parameter = (name: string, schema: object, description: string) =>
  ApiQuery({ name, required: false, schema, description });
const word = (name: string, words: readonly string[], description: string) =>
  parameter(name, { type: 'string', enum: [...words] }, description);

/** The parameters that filter, for the document. */
export const ApiWorkspaceFilters = () =>
  applyDecorators(
    parameter('locationId', { type: 'string', ...ID_FORM }, 'Only in this location.'),
    parameter('workspaceLocationId', { type: 'string', ...ID_FORM }, 'The same, by the older id.'),
    parameter('displayName', { type: 'string', maxLength: LONGEST_NAME }, 'Only whose name has this, in any case.'),
    word('calling', CALLING_TYPES, 'Only of this calling type.'),
    word('supportedDevices', SUPPORTED_DEVICES, 'Only with these devices.'),
    word('type', WORKSPACE_TYPES, 'Only of this type; `notSet`: of which nothing is said.'),
    parameter(
      'capacity',
      { type: 'integer', minimum: -1, maximum: 9_999_999 },
      'Only for so many people; -1: of which nothing is said.',
    ),
    parameter('floorId', { type: 'string', maxLength: LONGEST_ID }, 'Only on this floor: the record knows of none.'),
    word('calendar', CALENDARS, 'Only with this calendar: all have `none`.'),
    word('devicePlatform', PLATFORMS, 'Only of this platform: all are `cisco`.'),
    parameter('deviceHostedMeetingsEnabled', { type: 'boolean' }, 'Only with such meetings: none has them.'),
    word('healthLevel', HEALTH_LEVELS, 'Only of this health: the record knows of none.'),
    word('plannedMaintenance', MAINTENANCE, 'Only with such maintenance: all are `off`.'),
    parameter(
      'customAttribute',
      { type: 'string', maxLength: LONGEST_ATTRIBUTE },
      'Only with this attribute: the record keeps none.',
    ),
  );

/** What a workspace is shown with, for the document. */
export const ApiWorkspaceView = () =>
  applyDecorators(
    parameter('includeDevices', { type: 'boolean' }, '`true`: with the empty list `devices`.'),
    parameter('includeCapabilities', { type: 'boolean' }, '`true`: with `capabilities`, of which there are none.'),
  );
