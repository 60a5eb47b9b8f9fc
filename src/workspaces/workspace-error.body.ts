import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Face, Failure, FailureAnswer } from '../http/failure.js';

@ApiSchema({ name: 'WorkspaceErrorItem' })
export class WorkspaceErrorItem {
  @ApiProperty({ type: String, example: 'No workspace exists with the provided id' })
  description: string;

  @ApiProperty({ required: false, type: 'integer', example: 4008 })
  errorCode?: number;
}

/** Every refusal of this face: one more member, and a strict client reads none of it (workspaces contract, 3.5). */
@ApiSchema({ name: 'WorkspaceErrorResponse' })
export class WorkspaceErrorBody {
  @ApiProperty({ type: String, example: 'Workspace not found' })
  message: string;

  @ApiProperty({ type: [WorkspaceErrorItem] })
  errors: WorkspaceErrorItem[];

  @ApiProperty({ type: String, example: 'ROUTER_0f4b8d52-6a1e-4c43-8e1c-0f6f0a1b2c3d' })
  trackingId: string;

  @ApiProperty({ required: false, type: 'integer', example: 25024 })
  errorCode?: number;
}

// Numbers that the vendor's clients know, by our own codes; where the contract names none there is none.
const ERROR_CODES: Record<string, number | undefined> = {
  workspace_without_calling: 4008,
  invalid_parameter: 25008,
};

/** A body that is no JSON: said on top and in a header as well, which is where one client looks for it. */
const BODY_CODES = ['malformed_json', 'json_too_deep'];
const UNREADABLE_BODY = 25024;

function answer({ code, message, details, trackingId }: Failure): FailureAnswer {
  const description = details ?? message;
  if (!BODY_CODES.includes(code)) {
    return { body: { message, errors: [{ description, errorCode: ERROR_CODES[code] }], trackingId } };
  }
  const errorCode = UNREADABLE_BODY;
  return {
    body: { message, errors: [{ description, errorCode }], trackingId, errorCode },
    headers: { 'cisco-spark-error-codes': String(errorCode) },
  };
}

/** The workspaces face, as the HTTP edge sees it. */
export const WORKSPACES_FACE: Face = { prefix: '/v1/', render: answer };
