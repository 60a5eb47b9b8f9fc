import { ID_FORM } from '../ids/webex-id.js';

/** The organization of a path, for the document. */
export const ORGANIZATION_ID = {
  name: 'organizationId',
  schema: { type: 'string', ...ID_FORM },
  description: 'The organization: 24 hexadecimal digits, or a UUID.',
} as const;
