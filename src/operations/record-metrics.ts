import { Gauge, type Registry } from 'prom-client';

const COUNTED_EVERY_MS = 300_000;

/** How many numbers are in each condition; each number of an inventory counts once. */
export type NumberCounts = Record<'held' | 'free' | 'resting' | 'inactive', number>;

export interface RecordSources {
  /** Counts all numbers of the record, which takes about a second for two million. */
  countNumbers: () => Promise<NumberCounts>;
  /** Of the embedded database. Undefined: there was none. Absent: another database has its own backups. */
  lastBackup?: () => Promise<Date | undefined>;
}

/**
 * What the record has, for Prometheus. The numbers are counted at most every five minutes, and only while somebody reads the
 * metrics; a count that fails leaves the last one.
 */
export function watchRecord(registers: Registry[], { countNumbers, lastBackup }: RecordSources): void {
  let countedAt = -Infinity;
  new Gauge({
    name: 'linebook_numbers',
    help: 'Phone numbers of all inventories: held, free, resting after a release, or inactive and not held.',
    labelNames: ['state'],
    // Each worker counts the same record.
    aggregator: 'max',
    registers,
    async collect() {
      if (Date.now() - countedAt < COUNTED_EVERY_MS) return;
      countedAt = Date.now();
      const counts = await countNumbers().catch(() => undefined);
      for (const [state, count] of Object.entries(counts ?? {})) this.set({ state }, count);
    },
  });
  if (!lastBackup) return;
  new Gauge({
    name: 'linebook_last_backup_age_seconds',
    help: 'Time since the last backup of the embedded record; absent: there was none.',
    aggregator: 'max',
    registers,
    async collect() {
      const at = await lastBackup();
      if (at) this.set((Date.now() - at.getTime()) / 1000);
    },
  });
}
