import type { DataSource } from 'typeorm';
import type { UserId } from '../../ids/user-id.js';
import { byKey } from '../record/by-key.js';

/** A user as an operator is told of them before a command changes them. Null: unknown, or not so. */
export interface DescribedUser {
  /** 24 lower-case hex digits. */
  id: string;
  name: string | null;
  email: string | null;
  organization: { id: string; name: string | null };
  removedAt: Date | null;
  erasedAt: Date | null;
  /** The numbers that they have, in E.164, and `extension 100` for a line without one. */
  held: string[];
  /** The numbers of all their lines, current or not. */
  everHeld: string[];
}

/** Users with one e-mail that are read at most: a person chooses among them. */
export const MOST_DESCRIBED = 20;

const described = (users: string): string => `
  SELECT u.object_id AS id, u.full_name AS name, u.email,
         json_build_object('id', o.object_id, 'name', o.name) AS organization,
         u.removed_at AS "removedAt", u.erased_at AS "erasedAt",
         ARRAY(SELECT coalesce(n.e164, 'extension ' || a.extension)
                 FROM number_assignments a LEFT JOIN ${byKey('phone_numbers', 'a.phone_number_id')} n ON true
                WHERE a.holder_id = u.id AND a.valid_to IS NULL
                ORDER BY a.held_since, a.list_position, a.id) AS held,
         ARRAY(SELECT n.e164 FROM (SELECT DISTINCT phone_number_id AS id FROM number_assignments
                                    WHERE user_id = u.id AND phone_number_id IS NOT NULL) a
                 JOIN ${byKey('phone_numbers', 'a.id')} n ON true ORDER BY n.e164) AS "everHeld"
    FROM (${users}) u JOIN ${byKey('organizations', 'u.organization_id')} o ON true
   ORDER BY u.object_id`;

const BY_ID = described('SELECT * FROM users WHERE uuid = $1::uuid OR object_id = $2');

// The index on e-mails begins with the organization: it is asked once for each, so that no user is looked at in vain.
const BY_EMAIL = described(`
  SELECT u.* FROM organizations o
   CROSS JOIN LATERAL (SELECT * FROM users
                        WHERE organization_id = o.id AND lower(email) COLLATE "C" = lower($1::text) OFFSET 0) u
   WHERE $2::uuid IS NULL OR o.id = $2
   ORDER BY u.object_id LIMIT ${MOST_DESCRIBED}`);

/** Of any organization, removed or not. */
export async function describeUser(record: DataSource, { uuid, objectId }: UserId): Promise<DescribedUser | undefined> {
  return (await record.query<DescribedUser[]>(BY_ID, [uuid, objectId]))[0];
}

/** Those with the e-mail, in any case, in an organization (its internal id) or in all of them. */
export function describeUsersWith(
  record: DataSource,
  email: string,
  organizationId?: string,
): Promise<DescribedUser[]> {
  return record.query(BY_EMAIL, [email, organizationId]);
}
