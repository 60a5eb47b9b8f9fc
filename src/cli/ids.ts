import { organizationIdFrom, type OrganizationId } from '../ids/organization-id.js';
import { WrongUsage } from './usage.errors.js';

/** An option that names an organization, in any spelling. Throws WrongUsage. */
export function organizationOption(name: string, text: string): OrganizationId {
  const id = organizationIdFrom(text);
  if (!id)
    throw new WrongUsage(`${name} is no organization id: give 24 hex digits, a UUID, or the workspaces face's id`);
  return id;
}
