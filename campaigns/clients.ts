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

// Two Python clients of the vendor's API, as their authors publish them, against a server of the build (CONTRIBUTING).

const PACKAGES = ['wxc_sdk==1.41.*', 'webexpythonsdk==2.*'];
const OBJECT_ID = '5f7b1c2e8a1d4e0012c3b4a6';
const execute = promisify(execFile);

/** Prints what came of it; answers whether the clients read what the record has, or could not be had. */
export async function run(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'linebook-clients-'));
  try {
    const python = await installed(folder);
    return python === undefined || (await readsTheRecord(python));
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

async function readsTheRecord(python: string): Promise<boolean> {
  const database = await createDatabase();
  const rows = new RecordFixtures(database);
  const acme = await rows.organization({ name: 'Acme' });
  const location = await rows.location(acme, { name: 'Main', routing_prefix: '8' });
  const licence = await rows.licence(acme);
  const names = ['Ana Ruiz', 'Kim Lee', 'Sam Patel'];
  for (const [i, full_name] of names.entries()) {
    const user = await rows.user(acme, { full_name, ...(i === 2 && { object_id: OBJECT_ID }) });
    await rows.userLicence(acme, user, licence);
    await rows.personLine(acme, user, location, { number: undefined });
  }
  const numbers = ['+12145551001', '+12145551002'];
  for (const [i, number] of numbers.entries()) {
    const workspaceId = await rows.workspace(acme, location, { name: `Room ${i}` });
    await rows.callingLine(acme, { workspaceId, locationId: location }, { number });
  }
  const server = await startServer({ database });
  try {
    const token = tokenFor({ roles: ['full_admin'], scopes: ALL_SCOPES, organization: acme.uuid, subject: OBJECT_ID });
    const env = { ...process.env, API_MODEL_ALLOW_EXTRA: 'forbid' };
    const { stdout } = await execute(python, ['campaigns/clients/first_calls.py', server.url, token], { env });
    const [organizations, places] = [['Acme'], ['Main']];
    const licences = { 'Webex Calling - Professional': 3 };
    const expected = {
      wxc_sdk: {
        ...{ me: 'Sam Patel', people: names, details: names, organizations, locations: places, calling: places },
        ...{ workspaceLocations: places, workspaces: ['Room 0', 'Room 1'], numbersOfWorkspaces: numbers },
        ...{ licences, licensed: names, inventory: numbers },
      },
      webexpythonsdk: { me: 'Sam Patel', people: names, organizations, licences: Object.keys(licences) },
    };
    const isSame = isDeepStrictEqual(JSON.parse(stdout), expected);
    console.log(stdout.trim());
    console.log(
      isSame
        ? 'no violation: both clients read what the record has'
        : `violation: expected ${JSON.stringify(expected)}`,
    );
    return isSame;
  } finally {
    await server.stop();
    await database.drop();
  }
}
