import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';

interface Definition {
  /** The statement that makes it. */
  make: string;
  drop: string;
}

// Primary keys and what else foreign keys point at come first, foreign keys last.
const CONSTRAINTS = `
  SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS make,
         format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'x', 'f')
   ORDER BY contype = 'f', contype = 'x', conrelid::regclass::text, conname`;

const INDEXES = `
  SELECT indexdef AS make, format('DROP INDEX %I', indexname) AS drop
    FROM pg_indexes WHERE schemaname = 'public'
     AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = format('public.%I', indexname)::regclass AND contype IN ('p', 'u', 'x'))
   ORDER BY indexname`;

const SCHEMA = `
  SELECT conname AS name, pg_get_constraintdef(oid) AS definition, convalidated::text AS state
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT indexname, indexdef, '' FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT tgname, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
  ORDER BY 1, 2`;

/** Runs the work without indexes, unique constraints and foreign keys, and makes them again as they were. */
export async function withoutIndexes(owner: Client, work: () => Promise<void>): Promise<void> {
  const before = (await owner.query(SCHEMA)).rows;
  const { rows: indexes } = await owner.query<Definition>(INDEXES);
  const { rows: constraints } = await owner.query<Definition>(CONSTRAINTS);
  for (const { drop } of constraints.toReversed()) await owner.query(drop);
  for (const { drop } of indexes) await owner.query(drop);
  await work();
  const isForeignKey = ({ make }: Definition): boolean => make.includes(' FOREIGN KEY ');
  for (const { make } of constraints.filter((one) => !isForeignKey(one))) await owner.query(make);
  for (const { make } of indexes) await owner.query(make);
  for (const { make } of constraints.filter(isForeignKey)) await owner.query(make);
  const after = (await owner.query(SCHEMA)).rows;
  if (!isDeepStrictEqual(after, before)) throw new Error('Filling the record has changed its schema');
}
