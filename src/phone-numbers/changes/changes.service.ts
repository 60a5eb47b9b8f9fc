import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import { readOrganization } from '../tenants/organizations.queries.js';

/** An organization by today's ids of both vendors. */
interface NamedOrganization {
  /** 24 lower-case hex digits. */
  id: string;
  uuid: string;
}

/** One accepted call that changed something, as an operator reads it. */
export interface ListedChange {
  /** For `linebook undo`; digits. */
  id: string;
  at: Date;
  action: string;
  /** `api`, `cli` or `console`. Null: from before this was written down. */
  way: string | null;
  /** A token's subject, or `cli:<user of the operating system>`. */
  subject: string;
  /** Of the token. Null: there was none, or from before this was written down. */
  issuer: string | null;
  /** The caller's own organization. Null: an operator's, or one that the record does not know. */
  actingOrganization: NamedOrganization | null;
  organization: NamedOrganization;
  /** The partner, or where somebody moved from. */
  otherOrganization: NamedOrganization | null;
  trackingId: string;
  /** Of the W3C trace that the call belonged to. Null: none. */
  traceId: string | null;
  /** Ids and codes only; without where numbers of inventories were, which may be a million. */
  details: Record<string, unknown>;
}

export interface ChangesAsked {
  /** Whose; also as the other organization of a change. Absent: all. */
  organization?: OrganizationId;
  /** The first instant that counts. Absent: from the beginning. */
  since?: Date;
}

const PAGE = 1000;

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.object_id, 'uuid', ${alias}.uuid) END`;

const CHANGES = `
  SELECT c.id, c.at, c.action, c.way, c.subject, c.issuer, ${named('a')} AS "actingOrganization",
         ${named('o')} AS organization, ${named('p')} AS "otherOrganization", c.tracking_id AS "trackingId", c.trace_id AS "traceId",
         c.details - '{placed,mains}'::text[] AS details
    FROM changes c
    JOIN organizations o ON o.id = c.organization_id
    LEFT JOIN organizations a ON a.id = c.acting_organization_id
    LEFT JOIN organizations p ON p.id = c.other_organization_id
   WHERE c.id > $1 AND ($2::uuid IS NULL OR c.organization_id = $2 OR c.other_organization_id = $2)
     AND ($3::timestamptz IS NULL OR c.at >= $3)
   ORDER BY c.id LIMIT ${PAGE}`;

/** What was changed, by whom, in which call. */
@Injectable()
export class ChangesService {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order in which they were written; read as they are asked for. Throws OrganizationNotFound. */
  async *list({ organization, since }: ChangesAsked): AsyncGenerator<ListedChange> {
    const of = organization && (await readOrganization(this.dataSource, organization));
    for (let last: string | undefined = '0'; last !== undefined;) {
      const rows: ListedChange[] = await this.dataSource.query(CHANGES, [last, of?.id, since]);
      yield* rows;
      last = rows.at(PAGE - 1)?.id;
    }
  }
}
