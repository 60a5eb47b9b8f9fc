import type { KeyObject } from 'node:crypto';
import { demoKey, signDemoToken } from './auth/demo-key.js';
import { demoTrust } from './auth/trust.js';
import { connectedDataSource } from './database/data-source.js';
import { openServedDatabase } from './database/served-database.js';
import { loadExamples } from './examples/load-examples.js';
import {
  FREE_IN_BERLIN,
  FREIGHT,
  FRONT_DESK_IN_SEATTLE,
  HELD_IN_BERLIN,
  LOGISTIK,
  MIRIAM_ROSENBAUM,
  SERVICES,
} from './examples/ternfield.js';
import { webexId } from './ids/webex-id.js';
import { RECORD_ENTITIES } from './phone-numbers/record/entities.js';
import { readSettings, VARIABLES, type Settings } from './settings/settings.js';
import { startServer, type RunningServer } from './start.js';

const BY_DEFAULT = VARIABLES.dataDirectory.default;

export interface DemoOptions {
  /** TCP port; PORT if it is not given. */
  port?: string;
  /** Data directory; LINEBOOK_DATA if it is not given. */
  data?: string;
}

/** Serves the examples on an embedded database, with tokens of the demo's own key, until it is told to stop. */
export async function demo(options: DemoOptions, toldToStop: Promise<void>): Promise<void> {
  const settings = demoSettings(options);
  const database = await openServedDatabase(settings.dataDirectory);
  try {
    const key = await demoKey(settings.dataDirectory);
    await withExamples(database.url);
    const server = await startServer({
      settings,
      trust: demoTrust(key),
      databaseUrl: database.url,
      embeddedIn: settings.dataDirectory,
    });
    print(server, key, settings);
    await toldToStop;
    await server.stop();
  } finally {
    await database.close();
  }
}

/** The options win over the environment. Never another database or key. */
function demoSettings({ port, data }: DemoOptions): Settings {
  const { PORT, LINEBOOK_DATA, LOG_LEVEL } = process.env;
  return readSettings({
    PORT: port ?? PORT,
    LINEBOOK_DATA: data ?? LINEBOOK_DATA,
    // Else a line per request would push what is printed here out of sight.
    LOG_LEVEL: LOG_LEVEL ?? 'warn',
    DOCS: 'on',
  });
}

async function withExamples(url: string): Promise<void> {
  const record = await connectedDataSource({ url, poolSize: 2, limits: 'none', entities: RECORD_ENTITIES });
  try {
    await loadExamples(record);
  } finally {
    await record.destroy();
  }
}

function print({ url }: RunningServer, key: KeyObject, { dataDirectory }: Settings): void {
  const superadmin = signDemoToken(key, { roles: ['SUPERADMIN'] });
  const administratorOf = (organization: string): string =>
    signDemoToken(key, { roles: ['full_admin'], scopes: ['spark-admin:workspaces_read'], organization });
  const curl = (token: string, path: string, sent = ''): string =>
    `  curl -H 'Authorization: Bearer ${token}'${sent} '${url}${path}'\n`;
  const logistik = `/api/organizations/${LOGISTIK}/phone-numbers`;
  const assign = (phoneNumber: string): string => {
    const body = JSON.stringify({ targetUserId: MIRIAM_ROSENBAUM, provider: 'sinch', phoneNumber });
    return curl(superadmin, logistik, ` -H 'Content-Type: application/json' -d '${body}'`);
  };
  const frontDesk = `/v1/workspaces/${webexId('PLACE', FRONT_DESK_IN_SEATTLE)}/features/numbers`;
  const orgId = webexId('ORGANIZATION', FREIGHT.uuid);
  const data = dataDirectory === BY_DEFAULT ? '' : ` --data '${dataDirectory.replaceAll("'", `'\\''`)}'`;
  console.log(`
Linebook serves the examples at ${url}: a company group, Ternfield, and the vendors' own, Acme and Atlas

The organizations face: which numbers the users of Ternfield Logistik have
${curl(superadmin, logistik)}
Give Miriam Rosenbaum, who began today, a number
${assign(FREE_IN_BERLIN)}
The same with the number of a colleague: a 409 that says who has it, since when, and which ones are free
${assign(HELD_IN_BERLIN)}
The workspaces face: which numbers the front desk of Ternfield Freight in Seattle has
${curl(administratorOf(FREIGHT.uuid), frontDesk)}
The same for Ternfield Services, the partner that looks after Freight
${curl(administratorOf(SERVICES), `${frontDesk}?orgId=${orgId}`)}
All numbers of Ternfield Services as a spreadsheet, held or free
  npx linebook export inventory --organization ${SERVICES}${data}

All of it is described, and can be tried, at ${url}/docs
The tokens are good for an hour; \`npx linebook token --help\` says how to get others. Ctrl-C stops everything.
`);
}
