import type { DataSource } from 'typeorm';
import { preparedStatement, readPrepared } from '../../database/prepared-statement.js';
import type { OrganizationId } from '../../ids/organization-id.js';

/** An organization by what an issuer of tokens calls it. */
export interface ExternalName {
  issuer: string;
  externalId: string;
}

const ALIASED_ORGANIZATION = preparedStatement(
  'aliased_organization',
  `SELECT o.uuid FROM organization_aliases a JOIN organizations o ON o.id = a.organization_id
    WHERE a.issuer = $1 AND a.external_id = $2 AND a.removed_at IS NULL`,
);

/** Undefined: no organization has this alias. */
export async function aliasedOrganization(
  dataSource: DataSource,
  { issuer, externalId }: ExternalName,
): Promise<OrganizationId | undefined> {
  return (await readPrepared<{ uuid: string }>(dataSource, ALIASED_ORGANIZATION, [issuer, externalId]))[0];
}
