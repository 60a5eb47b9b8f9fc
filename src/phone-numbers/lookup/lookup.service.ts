import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Provider } from '../record/number-assignment.entity.js';
import {
  findNumber,
  freeNumbers,
  numberHistory,
  type IntervalKey,
  type IntervalRow,
  type Inventory,
  type LineRow,
} from './lookup.queries.js';
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
  /** Since when the holder has it without a break. */
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
  /** When somebody last ceased to hold it; a change of their line is none. */
  lastReleasedAt?: Date;
  /** Until then it goes to nobody but its last holder; undefined: it does not rest, or is out of the reader's reach. */
  restsUntil?: Date;
}

/** Somebody's holding of a number while nothing about it changed. `openedBy` is the call that opened this interval. */
export interface Interval extends Holding {
  /** The first instant, by the record: `since` is earlier where the holding is older than this interval. */
  from: Date;
  /** The first instant after it, and the call that closed it; undefined: current. */
  to?: Date;
  closedBy?: ChangedOnce;
}

export interface HistoryPage {
  atMost: number;
  /** The last interval of the page before; undefined: the first page. */
  after?: IntervalKey;
}

/** A page of a number's history as far as the reader sees it, newest first. */
export interface NumberHistory {
  /** E.164. */
  number: string;
  intervals: Interval[];
  /** The last interval of this page, where there are more. */
  next?: IntervalKey;
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
      restsUntil: first.restsUntil ?? undefined,
    };
  }

  /** Who held the number when. Undefined: as for find. */
  async history(e164: string, reader: Reader, { atMost, after }: HistoryPage): Promise<NumberHistory | undefined> {
    const rows = await numberHistory(this.dataSource, e164, reader, after, atMost + 1);
    if (!rows.length) return undefined;
    const seen = rows.filter((row) => row.lineId !== null);
    const page = seen.slice(0, atMost);
    const last = seen.length > atMost ? page.at(-1) : undefined;
    return {
      number: rows[0]!.number,
      intervals: page.map(intervalOf),
      next: last && { from: last.from, id: last.lineId },
    };
  }

  /**
   * Numbers of the inventory that nobody receives calls on, that rest no more, in service, no
   * location's main number, and within the reader's reach; by E.164.
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

function intervalOf(row: IntervalRow): Interval {
  const { from, to, closedSubject, closedAt: at, closedTrackingId, closedAction } = row;
  const closedBy = at
    ? { subject: closedSubject!, at, trackingId: closedTrackingId!, action: closedAction! }
    : undefined;
  return { ...holdingOf(row), from, to: to ?? undefined, closedBy };
}
