import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import { inTransaction } from '../../database/transaction.js';
import {
  claimKey,
  deleteSomeExpired,
  storedAnswer,
  storeAnswer,
  type Answer,
  type IdempotencyKey,
} from './answers.queries.js';
import { KeyReused } from './writes.errors.js';

/** What a write answers; a replay repeats the first answer and has no effect. */
export interface Answered extends Answer {
  replayed: boolean;
}

/** Runs writes: each is one transaction, and with a key it has its effect once. */
@Injectable()
export class WritesService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs the work in a transaction and answers what it answers. Under a key the answer is stored with the effect, and
   * whoever comes again with it within 24 hours gets that answer, if `admit` still lets them in as the work itself would;
   * a refused request stores nothing. Throws InProgress, KeyReused, and what `admit` and the work throw.
   */
  async once(
    key: IdempotencyKey | undefined,
    admit: (client: ClientBase) => Promise<void>,
    work: (client: ClientBase) => Promise<Answer>,
  ): Promise<Answered> {
    return inTransaction(this.dataSource, async (client) => {
      if (!key) return { ...(await work(client)), replayed: false };
      await claimKey(client, key);
      const stored = await storedAnswer(client, key);
      if (stored) await admit(client);
      if (stored && !stored.fingerprint.equals(key.fingerprint)) throw new KeyReused();
      if (stored) return { status: stored.status, body: stored.body, replayed: true };
      const answer = await work(client);
      await storeAnswer(client, key, answer);
      await deleteSomeExpired(client);
      return { ...answer, replayed: false };
    });
  }
}
