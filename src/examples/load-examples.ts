import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { organizationIdFrom } from '../ids/organization-id.js';
import { ImportService } from '../phone-numbers/import/import.service.js';
import type { NamedOrganization } from '../phone-numbers/import/staged-row.js';
import { OrganizationLinkService } from '../phone-numbers/tenants/organization-link.service.js';
import { PartnershipsService } from '../phone-numbers/tenants/partnerships.service.js';
import type { PartnerAccess } from '../phone-numbers/record/partnership.entity.js';
import { FREIGHT, SERVICES, UK } from './ternfield.js';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const BY = { way: 'cli' as const, subject: 'demo', trackingId: 'DEMO' };

/**
 * Loads examples/ into a record. A record that had all of them once is left alone: loading them again would undo what was
 * tried since, or fail. Throws DomainError `example_refused`.
 */
export async function loadExamples(record: DataSource): Promise<void> {
  if (await hadThem(record)) return;
  await loadVendorAnswers(record);
  await load(record, ['ternfield/users.csv']);
  // The users' vendor knows Freight by one id, the workspaces' by another: from here on they are one.
  await new OrganizationLinkService(record).link(FREIGHT, BY);
  await load(record, ['ternfield/locations.csv', 'ternfield/workspaces.csv', 'ternfield/inventory.csv']);
  await entrust(record, FREIGHT.uuid, 'full');
  await entrust(record, UK, 'read');
}

/** Whether the last step was taken once. A partnership stays in the record when it is revoked. */
async function hadThem(record: DataSource): Promise<boolean> {
  const rows: unknown[] = await record.query(
    `SELECT FROM partnerships p JOIN organizations c ON c.id = p.customer_id JOIN organizations q ON q.id = p.partner_id
      WHERE c.uuid = $1 AND q.uuid = $2 LIMIT 1`,
    [UK, SERVICES],
  );
  return rows.length > 0;
}

/** The examples of the vendors' own documents. */
async function loadVendorAnswers(record: DataSource): Promise<void> {
  const acme = { id: { objectId: '5f7b1c2e8a1d4e0012c3b400' }, name: 'Acme' };
  await load(record, ['acme-phone-numbers.json', 'acme-users.csv'], acme);
  await load(record, ['atlas-workspace-numbers.json']);
}

/** Several files as one import. The organization is that of a file that names none. */
async function load(record: DataSource, names: readonly string[], organization?: NamedOrganization): Promise<void> {
  const refused: string[] = [];
  const report = { refused: ({ code }: { code: string }) => void refused.push(code), warned: () => {} };
  const files = names.map((name) => ({
    name,
    open: () => Promise.resolve(createReadStream(join(EXAMPLES, name))),
  }));
  await new ImportService(record).import(files, { ...BY, dryRun: false, organization }, report);
  if (!refused.length) return;
  throw new DomainError({
    kind: 'conflict',
    code: 'example_refused',
    message: `The record in this data directory does not take ${names.join(', ')} any more: ${refused.join(', ')}`,
    details: 'Name a new directory with `npm run demo -- --data DIR`.',
  });
}

function entrust(record: DataSource, customer: string, access: PartnerAccess): Promise<boolean> {
  const parties = { customer: organizationIdFrom(customer)!, partner: organizationIdFrom(SERVICES)! };
  return new PartnershipsService(record).grant(parties, access, null, BY);
}
