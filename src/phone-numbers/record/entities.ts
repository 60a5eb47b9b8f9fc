import { Change } from './change.entity.js';
import { Location } from './location.entity.js';
import { NumberAssignment } from './number-assignment.entity.js';
import { Organization } from './organization.entity.js';
import { Partnership } from './partnership.entity.js';
import { PhoneNumber } from './phone-number.entity.js';
import { User } from './user.entity.js';
import { Workspace } from './workspace.entity.js';

/** The eight tables of the record. */
export const RECORD_ENTITIES = [
  Organization,
  Partnership,
  Location,
  User,
  Workspace,
  PhoneNumber,
  NumberAssignment,
  Change,
];
