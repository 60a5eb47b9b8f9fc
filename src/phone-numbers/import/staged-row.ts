import { objectIdOfUuid, uuidOfObjectId } from '../../ids/derived-id.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import type { PstnConnection } from '../record/location.entity.js';
import type { Provider, RingPattern } from '../record/number-assignment.entity.js';
import type { NumberState } from '../record/phone-number.entity.js';
import type { CallingLicence, CallingType } from '../record/workspace.entity.js';

/** What a file may say of a location. */
export interface LocationDetails {
  locationName?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  routingPrefix?: string;
  address1?: string;
  address2?: string;
  city?: string;
  state?: string;
  postalCode?: string;
  timeZone?: string;
  preferredLanguage?: string;
  announcementLanguage?: string;
  latitude?: number;
  longitude?: number;
  notes?: string;
  pstnConnection?: PstnConnection;
}

/** Of whom a file lists lines: of users those at providers or their own telephones, or both, or of workspaces. */
export type Listed = 'user' | 'calling' | 'person' | 'workspace' | 'nothing';

/**
 * One row of a file, whatever its layout: an organization, a location or a holder of it, the
 * latter with at most one line, or a number of its inventory.
 * Undefined means that the file does not say it, which leaves it as it is.
 */
export interface StagedRow extends LocationDetails {
  /** Place in the file's order, from 1; all numbers of a range have that of the range. */
  row: number;
  /** The file of the import, from 0, and where the row begins in it, for the report. */
  file: number;
  fileLine: number;
  fileColumn: number;
  /**
   * Which answer of the import the row stands in; each answer is the whole truth about its holders. Undefined in a CSV,
   * which only adds and changes.
   */
  answer?: number;
  /** `refused`: it stands for one that does not hold, so that its answer is not taken for the whole truth. */
  kind: 'organization' | 'location' | 'user' | 'workspace' | 'number' | 'refused';
  /** Whose lines the file lists, be it none; of a holder: its kind where it is not said. */
  lists?: Listed;

  organizationUuid?: string;
  organizationObjectId?: string;
  /** The id of the other kind than the one that the file names, where it names one only. */
  organizationDerivedId?: string;
  organizationName?: string;

  /** Of a line; of a workspace or a user without one, where they are. */
  locationId?: string;
  /** The name by which the row names its location, where it has no id of it. */
  locationKey?: string;

  holderUuid?: string;
  holderObjectId?: string;
  holderDerivedId?: string;
  /** The e-mail or name by which the row names its holder, where it has no id of them. */
  holderKey?: string;
  /** Why a key names nothing, and of what kind; found when the keys are resolved, never read from a file. */
  keyFault?: string;
  holderName?: string;
  holderFirstName?: string;
  holderLastName?: string;
  holderEmail?: string;
  distinctiveRing?: boolean;
  callingType?: CallingType;
  callingLicence?: CallingLicence;

  e164?: string;
  extension?: string;
  line?: 'primary' | 'alternate';
  provider?: Provider;
  receivesCalls?: boolean;
  isDefault?: boolean;
  label?: string;
  ringPattern?: RingPattern;
  /** The line's place in the file's order; within its holder it is counted when the rows are resolved. */
  listPosition?: number;
  /** Since when the holder has the line, if it is a new one to the record. */
  heldSince?: Date;

  numberState?: NumberState;
  /** Whether the number is the main number of its location. */
  isMainNumber?: boolean;
}

/** The organization that the operator names beside the file, which the organizations face's answer does not. */
export interface NamedOrganization {
  id: OrganizationId;
  name?: string;
}

/** What a layout says of a row; the reader adds its place. */
export type RowContent = Omit<StagedRow, 'row' | 'file' | 'fileLine' | 'fileColumn' | 'answer'>;

/** An organization by one id or, where a CSV has a column for each, by both. */
export type StatedOrganization = OrganizationId | { uuid: string; objectId: string };

export function organizationPart(id: StatedOrganization, name?: string) {
  return {
    organizationUuid: id.uuid,
    organizationObjectId: id.objectId,
    organizationDerivedId: id.uuid !== undefined && id.objectId !== undefined ? undefined : derivedIdOf(id),
    organizationName: name,
  };
}

export function userPart(id: UserId) {
  return { holderUuid: id.uuid, holderObjectId: id.objectId, holderDerivedId: derivedIdOf(id) };
}

function derivedIdOf(id: OrganizationId | UserId): string {
  return id.uuid !== undefined ? objectIdOfUuid(id.uuid) : uuidOfObjectId(id.objectId);
}
