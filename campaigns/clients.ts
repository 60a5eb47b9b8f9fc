import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { createDatabase } from '../test/record-database.js';
import { RecordFixtures } from '../test/record-fixtures.js';
import { startServer } from '../test/start-server.js';
import { tokenFor } from '../test/tokens.js';
import { ALL_SCOPES } from '../test/webex-caller.js';
import { NAMES, NUMBERS, OBJECT_ID, plainOrganization, SPARE, variedOrganization } from './clients-record.js';

// Two Python clients of the vendor's API, as their authors publish them, against a server of the build (CONTRIBUTING).

const PACKAGES = ['wxc_sdk==1.41.*', 'webexpythonsdk==2.*'];
const TOKEN_SECONDS = 1_800;
const execute = promisify(execFile);

/** What `campaigns/clients/every_call.py` prints. */
interface Report {
  read: Record<string, unknown>;
  covered: Record<string, Coverage>;
  comparisons: number;
  violations: string[];
}

interface Coverage {
  /** Of Linebook's, those that the client has a method for, and those that succeeded. */
  operations: number;
  exercised: number;
  methods: number;
  withoutMethod: string[];
  /** Methods that were not called, or whose operation did not succeed. */
  missed: string[];
  /** Operations that succeeded though no method was found that calls them: the search for methods is at fault. */
  unknown: string[];
}

/** Prints what came of it; answers whether the clients read and wrote as the record has it, or could not be had. */
export async function run(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-clients-'));
  try {
    const python = await installed(folder);
    if (python === undefined) return true;
    const { read, covered, comparisons, violations } = await everyCall(python);
    if (!isDeepStrictEqual(read, EXPECTED)) {
      violations.push(`read: ${JSON.stringify(read)}, expected ${JSON.stringify(EXPECTED)}`);
    }
    for (const [client, coverage] of Object.entries(covered)) violations.push(...violationsOf(client, coverage));
    console.log(`${comparisons} comparisons`);
    for (const violation of violations) console.log(`violation: ${violation}`);
    if (!violations.length) console.log('no violation: both clients read and write what the record has');
    return !violations.length;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The Python that has the clients; undefined, and a message, where Python or the registry is missing. */
async function installed(folder: string): Promise<string | undefined> {
  const python = join(folder, 'bin', 'python');
  try {
    await execute('python3', ['-m', 'venv', folder]);
    await execute(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]);
    return python;
  } catch (error) {
    console.log(`skipped: no Python, or its packages cannot be had (${String(error).split('\n')[0]})`);
    return undefined;
  }
}

/** What the first reads find of the plain organization. */
const EXPECTED = {
  wxc_sdk: {
    ...{ me: 'Sam Patel', people: NAMES, details: NAMES, organizations: ['Acme'] },
    ...{ locations: ['Annex', 'Main'], calling: ['Annex', 'Main'], workspaceLocations: ['Annex', 'Main'] },
    ...{ workspaces: ['Room 0', 'Room 1'], numbersOfWorkspaces: NUMBERS },
    ...{ licences: { 'Webex Calling - Professional': 3 }, licensed: NAMES, inventory: [...NUMBERS, ...SPARE] },
  },
  webexpythonsdk: {
    ...{ me: 'Sam Patel', people: NAMES, organizations: ['Acme'], licences: ['Webex Calling - Professional'] },
  },
};

async function everyCall(python: string): Promise<Report> {
  const database = await createDatabase();
  const rows = new RecordFixtures(database);
  const organizations = [await plainOrganization(rows), await variedOrganization(database, rows)];
  const server = await startServer({ database });
  try {
    const exp = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
    const administrator = { roles: ['full_admin'], scopes: ALL_SCOPES, subject: OBJECT_ID, exp };
    const tokens = organizations.map(({ uuid: organization }) => tokenFor({ ...administrator, organization }));
    const env = { ...process.env, API_MODEL_ALLOW_EXTRA: 'forbid', PYTHONDONTWRITEBYTECODE: '1' };
    const program = ['campaigns/clients/every_call.py', server.url, 'openapi/workspaces.json', ...tokens];
    const { stdout } = await execute(python, program, { env });
    return JSON.parse(stdout) as Report;
  } finally {
    await server.stop();
    await database.drop();
  }
}

/** Prints the coverage; answers what is missing of it. */
function violationsOf(client: string, { operations, exercised, methods, ...rest }: Coverage): string[] {
  console.log(
    `${client}: ${exercised} of ${operations} operations exercised that it has a method for (${methods} methods); ` +
      `it has none for ${rest.withoutMethod.length}`,
  );
  return [
    ...rest.missed.map((one) => `${client} did not exercise ${one}`),
    ...rest.unknown.map((one) => `${client} has a method for ${one} that was not found`),
  ];
}
