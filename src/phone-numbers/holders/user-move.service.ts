import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { carryOutAround } from '../assignments/line-writer.js';
import { lockNumbers, lockUser, type LockedUser } from '../assignments/locks.js';
import { findOrganization } from '../tenants/organizations.queries.js';
import type { ChangedBy } from '../record/record-change.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { HoldsCallingLine, MovesMainNumber, NumberShared, UnknownUser, UserRemoved } from './holders.errors.js';
import { findAnyUser, giveUpLicences, holdLocationsOf } from './holders.queries.js';

/** Moves a user to another organization, with what they hold. */
@Injectable()
export class UserMoveService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The user and their numbers are of the other organization from one instant on; since when these are held does not
   * change, and what was before stays told of the former one. The locations of both stay behind. Answers how many
   * assignments came along; undefined: the user is there already.
   * Throws UnknownUser, OrganizationNotFound, UserRemoved, HoldsCallingLine, NumberShared, MovesMainNumber, ClockBehind.
   */
  async move(id: UserId, to: OrganizationId, by: ChangedBy): Promise<number | undefined> {
    return inTransaction(this.dataSource, async (client) => {
      const userId = await findAnyUser(client, id);
      if (!userId) throw new UnknownUser();
      const toId = await findOrganization(client, to);
      if (!toId) throw new OrganizationNotFound();
      const linesOnceLocked = await holdLocationsOf(client, userId);
      const user = await lockUser(client, userId);
      if (user.removedAt) throw new UserRemoved();
      if (user.organizationId === toId) return undefined;
      const lines = await linesOnceLocked();
      if (lines.some(({ isCallingLine }) => isCallingLine)) throw new HoldsCallingLine();
      const lineIds = lines.map((line) => line.id);
      const numbers = (await lockNumbers(client, [], lineIds)).map((number) => number.id);
      // An import may have put a number into another location until it was locked.
      await linesOnceLocked();
      await assertMovable(client, userId, numbers);
      await move(client, user, toId, { lineIds, numbers }, by);
      return lines.length;
    });
  }
}

async function assertMovable(client: ClientBase, userId: string, numbers: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ shared: boolean; main: boolean }>(
    `SELECT EXISTS (SELECT FROM number_assignments
                     WHERE phone_number_id = ANY ($2::bigint[]) AND valid_to IS NULL AND holder_id <> $1) AS shared,
            EXISTS (SELECT FROM locations WHERE main_phone_number_id = ANY ($2::bigint[])) AS main`,
    [userId, numbers],
  );
  if (rows[0]!.shared) throw new NumberShared();
  if (rows[0]!.main) throw new MovesMainNumber();
}

// In carry-out's words: each line ends and begins again as it was, in the other organization.
const MOVED_LINES = `
  SELECT $2::uuid AS organization_id, a.user_id AS holder_id, a.phone_number_id, a.id AS replaced_id, a.held_since,
         row_number() OVER (ORDER BY a.id) AS "row", 'user' AS kind, a.provider, a.receives_calls, a.is_default, a.label,
         a.list_position, 'edit' AS effect
    FROM number_assignments a WHERE a.id = ANY ($1::bigint[])`;

async function move(
  client: ClientBase,
  { id: userId, objectId, organizationId: fromId }: LockedUser,
  toId: string,
  { lineIds, numbers }: { lineIds: readonly string[]; numbers: readonly string[] },
  by: ChangedBy,
): Promise<void> {
  const { rows: plan } = await client.query(MOVED_LINES, [lineIds, toId]);
  const change = {
    ...by,
    action: 'user.move',
    organizationId: toId,
    otherOrganizationId: fromId,
    details: { userId: objectId },
  };
  // The tenant keys bind current rows only, so the user and their numbers can move while none is.
  await carryOutAround(client, JSON.stringify(plan), change, async () => {
    await client.query('UPDATE phone_numbers SET organization_id = $2, location_id = NULL WHERE id = ANY ($1)', [
      numbers,
      toId,
    ]);
    await giveUpLicences(client, userId);
    await client.query('UPDATE users SET organization_id = $2, location_id = NULL WHERE id = $1', [userId, toId]);
  });
}
