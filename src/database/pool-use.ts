import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** How many connections of the pool there are, and how many requests want one that is not to be had. */
export interface PoolUse {
  busy: number;
  idle: number;
  waiting: number;
}

/** All zero once the data source is closed. */
export function poolUse({ driver }: DataSource): PoolUse {
  const pool = (driver as PostgresDriver).master as Pool | undefined;
  if (!pool) return { busy: 0, idle: 0, waiting: 0 };
  const { totalCount, idleCount, waitingCount } = pool;
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
