import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import { endLines } from '../assignments/line-writer.js';
import { lockLocations, lockNumbers, makeNumbers, type LockedNumber } from '../assignments/locks.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import { OperationRefused } from '../record/operation-refused.js';
import type { NumberState } from '../record/phone-number.entity.js';
import type { ChangedBy } from '../record/record-change.js';
import { placedNumbers } from './placed-numbers.queries.js';
import { placeOf } from './placement.service.js';

/** What an operator puts into an inventory. */
export interface Addition {
  organization: OrganizationId;
  /** UUID; undefined: into no location. */
  locationId?: string;
  /** E.164, each once. */
  e164s: readonly string[];
  state: NumberState;
}

/** Numbers are with another organization, or in another place of this one. */
export class NumbersElsewhere extends OperationRefused {
  constructor(code: 'number_of_another_organization' | 'number_in_inventory', numbers: readonly LockedNumber[]) {
    const whose = code === 'number_in_inventory' ? 'in another location of the organization' : "another organization's";
    const [{ e164 }] = numbers as [LockedNumber];
    super(
      code,
      'Not all numbers are to be had',
      `${numbers.length === 1 ? e164 : `${numbers.length} of them, ${e164} the first,`} ${numbers.length === 1 ? 'is' : 'are'} ${whose}; \`linebook numbers transfer\` moves one.`,
    );
  }
}

/** Numbers that come into an inventory, for the record's operators. */
@Injectable()
export class AdditionService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Puts numbers that nobody has into the inventory, all or nothing; those that are there already stay as they are. Answers
   * how many are new. Throws OrganizationNotFound, LocationNotFound, NumbersElsewhere, ClockBehind.
   */
  add(addition: Addition, by: ChangedBy): Promise<number> {
    return inTransaction(this.dataSource, (client) => add(client, addition, by));
  }
}

async function add(client: ClientBase, addition: Addition, by: ChangedBy): Promise<number> {
  const { locationId, e164s, state } = addition;
  if (locationId !== undefined) await lockLocations(client, [locationId]);
  const { organization } = await placeOf(client, addition);
  await makeNumbers(client, e164s);
  const numbers = (await lockNumbers(client, e164s)).sort((a, b) => (a.e164 < b.e164 ? -1 : 1));
  const others = numbers.filter((number) => number.organizationId && number.organizationId !== organization.id);
  if (others.length) throw new NumbersElsewhere('number_of_another_organization', others);
  const own = numbers.filter((number) => number.organizationId);
  const elsewhere = own.filter((number) => locationId !== undefined && number.locationId !== locationId);
  if (elsewhere.length) throw new NumbersElsewhere('number_in_inventory', elsewhere);
  const ids = numbers.filter((number) => !number.organizationId).map(({ id }) => id);
  if (!ids.length) return 0;
  const to = { organizationId: organization.id, locationId: locationId ?? null, state };
  const details = { locationId, phoneNumberIds: ids, placed: await placedNumbers(client, ids, to) };
  await endLines(client, [], { ...by, action: 'inventory.add', organizationId: organization.id, details });
  await client.query(
    'UPDATE phone_numbers SET organization_id = $2, location_id = $3, state = $4 WHERE id = ANY($1::bigint[])',
    [ids, organization.id, locationId, state],
  );
  return ids.length;
}
