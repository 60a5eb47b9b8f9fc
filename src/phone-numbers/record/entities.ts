import { Change } from './change.entity.js';
import { Licence, UserLicence } from './licence.entity.js';
import { Location } from './location.entity.js';
import { NumberAssignment } from './number-assignment.entity.js';
import { Organization } from './organization.entity.js';
import { OrganizationAlias } from './organization-alias.entity.js';
import { Partnership } from './partnership.entity.js';
import { PhoneNumber } from './phone-number.entity.js';
import { User } from './user.entity.js';
import { Workspace } from './workspace.entity.js';

/** The tables of the record. */
export const RECORD_ENTITIES = [
  Organization,
  OrganizationAlias,
  Partnership,
  Location,
  Licence,
  User,
  UserLicence,
  Workspace,
  PhoneNumber,
  NumberAssignment,
  Change,
];
