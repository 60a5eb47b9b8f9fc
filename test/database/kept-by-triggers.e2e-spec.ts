import { Client } from 'pg';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { RecordFixtures, someNumber, type TestOrganization } from '../record-fixtures.js';

// What the database keeps by itself, whoever writes: whether a number is held, and an organization's revision.

let database: RecordDatabase;
let rows: RecordFixtures;
let acme: TestOrganization;

beforeAll(async () => {
  database = await createDatabase();
  rows = new RecordFixtures(database);
  acme = await rows.organization();
});
afterAll(() => database.drop());

describe('phone_numbers.is_held', () => {
  const isHeld = async (e164: string): Promise<boolean> => {
    const [number] = await database.query<{ is_held: boolean }>('SELECT is_held FROM phone_numbers WHERE e164 = $1', [
      e164,
    ]);
    return number!.is_held;
  };

  it('is true from the first receiving line on, until it ends', async () => {
    const number = someNumber();
    const line = await rows.providerLine(acme, await rows.user(acme), { number });
    expect(await isHeld(number)).toBe(true);
    await rows.close(line, acme);
    expect(await isHeld(number)).toBe(false);
  });

  it('says nothing of lines for caller id only', async () => {
    const number = someNumber();
    const outbound = { number, receives_calls: false };
    const line = await rows.providerLine(acme, await rows.user(acme), outbound);
    expect(await isHeld(number)).toBe(false);
    await rows.providerLine(acme, await rows.user(acme), { number });
    await rows.close(line, acme);
    expect(await isHeld(number)).toBe(true);
  });

  it('stays true through a statement that closes one line and opens the next', async () => {
    const number = someNumber();
    const line = await rows.providerLine(acme, await rows.user(acme), { number });
    const written = await database.query<{ xmin: string }>('SELECT xmin FROM phone_numbers WHERE e164 = $1', [number]);
    await database.query(
      `WITH closed AS (
         UPDATE number_assignments SET valid_to = valid_from + interval '1 second', closed_by = opened_by WHERE id = $1
         RETURNING *)
       INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_from, opened_by)
       SELECT organization_id, user_id, phone_number_id, provider, is_default, held_since, valid_to, opened_by FROM closed`,
      [line],
    );
    expect(await isHeld(number)).toBe(true);
    // Nor was the number's row written, which would cost each edit its indexes.
    expect(await database.query('SELECT xmin FROM phone_numbers WHERE e164 = $1', [number])).toEqual(written);
  });
});

describe('phone_numbers.released_at', () => {
  const releasedAt = async (e164: string) =>
    (
      await database.query<{ at: string }>('SELECT released_at::text AS at FROM phone_numbers WHERE e164 = $1', [e164])
    )[0]!.at;
  const endOf = async (line: string) =>
    (
      await database.query<{ at: string }>('SELECT valid_to::text AS at FROM number_assignments WHERE id = $1', [line])
    )[0]!.at;

  it('is when the last receiving line ended, and minus infinity before', async () => {
    const number = someNumber();
    await rows.number(acme, number);
    expect(await releasedAt(number)).toBe('-infinity');
    for (const since of [new Date(Date.UTC(2026, 0, 1)), new Date(Date.UTC(2026, 1, 1))]) {
      const line = await rows.providerLine(acme, await rows.user(acme), { number, held_since: since });
      await rows.close(line, acme, { at: new Date(since.getTime() + 1000) });
      expect(await releasedAt(number)).toBe(await endOf(line));
    }
  });

  it('says nothing of lines for caller id only', async () => {
    const number = someNumber();
    await rows.close(await rows.providerLine(acme, await rows.user(acme), { number, receives_calls: false }), acme);
    expect(await releasedAt(number)).toBe('-infinity');
  });
});

describe('organization_revisions', () => {
  const revisionOf = async ({ id }: TestOrganization): Promise<number> => {
    const [row] = await database.query<{ revision: number }>(
      'SELECT revision::int FROM organization_revisions WHERE organization_id = $1',
      [id],
    );
    return row?.revision ?? 0;
  };

  it('grows by one with each transaction that changes something, for both organizations of a change', async () => {
    const [here, there] = [await rows.organization(), await rows.organization()];
    await rows.change(here.id);
    await rows.change(here.id, { other_organization_id: there.id });
    expect([await revisionOf(here), await revisionOf(there)]).toEqual([2, 1]);
    const twice = `INSERT INTO changes (at, action, subject, organization_id, tracking_id)
      SELECT now(), 'test', 'test', $1, 'test' FROM generate_series(1, 3)`;
    await database.query(twice, [here.id]);
    expect(await revisionOf(here)).toBe(3);
  });

  it('counts a change when it is seen, not when it was begun', async () => {
    const organization = await rows.organization();
    const early = new Client({ connectionString: database.ownerUrl });
    await early.connect();
    try {
      await early.query('BEGIN');
      await early.query(
        `INSERT INTO changes (at, action, subject, organization_id, tracking_id) VALUES (now(), 'test', 'test', $1, 'test')`,
        [organization.id],
      );
      await rows.change(organization.id);
      const [highest] = await database.query('SELECT max(id) FROM changes WHERE organization_id = $1', [
        organization.id,
      ]);
      expect(await revisionOf(organization)).toBe(1);
      await early.query('COMMIT');
      expect(await revisionOf(organization)).toBe(2);
      // The highest id is the same before and after: it would have been no revision.
      expect(await database.query('SELECT max(id) FROM changes WHERE organization_id = $1', [organization.id])).toEqual(
        [highest],
      );
    } finally {
      await early.end();
    }
  });
});
