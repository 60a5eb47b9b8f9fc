import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Face, Failure, FailureAnswer } from '../http/failure.js';
import { NumberConflict } from '../phone-numbers/record/number-conflict.js';
import { conflictDescription } from './conflict-description.js';

@ApiSchema({ name: 'WorkspaceErrorItem' })
export class WorkspaceErrorItem {
  @ApiProperty({
    type: String,
    example: 'No workspace exists with the provided id',
    description:
      'What was expected, or what to do. A conflict says here who has the number since when, and what is free.',
  })
  description: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    example: 4008,
    description: 'As in Webex Calling; absent where it has none.',
  })
  errorCode?: number;
}

/** Every refusal of this face: one more member, and a strict client reads none of it (workspaces contract, 3.5). */
@ApiSchema({ name: 'WorkspaceErrorResponse', description: 'Every refusal.' })
export class WebexErrorBody {
  @ApiProperty({ type: String, example: 'Workspace not found', description: 'What is wrong, for people.' })
  message: string;

  @ApiProperty({ type: [WorkspaceErrorItem], description: 'Exactly one.' })
  errors: WorkspaceErrorItem[];

  @ApiProperty({
    type: String,
    example: 'ROUTER_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d',
    description: 'Of this request, as in the header `trackingid`; its log line has it.',
  })
  trackingId: string;

  @ApiProperty({
    required: false,
    type: 'integer',
    example: 25024,
    description: 'On top as well for a body that cannot be read (25024) and a number that is in use already (25223).',
  })
  errorCode?: number;
}

@ApiSchema({ name: 'RoutingPrefixErrorMessage' })
export class RoutingPrefixErrorMessage {
  @ApiProperty({
    type: String,
    example: 'routingPrefix: another location of the organization has it',
    description: 'What is wrong, for people.',
  })
  description: string;

  @ApiProperty({ type: 'integer', enum: [5600], example: 5600, description: 'As in Webex Calling.' })
  code: number;
}

@ApiSchema({ name: 'RoutingPrefixErrorItem' })
export class RoutingPrefixErrorItem {
  @ApiProperty({ type: String, enum: ['400'], example: '400', description: 'The status.' })
  key: string;

  @ApiProperty({ type: [RoutingPrefixErrorMessage], description: 'Exactly one.' })
  message: RoutingPrefixErrorMessage[];
}

/** The vendor's other shape, in which one of its clients reads a routing prefix that is in use. */
@ApiSchema({ name: 'RoutingPrefixErrorResponse', description: 'Another location has the routing prefix.' })
export class RoutingPrefixErrorBody {
  @ApiProperty({ type: [RoutingPrefixErrorItem], description: 'Exactly one.' })
  error: RoutingPrefixErrorItem[];

  @ApiProperty({
    type: String,
    example: 'ROUTER_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d',
    description: 'Of this request, as in the header `trackingid`; its log line has it.',
  })
  trackingId: string;
}

const INCOMPLETE = 25008;
const UNREADABLE = 25024;
const NOT_AVAILABLE = 25089;

// Numbers that the vendor's clients know, by our own codes; where the contract names none there is none.
const ERROR_CODES: Record<string, number | undefined> = {
  workspace_without_calling: 4008,
  person_without_calling: 4008,
  location_unknown: 400,
  person_licence_unknown: 400000,
  calling_properties_missing: 400411,
  calling_licence_missing: 400411,
  licences_exclusive: 400404,
  invalid_idempotency_key: INCOMPLETE,
  invalid_parameter: INCOMPLETE,
  invalid_request: INCOMPLETE,
  invalid_body: INCOMPLETE,
  bad_number: INCOMPLETE,
  country_unknown: INCOMPLETE,
  ambiguous_number: INCOMPLETE,
  number_twice: INCOMPLETE,
  location_fixed: INCOMPLETE,
  location_name_too_long: INCOMPLETE,
  location_missing: INCOMPLETE,
  locations_differ: INCOMPLETE,
  line_missing: INCOMPLETE,
  phones_need_calling: INCOMPLETE,
  calling_type_fixed: INCOMPLETE,
  supported_devices_fixed: INCOMPLETE,
  licence_unknown: INCOMPLETE,
  missing_body: UNREADABLE,
  malformed_json: UNREADABLE,
  repeated_json_name: UNREADABLE,
  json_too_deep: UNREADABLE,
  number_not_in_location: NOT_AVAILABLE,
  number_not_held: NOT_AVAILABLE,
  number_is_primary: NOT_AVAILABLE,
  number_is_main: NOT_AVAILABLE,
  number_is_mobile: NOT_AVAILABLE,
  number_held: NOT_AVAILABLE,
  // As the vendor's check of numbers says it (2.4): taken outside of the organization, and in use within.
  number_not_available: 8361,
  number_in_inventory: 8363,
  // What the vendor's check of extensions says of a duplicate (2.4).
  extension_in_use: 9495,
  workspace_not_professional: 25409,
  second_inbound_holder: 8363,
};

/** Said on top as well, because some clients look there only. */
const TOP_ERROR_CODES: Record<string, number | undefined> = {
  second_inbound_holder: 25223,
  number_in_inventory: 25223,
};

/** A routing prefix that another location has. */
const PREFIX_IN_USE = 5600;

function answer({ code, message, details, cause, trackingId }: Failure): FailureAnswer {
  const description = cause instanceof NumberConflict ? conflictDescription(cause) : (details ?? message);
  if (code === 'routing_prefix_in_use') {
    const error = [{ key: '400', message: [{ description, code: PREFIX_IN_USE }] }];
    return { body: { error, trackingId } satisfies RoutingPrefixErrorBody };
  }
  const errors = [{ description, errorCode: ERROR_CODES[code] }];
  if (ERROR_CODES[code] !== UNREADABLE) {
    return { body: { message, errors, trackingId, errorCode: TOP_ERROR_CODES[code] } };
  }
  // In a header as well, which is where one client looks for it.
  const headers = { 'cisco-spark-error-codes': String(UNREADABLE) };
  return { body: { message, errors, trackingId, errorCode: UNREADABLE }, headers };
}

/** The workspaces face, as the HTTP edge sees it. */
export const WORKSPACES_FACE: Face = { prefix: '/v1/', render: answer };
