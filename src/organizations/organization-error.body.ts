import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Face, Failure } from '../http/failure.js';
import { NumberConflictBody } from './number-conflict.body.js';

/** The seed's own example. */
export const ORGANIZATION_ERROR_EXAMPLE = {
  error: 'Organization not found',
  details: 'No organization exists with the provided id',
};

/** Every refusal of this face (organizations contract, sections 1.3 and 4). */
@ApiSchema({ name: 'OrganizationErrorResponse', description: 'Every refusal.' })
export class OrganizationErrorBody {
  @ApiProperty({
    type: String,
    example: ORGANIZATION_ERROR_EXAMPLE.error,
    description: 'What is wrong, for people.',
  })
  error: string;

  @ApiProperty({
    required: false,
    type: String,
    example: ORGANIZATION_ERROR_EXAMPLE.details,
    description: 'One sentence more: what was expected, or what to do.',
  })
  details?: string;

  @ApiProperty({
    required: false,
    type: String,
    description: 'On a 409 only. Stable: branch on it, and expect that more come.',
  })
  code?: string;

  @ApiProperty({
    required: false,
    type: () => NumberConflictBody,
    description: 'On a 409 only, where the caller may read the holder.',
  })
  conflict?: NumberConflictBody;
}

/** The statuses to which the contract gives one text, whatever the reason is. */
const TEXTS: Record<number, string | undefined> = { 401: 'Invalid or expired token', 403: 'Forbidden' };

/** What did not work, where it is our fault; a text of the contract for each route. */
const FAULTS: Record<string, string | undefined> = {
  'GET /api/organizations/:organizationId/phone-numbers': 'Failed to list organization phone numbers',
  'POST /api/organizations/:organizationId/phone-numbers': 'Failed to assign phone number',
  'DELETE /api/organizations/:organizationId/phone-numbers/:targetUserId/:provider': 'Failed to remove phone number',
};

function bodyOf({ status, code, message, details, cause, method, route }: Failure): OrganizationErrorBody {
  // Of a token nothing is said but that it is not good, and of our faults nothing at all.
  if (status === 401) return { error: TEXTS[401]! };
  if (status === 500) return { error: FAULTS[`${method === 'HEAD' ? 'GET' : method} ${route}`] ?? message };
  if (status === 409) return { error: message, details, code, conflict: NumberConflictBody.of(cause) };
  return { error: TEXTS[status] ?? message, details };
}

/** The organizations face, as the HTTP edge sees it; it also words what belongs to no face. */
export const ORGANIZATIONS_FACE: Face = { prefix: '/api/', render: (failure) => ({ body: bodyOf(failure) }) };
