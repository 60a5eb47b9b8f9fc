import { DataSource } from 'typeorm';
import { DomainError } from '../errors/domain.error.js';
import { TheRecord1764000000000 } from './migrations/1764000000000-the-record.js';
import { WhatIsFinal1764100000000 } from './migrations/1764100000000-what-is-final.js';
import { Statistics1764200000000 } from './migrations/1764200000000-statistics.js';
import { Audit1764400000000 } from './migrations/1764400000000-audit.js';
import { PeopleAndPlaces1764500000000 } from './migrations/1764500000000-people-and-places.js';
import { Cost1764300000000 } from './migrations/1764300000000-cost.js';
import { PageCursors1764600000000 } from './migrations/1764600000000-page-cursors.js';
import { InventoryLists1764720000000 } from './migrations/1764720000000-inventory-lists.js';
import { Workspaces1764730000000 } from './migrations/1764730000000-workspaces.js';
import { ListsOfPeople1764745000000 } from './migrations/1764745000000-lists-of-people.js';
import { ReleasedNumbers1764780000000 } from './migrations/1764780000000-released-numbers.js';
import { ListOfWorkspaces1764790000000 } from './migrations/1764790000000-list-of-workspaces.js';
import { OrganizationAliases1764900000000 } from './migrations/1764900000000-organization-aliases.js';
import { UnlocatedNumbers1764910000000 } from './migrations/1764910000000-unlocated-numbers.js';
import { LocationsByName1764930000000 } from './migrations/1764930000000-locations-by-name.js';
import { TraceOfAChange1764940000000 } from './migrations/1764940000000-trace-of-a-change.js';
import { Silence, watchedBy } from './silence.js';

/** In the order in which they run. */
export const MIGRATIONS = [
  TheRecord1764000000000,
  WhatIsFinal1764100000000,
  Statistics1764200000000,
  Cost1764300000000,
  Audit1764400000000,
  PeopleAndPlaces1764500000000,
  PageCursors1764600000000,
  InventoryLists1764720000000,
  Workspaces1764730000000,
  ListsOfPeople1764745000000,
  ReleasedNumbers1764780000000,
  ListOfWorkspaces1764790000000,
  OrganizationAliases1764900000000,
  UnlocatedNumbers1764910000000,
  LocationsByName1764930000000,
  TraceOfAChange1764940000000,
];

export interface DataSourceOptions {
  /** PostgreSQL connection string; a unix socket is named by `?host=/directory`. */
  url: string;
  poolSize: number;
  /** A server never waits for ever; a command of the operator does. */
  limits: 'server' | 'none';
  /** The entities are the core's; a migration needs none. */
  entities: Function[];
}

// Each longer than the one before, so that the one who knows most about it speaks. A database that answers nothing at all
// is noticed before any of them is over (silence.ts).
const SERVER_LIMITS = {
  lock_timeout: 5_000,
  statement_timeout: 10_000,
  query_timeout: 12_000,
  idle_in_transaction_session_timeout: 30_000,
  // What a request runs is prepared, and made so that one plan serves all values (docs/decisions/0022): to plan some of
  // these statements costs several times as much as to run them.
  // And it reads by an index, whatever the planner believes before the statistics of a table are new.
  options: [
    '-c plan_cache_mode=force_generic_plan',
    '-c enable_seqscan=off',
    '-c enable_mergejoin=off',
    '-c enable_material=off',
  ].join(' '),
};

/** TypeORM over one PostgreSQL; the schema is what the migrations made, never synchronized. */
export function recordDataSource({ url, poolSize, limits, entities }: DataSourceOptions): DataSource {
  const silence = limits === 'server' ? new Silence() : undefined;
  const dataSource = new DataSource({
    type: 'postgres',
    entities,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    installExtensions: false,
    poolSize,
    connectTimeoutMS: limits === 'server' ? 5_000 : 0,
    applicationName: 'linebook',
    logging: false,
    // Through `extra`, because TypeORM's own reading of a URL does not know unix sockets.
    extra: { connectionString: url, keepAlive: true, ...(silence && { ...SERVER_LIMITS, stream: silence.socket }) },
  });
  return silence ? watchedBy(silence, dataSource) : dataSource;
}

/** recordDataSource, connected. Throws DomainError `database_unreachable`, which says why, without the password. */
export async function connectedDataSource(options: DataSourceOptions): Promise<DataSource> {
  try {
    return await recordDataSource(options).initialize();
  } catch (error) {
    throw new DomainError({
      kind: 'unavailable',
      code: 'database_unreachable',
      message: 'The database cannot be reached',
      details: reasonOf(error),
      cause: error,
    });
  }
}

/** The driver tries each address of a host name and then throws all its failures at once, without a text. */
function reasonOf(error: unknown): string {
  const { message, errors } = error as AggregateError;
  return message || errors.map((one: Error) => one.message).join(', ');
}
