import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OrganizationId } from '../../ids/organization-id.js';
import { RESTS_UNTIL } from '../assignments/resting.js';
import { isCurrentOf } from '../record/current-assignments.js';
import type { Provider } from '../record/number-assignment.entity.js';
import type { NumberState } from '../record/phone-number.entity.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { readOrganization } from '../tenants/organizations.queries.js';

/** A number as an operator reads it. Null: it has none, or it is not known. */
export interface ListedNumber {
  /** E.164. */
  number: string;
  state: NumberState;
  organization: { id: string; uuid: string } | null;
  locationId: string | null;
  isMainNumber: boolean;
  /** The one that receives its calls, else the first that shows it as caller id. */
  holder: {
    userId: string | null;
    workspaceId: string | null;
    name: string | null;
    provider: Provider | null;
    line: 'primary' | 'alternate' | null;
    isInboundEnabled: boolean;
    since: string;
  } | null;
  restsUntil: Date | null;
}

export interface NumbersAsked {
  /** Absent: all. */
  organization?: OrganizationId;
  /** UUID. */
  locationId?: string;
  state?: NumberState;
  /** Whether somebody has it. */
  isHeld?: boolean;
  /** Those that anybody may have now. */
  isFree?: boolean;
}

const PAGE = 1000;

const NUMBERS = `
  SELECT n.e164 AS number, n.state,
         CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.object_id, 'uuid', o.uuid) END AS organization,
         n.location_id AS "locationId", m.id IS NOT NULL AS "isMainNumber",
         CASE WHEN h.id IS NOT NULL THEN json_build_object(
           'userId', u.object_id, 'workspaceId', h.workspace_id, 'name', coalesce(u.full_name, w.name),
           'provider', h.provider, 'line', h.line, 'isInboundEnabled', h.receives_calls, 'since', h.held_since) END AS holder,
         ${RESTS_UNTIL} AS "restsUntil"
    FROM phone_numbers n
    LEFT JOIN organizations o ON o.id = n.organization_id
    LEFT JOIN locations m ON m.id = n.location_id AND m.main_phone_number_id = n.id
    LEFT JOIN LATERAL (SELECT * FROM number_assignments a WHERE ${isCurrentOf('n.id')}
                        ORDER BY a.receives_calls DESC, a.held_since, a.list_position, a.id LIMIT 1) h ON true
    LEFT JOIN users u ON u.id = h.user_id
    LEFT JOIN workspaces w ON w.id = h.workspace_id
   WHERE n.e164 > $1 AND ($2::uuid IS NULL OR n.organization_id = $2) AND ($3::uuid IS NULL OR n.location_id = $3)
     AND ($4::text IS NULL OR n.state = $4) AND ($5::boolean IS NULL OR (h.id IS NOT NULL) = $5)
     AND (NOT $6::boolean OR NOT n.is_held AND n.state = 'ACTIVE' AND NOT n.is_service AND m.id IS NULL
                             AND ${RESTS_UNTIL} IS NULL)
   ORDER BY n.e164 LIMIT ${PAGE}`;

/** The numbers of the record, for its operators. */
@Injectable()
export class ListedNumbersService {
  constructor(private readonly dataSource: DataSource) {}

  /** In the order of their digits; read as they are asked for. Throws OrganizationNotFound. */
  async *list({ organization, locationId, state, isHeld, isFree = false }: NumbersAsked): AsyncGenerator<ListedNumber> {
    const of = organization && (await readOrganization(this.dataSource, organization));
    if (of === null) throw new OrganizationNotFound();
    for (let last: string | undefined = ''; last !== undefined;) {
      const values: unknown[] = [last, of?.id, locationId, state, isHeld, isFree];
      const numbers: ListedNumber[] = await this.dataSource.query(NUMBERS, values);
      yield* numbers;
      last = numbers.at(PAGE - 1)?.number;
    }
  }
}
