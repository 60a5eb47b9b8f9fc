import type { RecordDatabase } from '../record-database.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';

/** Names of so many letters more make a list long without many rows. */
interface Length {
  lines: number;
  padding?: number;
}

/** An organization with so many users, each with one number, by one statement per table. */
export async function organizationOfLines(
  database: RecordDatabase,
  { lines, padding = 0 }: Length,
): Promise<TestOrganization> {
  const rows = new RecordFixtures(database);
  const organization = await rows.organization();
  const change = await rows.change(organization.id);
  const values = [organization.id, lines];
  await database.query(
    `INSERT INTO users (organization_id, id, uuid, object_id, full_name, email)
     SELECT $1, gen_random_uuid(), gen_random_uuid(), lpad(to_hex(n), 24, '0'), 'User ' || n || repeat('x', $3), n || '@acme.example'
       FROM generate_series(1, $2::integer) n`,
    [...values, padding],
  );
  await database.query(
    `INSERT INTO phone_numbers (e164, organization_id)
     SELECT '+49' || 3000000000 + n, $1 FROM generate_series(1, $2::integer) n`,
    values,
  );
  await database.query(
    `INSERT INTO number_assignments
            (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from, opened_by)
     SELECT $1, u.id, p.id, 'twilio', true, now() - interval '1 day', now() - interval '1 day', $3
       FROM generate_series(1, $2::integer) n
       JOIN users u ON u.object_id = lpad(to_hex(n), 24, '0')
       JOIN phone_numbers p ON p.e164 = '+49' || 3000000000 + n`,
    [...values, change],
  );
  return organization;
}

/** The text of its list, as JSON.stringify makes it. */
export function textOfLines({ lines, padding = 0 }: Length): string {
  const assignments = Array.from({ length: lines }, (_, i) => ({
    userId: (i + 1).toString(16).padStart(24, '0'),
    userName: `User ${i + 1}${'x'.repeat(padding)}`,
    userEmail: `${i + 1}@acme.example`,
    provider: 'twilio',
    phoneNumber: `+49${3_000_000_001 + i}`,
    isDefault: true,
    isInboundEnabled: true,
  }));
  return JSON.stringify({ assignments });
}
