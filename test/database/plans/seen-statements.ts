import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RecordDatabase } from '../../record-database.js';
import { startServer, type TestServer } from '../../start-server.js';
import { TOKEN_ENVIRONMENT } from '../../tokens.js';
import { aliasIssuer } from './alias-issuer.js';

const WATCHED_DRIVER = pathToFileURL(resolve('test/database/plans/watched-driver.mjs')).href;

/** A node of a plan as EXPLAIN prints it, as far as it is looked at. */
export interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Subplan Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

export interface SeenStatements {
  registered: { name: string; text: string }[];
  /** Every text that a request sent. */
  texts: string[];
  /** Whatever ran, the checks and triggers of the database included. */
  plans: { request: string; 'Query Text': string; Plan: PlanNode }[];
}

export type PlanCacheMode = 'force_custom_plan' | 'force_generic_plan';

/** Starts a server on the record, asks it, and answers all that it sent and how the database ran that. */
export async function statementsOf(
  database: RecordDatabase,
  mode: PlanCacheMode,
  ask: (server: TestServer) => Promise<void>,
  main?: string,
): Promise<SeenStatements> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-plans-'));
  const file = join(folder, 'seen.json');
  const issuer = await aliasIssuer(folder);
  try {
    await explainEverything(database);
    const env = {
      ...TOKEN_ENVIRONMENT,
      NODE_OPTIONS: `--import ${WATCHED_DRIVER}`,
      AUTH_ISSUERS_FILE: issuer.file,
      SEEN_STATEMENTS: file,
      PLAN_CACHE_MODE: mode,
    };
    const server = await startServer({ database, env, main });
    try {
      await ask(server);
    } finally {
      await server.stop();
    }
    return JSON.parse(await readFile(file, 'utf8')) as SeenStatements;
  } finally {
    await issuer.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** For whoever connects from now on. */
async function explainEverything(database: RecordDatabase): Promise<void> {
  const settings = {
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    'auto_explain.log_timing': 'off',
    'auto_explain.log_nested_statements': 'on',
    'auto_explain.log_format': 'json',
    'auto_explain.log_level': 'notice',
  };
  await database.query(`LOAD 'auto_explain'`);
  const name = new URL(database.url).pathname.slice(1);
  for (const [setting, value] of Object.entries(settings)) {
    await database.query(`ALTER DATABASE ${name} SET ${setting} = '${value}'`);
  }
}

// What begins and ends a transaction, says how it shall be or asks whether the database is there reads no table.
const CONTROL = /^\s*(BEGIN|START|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET LOCAL|SELECT set_config|SELECT 1$)/;

/** The statements that are not in the register. */
export function unregistered({ registered, texts }: SeenStatements): string[] {
  const known = new Set(registered.map(({ text }) => text));
  return texts.filter((text) => !CONTROL.test(text) && !known.has(text));
}

/** By name those of the register that no request ran. */
export function unasked({ registered, plans }: SeenStatements): string[] {
  const ran = new Set(plans.map((plan) => plan['Query Text']));
  return registered.filter(({ text }) => !ran.has(text)).map(({ name }) => name);
}

// Those that grow with the record.
const GROWING = new Set(
  `number_assignments phone_numbers users workspaces locations changes organizations partnerships idempotent_answers
   organization_revisions organization_aliases`.split(/\s+/),
);
const BUFFERS = 60;
const BUFFERS_PER_ROW = 12;
// The one that counts before it answers: 2,001 users at most, of whom the index alone is read.
const COUNTED = new Map([['organization_lines_brief', 120]]);
// The one that answers many lines in a text.
const OF_TEXTS = 'organization_lines';

// Those that look at so many rows, however few are asked for: a page of them ends (decision 22).
const LOOKING = /^listed_(numbers|lines)_/;
const MOST_LOOKED_AT = 1001;

/** What is wrong with the plans, a sentence for each statement and fault. */
export function planFaults({ registered, plans }: SeenStatements): string[] {
  const faults = new Set<string>();
  for (const { request, Plan, ...rest } of plans) {
    const text = rest['Query Text'];
    const name = registered.find((statement) => statement.text === text)?.name;
    const said = `${name ?? text.replace(/\s+/g, ' ').slice(0, 100)} of ${request}`;
    for (const table of scanned(Plan)) faults.add(`${said} reads all of ${table}`);
    const buffers = Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'];
    const rows = rowsBehind(name ?? '', Plan);
    if (LOOKING.test(name ?? '') && rows > MOST_LOOKED_AT) faults.add(`${said} looks at ${rows} rows`);
    const most = BUFFERS + BUFFERS_PER_ROW * rows + (COUNTED.get(name ?? '') ?? 0);
    if (buffers > most) faults.add(`${said} reads ${buffers} buffers, ${most} at most`);
  }
  return [...faults];
}

function* scanned(node: PlanNode): Generator<string> {
  const table = node['Relation Name'];
  if (node['Node Type'] === 'Seq Scan' && table && GROWING.has(table) && node['Actual Loops']) yield table;
  for (const child of node.Plans ?? []) yield* scanned(child);
}

// What a statement's rows are made of: those that it writes, locks or puts together into one, and those that it is given.
const MADE_OF_ROWS = new Set(['ModifyTable', 'LockRows', 'Aggregate']);

/** Those that are answered, written or handed in. */
function rowsOf(plan: PlanNode): number {
  const made = MADE_OF_ROWS.has(plan['Node Type']) ? (plan.Plans ?? []) : [];
  const rows = [plan, ...made, ...handedIn(plan)].map((one) => one['Actual Rows'] * one['Actual Loops']);
  return Math.max(...rows);
}

function rowsBehind(name: string, plan: PlanNode): number {
  if (name === OF_TEXTS) return Math.max(...putTogether(plan));
  return LOOKING.test(name) ? lookedAt(plan) : rowsOf(plan);
}

const lookedAt = ({ Plans = [], ...node }: PlanNode): number =>
  node['Subplan Name'] === 'CTE looked' ? node['Actual Rows'] : Math.max(0, ...Plans.map(lookedAt));

function* putTogether(node: PlanNode): Generator<number> {
  for (const child of node.Plans ?? []) {
    if (node['Node Type'] === 'Aggregate') yield child['Actual Rows'] * child['Actual Loops'];
    yield* putTogether(child);
  }
}

function* handedIn(node: PlanNode): Generator<PlanNode> {
  if (node['Node Type'] === 'Function Scan') yield node;
  for (const child of node.Plans ?? []) yield* handedIn(child);
}
