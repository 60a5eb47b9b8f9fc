import type { ClientBase } from 'pg';
import { isLockTimeout } from '../../database/driver-error.js';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import { InProgress } from './writes.errors.js';

/** A caller's key, and what they sent under it: both SHA-256, 32 bytes. */
export interface IdempotencyKey {
  scope: Buffer;
  fingerprint: Buffer;
}

/** A status of 200 to 299 and the body as sent. */
export interface Answer {
  status: number;
  body: string;
}

const WAIT_MS = 2_000;
const KEPT = `interval '24 hours'`;
const BATCH = 100;

const CLAIM = preparedStatement('claim_key', 'SELECT pg_advisory_xact_lock($1)');

/** Waits for whoever else runs under the key, but not long. Throws InProgress. */
export async function claimKey(client: ClientBase, { scope }: IdempotencyKey): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = ${WAIT_MS}`);
  try {
    await runPrepared(client, CLAIM, [scope.readBigInt64BE(0).toString()]);
  } catch (error) {
    throw isLockTimeout(error) ? new InProgress() : error;
  }
  await client.query('SET LOCAL lock_timeout TO DEFAULT');
}

const STORED = preparedStatement(
  'stored_answer',
  `SELECT fingerprint, status, body FROM idempotent_answers
          WHERE scope = $1 AND at > clock_timestamp() - ${KEPT}`,
);

/** By the database's clock; an expired answer never counts. */
export async function storedAnswer(client: ClientBase, { scope }: IdempotencyKey) {
  return (await runPrepared<Answer & { fingerprint: Buffer }>(client, STORED, [scope]))[0];
}

const STORE = preparedStatement(
  'store_answer',
  `
    INSERT INTO idempotent_answers (scope, fingerprint, status, body, at)
    VALUES ($1, $2, $3, $4, date_trunc('milliseconds', clock_timestamp()))
    ON CONFLICT (scope) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,
      body = excluded.body, at = excluded.at`,
);

/** In the transaction of the effect, so that neither is without the other. */
export async function storeAnswer(client: ClientBase, key: IdempotencyKey, { status, body }: Answer): Promise<void> {
  await runPrepared(client, STORE, [key.scope, key.fingerprint, status, body]);
}

// now(), which an index can be asked for; by clock_timestamp() every row would be compared.
const DELETE_EXPIRED = preparedStatement(
  'delete_expired_answers',
  `
    DELETE FROM idempotent_answers WHERE scope IN (
      SELECT scope FROM idempotent_answers WHERE at <= now() - ${KEPT} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
);

/** A few at a time, by whoever stores one: no job to run, and no write that waits for many. */
export async function deleteSomeExpired(client: ClientBase): Promise<void> {
  await runPrepared(client, DELETE_EXPIRED, []);
}
