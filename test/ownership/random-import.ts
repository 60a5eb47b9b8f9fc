import { linebook } from '../cli/linebook.js';
import { webexId } from '../../src/ids/webex-id.js';
import { EXTENSIONS, LOCATION_NAME, ORGANIZATION_NAME, USER, type Cast, type Office } from './cast.js';
import type { Random } from './random.js';

export interface ImportOutcome {
  /** The exit code, with the codes of what was refused. */
  outcome: string;
  fault?: string;
  /** Whether it said that it changed something. */
  changed: boolean;
}

/** Runs `linebook import` with a file that moves numbers among all workspaces of a location, or among all users. */
export async function randomImport(cast: Cast, random: Random, databaseUrl: string): Promise<ImportOutcome> {
  const input = JSON.stringify(
    random.percent(60) ? office(cast, random.one(cast.offices), random) : users(cast, random),
  );
  const args = ['import', '-', '--organization', cast.organization.objectId];
  const { code, stdout, stderr } = await linebook(args, { env: { DATABASE_URL: databaseUrl }, input });
  const refused = new Set([...stderr.matchAll(/: refused (\w+):/g)].map(([, refusal]) => refusal));
  return {
    outcome: ['import: exit', code, ...[...refused].sort()].join(' '),
    fault: code === 0 || (code === 1 && refused.size > 0) ? undefined : `an import ended with ${code}: ${stderr}`,
    changed: code === 0 && !stdout.includes('nothing to change'),
  };
}

/** Its numbers and extensions, given out anew. */
function office({ organization }: Cast, { locationId, workspaces, numbers }: Office, random: Random): object[] {
  const lines = random.some(numbers, workspaces.length * 2);
  const extensions = random.some(EXTENSIONS, workspaces.length);
  return random.some(workspaces, workspaces.length).map((workspace, i) => ({
    distinctiveRingEnabled: false,
    phoneNumbers: [
      { external: lines[2 * i], extension: extensions[i], routingPrefix: null, esn: extensions[i], primary: true },
      { external: lines[2 * i + 1], extension: null, routingPrefix: null, esn: null, primary: false },
    ],
    workspace: { id: webexId('PLACE', workspace.id) },
    location: { id: webexId('LOCATION', locationId), name: LOCATION_NAME },
    organization: { id: webexId('ORGANIZATION', organization.uuid), name: ORGANIZATION_NAME },
  }));
}

function users({ users: all, numbers }: Cast, random: Random): object {
  const given = random.some(numbers, all.length);
  const line = { provider: 'twilio', isDefault: true, isInboundEnabled: true };
  return {
    assignments: random.some(all, all.length).map((userId, i) => ({ userId, ...USER, ...line, phoneNumber: given[i] })),
  };
}
