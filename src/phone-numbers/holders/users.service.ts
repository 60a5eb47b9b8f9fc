import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import type { OrganizationId } from '../../ids/organization-id.js';
import type { UserId } from '../../ids/user-id.js';
import { endLines } from '../assignments/line-writer.js';
import { lockUser } from '../assignments/locks.js';
import { readOrganization } from '../tenants/organizations.queries.js';
import type { ChangedBy } from '../record/record-change.js';
import { UnknownUser, UserNotRemoved } from './holders.errors.js';
import { findAnyUser } from './holders.queries.js';
import { removeUser } from './remove-user.js';

/** A user as an operator reads them. Null: unknown, or not so. */
export interface ListedUser {
  /** 24 lower-case hex digits. */
  id: string;
  uuid: string;
  name: string | null;
  email: string | null;
  organization: { id: string; uuid: string };
  removedAt: Date | null;
  erasedAt: Date | null;
}

const PAGE = 1000;

/** The people of the record, for its operators. */
@Injectable()
export class UsersService {
  constructor(private readonly dataSource: DataSource) {}

  /** All of them or those of an organization, removed ones too, by id; read as they are asked for. Throws OrganizationNotFound. */
  async *list(organization?: OrganizationId): AsyncGenerator<ListedUser> {
    const of = organization && (await readOrganization(this.dataSource, organization));
    for (let last: string | undefined = ''; last !== undefined;) {
      const users: ListedUser[] = await this.dataSource.query(
        `SELECT u.object_id AS id, u.uuid, u.full_name AS name, u.email,
                json_build_object('id', o.object_id, 'uuid', o.uuid) AS organization,
                u.removed_at AS "removedAt", u.erased_at AS "erasedAt"
           FROM users u JOIN organizations o ON o.id = u.organization_id
          WHERE u.object_id > $1 AND ($2::uuid IS NULL OR u.organization_id = $2) ORDER BY u.object_id LIMIT ${PAGE}`,
        [last, of?.id],
      );
      yield* users;
      last = users.at(PAGE - 1)?.id;
    }
  }

  /**
   * Marks the user as removed and ends all that they hold; their numbers stay in the inventory. Answers how many
   * assignments ended; undefined: the user had been removed before. Throws UnknownUser, ClockBehind.
   */
  async remove(id: UserId, by: ChangedBy): Promise<number | undefined> {
    return inTransaction(this.dataSource, async (client) => {
      const userId = await findAnyUser(client, id);
      if (!userId) throw new UnknownUser();
      return removeUser(client, userId, by);
    });
  }

  /**
   * Takes name, e-mail and the labels of the user's lines out of the record for good; ids stay. Answers whether there
   * was anything to do. Throws UnknownUser, UserNotRemoved, ClockBehind.
   */
  async erase(id: UserId, by: ChangedBy): Promise<boolean> {
    return inTransaction(this.dataSource, async (client) => {
      const userId = await findAnyUser(client, id);
      if (!userId) throw new UnknownUser();
      const { objectId, organizationId, removedAt, erasedAt } = await lockUser(client, userId);
      if (erasedAt) return false;
      if (!removedAt) throw new UserNotRemoved();
      const change = { ...by, action: 'user.erase', organizationId, details: { userId: objectId } };
      const at = await endLines(client, [], change);
      // The user first: the trigger lets labels go only of somebody who is erased.
      await client.query(
        'UPDATE users SET full_name = NULL, first_name = NULL, last_name = NULL, email = NULL, erased_at = $2 WHERE id = $1',
        [userId, at],
      );
      await client.query('UPDATE number_assignments SET label = NULL WHERE user_id = $1 AND label IS NOT NULL', [
        userId,
      ]);
      return true;
    });
  }
}
