import type { OrganizationId } from '../../ids/organization-id.js';

/** Who looks a number up, and how far they see: everything, or what their organization may act for. */
export type Reader =
  | { everything: true }
  | {
      everything?: false;
      /** Their own organization. */
      caller: OrganizationId;
      /** Whether they also see the organizations that have made theirs a partner. */
      actsForCustomers: boolean;
      /** UUIDs of the only locations that they reach; absent: all. */
      onlyLocations?: readonly string[];
    };

/** A common table expression, first in a statement that uses READS: the reader's own organization. */
export const CALLER = `caller AS MATERIALIZED (SELECT id FROM organizations WHERE uuid = $2::uuid OR object_id = $3)`;

/** The values $1 to $5 of a statement with CALLER and READS. */
export function readerValues(reader: Reader): unknown[] {
  if (reader.everything) return [true, null, null, false, null];
  const { caller, actsForCustomers, onlyLocations } = reader;
  return [false, caller.uuid ?? null, caller.objectId ?? null, actsForCustomers, onlyLocations ?? null];
}

/**
 * SQL: whether the reader sees what is of this organization and location, two expressions. What is of no organization
 * only those see who see everything, and what is of no location is nobody's whose reach is by location.
 */
export const reads = (organization: string, location: string): string =>
  `${readsOrganization(organization)} AND ${readsLocation(location)}`;

// A partnership reaches one step, like on the workspaces face. OFFSET 0: asked for one organization at a time; the
// planner would rather read all partnerships there are.
export const readsOrganization = (organization: string): string => `(
  $1::boolean OR EXISTS (
    SELECT FROM caller c WHERE c.id = ${organization} OR $4::boolean AND EXISTS (
      SELECT FROM partnerships p
       WHERE p.customer_id = ${organization} AND p.partner_id = c.id AND p.revoked_at IS NULL
         AND (p.expires_at IS NULL OR p.expires_at > clock_timestamp()) OFFSET 0) OFFSET 0))`;

export const readsLocation = (location: string): string =>
  `($5::uuid[] IS NULL OR coalesce(${location} = ANY ($5::uuid[]), false))`;
