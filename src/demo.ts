import 'reflect-metadata';
import type { KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoKey, signDemoToken } from './auth/demo-key.js';
import { demoTrust } from './auth/trust.js';
import { connectedDataSource } from './database/data-source.js';
import { openServedDatabase } from './database/served-database.js';
import { DomainError } from './errors/domain.error.js';
import { inForeground } from './foreground.js';
import { webexId } from './ids/webex-id.js';
import { ImportService, type ImportOptions } from './phone-numbers/import/import.service.js';
import { RECORD_ENTITIES } from './phone-numbers/record/entities.js';
import { readSettings, type Settings } from './settings/settings.js';
import { startServer } from './start.js';

const EXAMPLES = join(import.meta.dirname, '../examples');
const ACME = '5f7b1c2e8a1d4e0012c3b400';
const ACME_USER = '5f7b1c2e8a1d4e0012c3b4d3';
const ATLAS = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const ATLAS_WORKSPACE = '842938d5-9273-4bc6-aa3a-056772db3165';

await inForeground(demo);

/** `npm run demo`: the examples on an embedded database, served with tokens of the demo's own key, until a signal. */
async function demo(toldToStop: Promise<void>): Promise<void> {
  const settings = demoSettings();
  const database = await openServedDatabase(settings.dataDirectory);
  try {
    const key = await demoKey(settings.dataDirectory);
    await loadExamples(database.url);
    const server = await startServer({ settings, trust: demoTrust(key), databaseUrl: database.url });
    print(server.url, key);
    await toldToStop;
    await server.stop();
  } finally {
    await database.close();
  }
}

/** Of the environment only what the demo's own options do not say; never another database or key. */
function demoSettings(): Settings {
  const { port, data } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } }).values;
  const { PORT, LINEBOOK_DATA, LOG_LEVEL } = process.env;
  return readSettings({
    PORT: port ?? PORT,
    LINEBOOK_DATA: data ?? LINEBOOK_DATA,
    // Else a line per request would push what is printed here out of sight.
    LOG_LEVEL: LOG_LEVEL ?? 'warn',
    DOCS: 'on',
  });
}

async function loadExamples(url: string): Promise<void> {
  const record = await connectedDataSource({ url, poolSize: 2, limits: 'none', entities: RECORD_ENTITIES });
  try {
    const service = new ImportService(record);
    const by = { subject: 'demo', trackingId: 'DEMO', dryRun: false };
    await load(service, 'acme-phone-numbers.json', {
      ...by,
      organization: { id: { objectId: ACME }, name: 'Acme' },
    });
    await load(service, 'acme-users.csv', by);
    await load(service, 'atlas-workspace-numbers.json', by);
  } finally {
    await record.destroy();
  }
}

async function load(service: ImportService, file: string, options: ImportOptions): Promise<void> {
  const refused: string[] = [];
  const report = { refused: ({ code }: { code: string }) => void refused.push(code), warned: () => {} };
  const bytes = createReadStream(join(EXAMPLES, file));
  await service.import([{ name: file, open: () => Promise.resolve(bytes) }], options, report);
  if (!refused.length) return;
  throw new DomainError({
    kind: 'conflict',
    code: 'example_refused',
    message: `The record in this data directory does not take ${file} any more: ${refused.join(', ')}`,
    details: 'Name a new directory with `npm run demo -- --data DIR`.',
  });
}

function print(url: string, key: KeyObject): void {
  const superadmin = signDemoToken(key, { roles: ['SUPERADMIN'] });
  const administrator = signDemoToken(key, {
    roles: ['full_admin'],
    scopes: ['spark-admin:workspaces_read'],
    organization: ATLAS,
  });
  const curl = (token: string, path: string, sent = ''): string =>
    `  curl -H 'Authorization: Bearer ${token}'${sent} ${url}${path}\n`;
  const acme = `/api/organizations/${ACME}/phone-numbers`;
  const assign = (phoneNumber: string): string => {
    const body = JSON.stringify({ targetUserId: ACME_USER, provider: 'twilio', phoneNumber });
    return curl(superadmin, acme, ` -H 'Content-Type: application/json' -d '${body}'`);
  };
  console.log(`
Linebook serves the examples at ${url}

The organizations face: which numbers the users of Acme have
${curl(superadmin, acme)}
Give Ana Ruiz of Acme a number
${assign('+14165550102')}
The same with the number of Sam Patel: a 409 that says who has it, and since when
${assign('+12362320246')}
The workspaces face: which numbers a workspace of Atlas_Test_CALL-1237 has
${curl(administrator, `/v1/workspaces/${webexId('PLACE', ATLAS_WORKSPACE)}/features/numbers`)}
All of it is described, and can be tried, at ${url}/docs
The tokens are good for an hour; \`npx linebook token --help\` says how to get others. Ctrl-C stops everything.
`);
}
