import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Provider } from '../record/number-assignment.entity.js';
import { findNumber, freeNumbers, type Inventory, type LineRow } from './lookup.queries.js';
import type { Reader } from './reader.js';

/** An organization by its wire ids; `id` is internal, for the log only. */
export interface SeenOrganization {
  id: string;
  uuid: string;
  objectId: string;
}

/** The call that opened or closed an assignment. */
export interface ChangedOnce {
  /** A token's subject, or `cli:<user of the operating system>`. */
  subject: string;
  at: Date;
  trackingId: string;
  action: string;
}

/** Somebody's holding of a number. Null: unknown, or not of this kind of line. */
export interface Holding {
  /** 24 lower-case hex digits; null: a workspace holds it. */
  userObjectId: string | null;
  /** Null: a user holds it. */
  workspaceUuid: string | null;
  /** Today's, also of one who is removed; null when erased. */
  name: string | null;
  organization: SeenOrganization;
  /** Of a calling line. */
  locationUuid: string | null;
  provider: Provider | null;
  line: 'primary' | 'alternate' | null;
  extension: string | null;
  /** False: for outbound caller id only. */
  receivesCalls: boolean;
  /** Since when he holds it without a break. */
  since: Date;
  openedBy: ChangedOnce;
}

/** A number and who holds it, as far as the reader sees them. */
export interface FoundNumber {
  /** E.164. */
  number: string;
  /** Undefined: in nobody's inventory, or out of the reader's reach. */
  organization?: SeenOrganization & { name: string | null };
  location?: { uuid: string; name: string | null };
  /** Undefined: the number itself is out of the reader's reach. */
  state?: 'ACTIVE' | 'INACTIVE';
  /** Current ones: the receiving one first, then as they came to hold it. */
  holders: Holding[];
  /** When somebody last ceased to hold it; a change of his line is none. */
  lastReleasedAt?: Date;
}

/** What is known of a number, whoever's it is; never more than the reader may see by other ways. */
@Injectable()
export class LookupService {
  constructor(private readonly dataSource: DataSource) {}

  /** Undefined: the record has no such number, or nothing of it that the reader sees. */
  async find(e164: string, reader: Reader): Promise<FoundNumber | undefined> {
    const rows = await findNumber(this.dataSource, e164, reader);
    const [first] = rows;
    if (!first) return undefined;
    const { organizationId: id, organizationUuid: uuid, organizationObjectId: objectId } = first;
    return {
      number: first.number,
      organization: id && uuid && objectId ? { id, uuid, objectId, name: first.organizationName } : undefined,
      location: first.locationUuid ? { uuid: first.locationUuid, name: first.locationName } : undefined,
      state: first.state ?? undefined,
      holders: rows.filter((row) => row.lineId !== null).map(holdingOf),
      lastReleasedAt: first.lastReleasedAt ?? undefined,
    };
  }

  /**
   * Numbers of the location, or of the organization, that nobody receives calls on, in service, no location's main
   * number, and within the reader's reach; by E.164.
   */
  async freeNumbers(reader: Reader, inventory: Inventory, atMost: number): Promise<string[]> {
    const rows = await freeNumbers(this.dataSource, reader, inventory, atMost);
    return rows.map(({ number }) => number);
  }
}

function holdingOf(row: LineRow): Holding {
  const { userObjectId, workspaceUuid, provider, line, extension, receivesCalls, since } = row;
  const { holderOrganizationId: id, holderOrganizationUuid: uuid, holderOrganizationObjectId: objectId } = row;
  return {
    userObjectId,
    workspaceUuid,
    name: row.holderName,
    organization: { id, uuid, objectId },
    locationUuid: row.lineLocationUuid,
    provider,
    line,
    extension,
    receivesCalls,
    since,
    openedBy: {
      subject: row.openedSubject,
      at: row.openedAt,
      trackingId: row.openedTrackingId,
      action: row.openedAction,
    },
  };
}
