import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../database/driver-error.js';
import { inTransaction } from '../../database/transaction.js';
import { objectIdOfUuid, uuidOfObjectId } from '../../ids/derived-id.js';
import { databaseClock, recordChange, type ChangedBy } from '../record/record-change.js';
import { OrganizationNotFound } from '../record/record.errors.js';
import { AnotherIdKnown, BothInUse } from './organizations.errors.js';

/** The ids by which two vendors know one organization. */
export interface LinkedIds {
  objectId: string;
  uuid: string;
}

/** Says which two ids are one organization (frame, section 2, "One organization, two ids"). */
@Injectable()
export class OrganizationLinkService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Puts the id that is not known yet in the place of the one that was derived; that one names nobody any more. Answers
   * whether it changed anything. Throws OrganizationNotFound, BothInUse, AnotherIdKnown.
   */
  async link(ids: LinkedIds, by: ChangedBy): Promise<boolean> {
    try {
      return await inTransaction(this.dataSource, (client) => link(client, ids, by));
    } catch (error) {
      // Somebody else added it between our look and our write.
      const taken = ['uq_organizations_uuid', 'uq_organizations_object_id'].includes(violatedConstraint(error) ?? '');
      throw taken ? new BothInUse(error) : error;
    }
  }
}

async function link(client: ClientBase, { objectId, uuid }: LinkedIds, by: ChangedBy): Promise<boolean> {
  // Other rows point at the ids, so an update of one locks like this; at once, so that it never waits in the middle.
  const { rows } = await client.query<LinkedIds & { id: string }>(
    `SELECT id, uuid, object_id AS "objectId" FROM organizations WHERE uuid = $1 OR object_id = $2
      ORDER BY id FOR UPDATE`,
    [uuid, objectId],
  );
  const [known, other] = rows;
  if (!known) throw new OrganizationNotFound();
  if (other) throw new BothInUse();
  if (known.uuid === uuid && known.objectId === objectId) return false;
  const isDerived =
    known.objectId === objectId ? known.uuid === uuidOfObjectId(objectId) : known.objectId === objectIdOfUuid(uuid);
  if (!isDerived) throw new AnotherIdKnown();
  await client.query('UPDATE organizations SET uuid = $2, object_id = $3 WHERE id = $1', [known.id, uuid, objectId]);
  const at = await databaseClock(client);
  const details = { objectId, uuid, was: known.objectId === objectId ? known.uuid : known.objectId };
  await recordChange(client, { ...by, at, action: 'organization.link', organizationId: known.id, details });
  return true;
}
