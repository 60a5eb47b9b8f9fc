import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { FREIGHT } from '../src/examples/ternfield.js';
import { createDatabase, type RecordDatabase } from '../test/record-database.js';
import { startServer, type TestServer } from '../test/start-server.js';
import { tokenFor, type TokenOptions } from '../test/tokens.js';
import { filledDocument, valuesOfDemo } from './filled-document.js';
import { directoryBodies, prepareWorkspacesFace, type Call, type Prepared } from './prepared-record.js';

// Generated requests to every operation of every document, and what is answered against the document (CONTRIBUTING,
// "Campaigns"). Schemathesis makes them; it is a program of Python, and none of the project's own.

const PROGRAM = process.env.SCHEMATHESIS_PATH ?? 'schemathesis';
const CHECKS = [
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];
const ALL_SCOPES = [
  'people',
  'locations',
  'workspaces',
  'licenses',
  'organizations',
  'devices',
  'telephony_config',
  'telephony_pstn',
]
  .flatMap((what) => [`${what}_read`, `${what}_write`])
  .map((scope) => `spark-admin:${scope}`);
const SUPERADMIN: TokenOptions = { roles: ['SUPERADMIN'] };
/** Whose document it is asked as; of all others SUPERADMIN. */
const CALLERS: Record<string, TokenOptions> = {
  workspaces: { roles: ['full_admin'], scopes: ALL_SCOPES, organization: FREIGHT.uuid },
};
const TOKEN_SECONDS = 3_600;

interface Options {
  seed: string;
  requests: number;
}

/** Prints what came of it; answers whether all of it was as it must be. */
export async function run(args: string[]): Promise<boolean> {
  const { seed, quick, only } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
    },
  }).values;
  if (!/^\d{1,6}$/.test(seed)) throw new Error('--seed: expected a whole number');
  const version = spawnSync(PROGRAM, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) {
    console.log('skipped: there is no schemathesis (pip install schemathesis, or name it by SCHEMATHESIS_PATH)');
    return true;
  }
  const options = { seed, requests: quick ? 300 : 10_000 };
  console.log(`seed ${seed}, ${options.requests} requests a document, ${version.stdout.trim()}`);
  const faces = (await readdir('openapi'))
    .map((file) => basename(file, '.json'))
    .filter((face) => !only || face === only)
    .sort();
  let good = true;
  for (const face of faces) good = (await fuzz(face, options)) && good;
  console.log(good ? 'no violation' : 'violations, see above');
  return good;
}

/** A document on a server with the demo's record, anew for each: what one did to it is no matter of the next. */
async function fuzz(face: string, options: Options): Promise<boolean> {
  const database = await createDatabase();
  await loadDemo(database.url);
  const server = await startServer({ database });
  const folder = await mkdtemp(join(tmpdir(), 'linebook-fuzz-'));
  try {
    const { path, operations } = await writeFilled(face, await prepare(face, database, server), folder);
    const passed = await requestsOf(path, face, operations.length, server, folder, options);
    return tell(face, operations, server.log()) && passed;
  } finally {
    await server.stop();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** By the build, whose examples are where it looks for them. */
async function loadDemo(url: string): Promise<void> {
  const built = (file: string) => import(pathToFileURL(resolve('dist', file)).href);
  const { connectedDataSource } = (await built(
    'database/data-source.js',
  )) as typeof import('../src/database/data-source.js');
  const { RECORD_ENTITIES } = (await built(
    'phone-numbers/record/entities.js',
  )) as typeof import('../src/phone-numbers/record/entities.js');
  const { loadExamples } = (await built(
    'examples/load-examples.js',
  )) as typeof import('../src/examples/load-examples.js');
  const record = await connectedDataSource({ url, poolSize: 2, limits: 'none', entities: RECORD_ENTITIES });
  await loadExamples(record);
  await record.destroy();
}

async function prepare(face: string, database: RecordDatabase, { url }: TestServer): Promise<Prepared> {
  const known = await valuesOfDemo(face, database);
  if (face === 'directory') return { ...directoryBodies(known), known };
  if (face !== 'workspaces') return { known, apart: {}, bodies: {} };
  await database.query(`UPDATE organizations SET may_add_numbers = 'any'`);
  await database.query(
    `INSERT INTO licences (organization_id, id, name, total_units)
     SELECT id, gen_random_uuid(), 'Webex Calling - Professional', 1000 FROM organizations WHERE uuid = $1`,
    [FREIGHT.uuid],
  );
  const headers = { authorization: `Bearer ${tokenOf(face)}`, 'content-type': 'application/json' };
  const call: Call = async (method, path, body) => {
    const response = await fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  };
  return prepareWorkspacesFace(call, known);
}

const tokenOf = (face: string): string =>
  tokenFor({ ...(CALLERS[face] ?? SUPERADMIN), exp: Math.floor(Date.now() / 1000) + TOKEN_SECONDS });

async function writeFilled(face: string, prepared: Prepared, folder: string) {
  const { document, operations } = filledDocument(face, prepared);
  const path = join(folder, `${face}.json`);
  await writeFile(path, JSON.stringify(document));
  return { path, operations };
}

/** Prints what schemathesis says, but for its banner; answers whether it found nothing. */
async function requestsOf(
  path: string,
  face: string,
  operations: number,
  { url }: TestServer,
  cwd: string,
  { seed, requests }: Options,
): Promise<boolean> {
  const token = tokenOf(face);
  const args = ['run', path, '--url', url, '--header', `Authorization: Bearer ${token}`, '--checks', CHECKS.join()];
  // Its phase `coverage` fails by itself on some versions of Python.
  const each = ['--phases', 'examples,fuzzing', '--max-examples', String(Math.ceil(requests / operations))];
  const bounds = ['--seed', seed, '--workers', '2', '--continue-on-failure'];
  const quiet = ['--no-color', '--warnings', 'off', '--generation-database', 'none', '--suppress-health-check', 'all'];
  const child = spawn(PROGRAM, [...args, ...each, ...bounds, ...quiet], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  if (code !== 0) console.log(text.replaceAll(token, 'TOKEN').slice(-12_000));
  return code === 0;
}

/** 502 is the vendor's code for a number outside the inventory; that it is documented there, schemathesis checks. */
const isServerError = (status: string): boolean => status.startsWith('5') && status !== '502';

/** How each operation was answered; one that nothing succeeded in was not tried at all. */
function tell(face: string, operations: readonly string[], log: string): boolean {
  const tally = new Map<string, Record<string, number>>(operations.map((operation) => [operation, {}]));
  for (const line of log.split('\n').filter((one) => one.includes('"msg":"request"'))) {
    const { method, route = '', status = 'aborted' } = JSON.parse(line) as Record<string, string>;
    const counts = tally.get(`${method} ${route.replaceAll(/:(\w+)/g, '{$1}')}`);
    if (counts) counts[status] = (counts[status] ?? 0) + 1;
  }
  const all = [...tally.values()].flatMap((counts) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
  console.log(`${face}: ${all} requests`);
  for (const [operation, counts] of tally) console.log(`  ${operation}: ${JSON.stringify(counts)}`);
  const barren = [...tally].filter(([, counts]) => !Object.keys(counts).some((status) => status.startsWith('2')));
  barren.forEach(([operation]) => console.log(`  violation: ${operation} never succeeded`));
  const failed = [...tally].filter(([, counts]) => Object.keys(counts).some(isServerError));
  failed.forEach(([operation]) => console.log(`  violation: ${operation} failed`));
  return !barren.length && !failed.length;
}
