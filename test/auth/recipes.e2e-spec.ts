import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../ask.js';
import { linebook } from '../cli/linebook.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { startServer, type TestServer } from '../start-server.js';
import { TEST_ORGANIZATION } from '../tokens.js';
import { corpus } from './corpus.js';
import { keyServer, trap, type LocalServer } from './local-servers.js';
import { send } from './raw-request.js';
import { isMeantByRecipe, recipeKit } from './recipe-kit.js';
import { recipes, signedAs, withoutEach, type WrittenIssuer, type WrittenToken } from './recipes.js';
import { keys as keyPairs, publishedKeys, TokenKit } from './token-kit.js';
import { letIn } from './verdict.js';

// docs/identity-providers.md as it stands: one server trusts all of its issuers, and each once more without each setting.

// Any workspace that does not exist: who is let in gets 404, never 401 or 403.
const PATH = '/v1/workspaces/3f2b6a50-5a3c-4d61-9a3e-6c1d2b3a4f50/features/numbers';
const RECIPES = recipes();
interface ProviderToken extends WrittenToken {
  provider: string;
  case: string;
}
/** Access tokens as they are issued, in the shapes of public reports. */
const PROVIDER_TOKENS = JSON.parse(readFileSync('test/auth/provider-tokens.json', 'utf8')) as ProviderToken[];
const ISSUERS = RECIPES.flatMap(({ issuers }) => issuers);
/** The organization of all recipes. */
const TERNFIELD = '3d6f0c52-8b1e-4a97-9c40-1f7be25a6d08';
const ADD_TERNFIELD = ['organizations', 'add', '--uuid', TERNFIELD, '--name', 'Ternfield'];
const ALIASES = RECIPES.flatMap(({ commands }) => commands);
const COUNTS_FOR_MS = 1_000;

/** Another issuer with a key of its own, under the same id. */
const KEYS_APART: WrittenIssuer = { issuer: 'https://apart.example', keySet: '', audience: 'linebook' };
const strangersKey = { ...keyPairs.attacker.publicKey.export({ format: 'jwk' }), kid: 'k1' };

let database: RecordDatabase;
let folder: string;
let keys: LocalServer;
let trapped: LocalServer;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linebook-issuers-'));
  keys = await keyServer({ '/keys': { keys: publishedKeys }, '/stranger': { keys: [strangersKey] } });
  trapped = await trap();
  const file = join(folder, 'issuers.json');
  const trusted = ISSUERS.flatMap((issuer) => [issuer, ...withoutEach(issuer).map(({ variant }) => variant)]);
  const written = trusted.map((issuer) => ({ ...issuer, keySet: `${keys.url}/keys` }));
  await writeFile(file, JSON.stringify([...written, { ...KEYS_APART, keySet: `${keys.url}/stranger` }]));
  database = await createDatabase();
  for (const command of [ADD_TERNFIELD, ...ALIASES]) await done(command);
  for (const { iss, name } of furtherNames()) {
    await done(['organizations', 'alias', TERNFIELD, '--issuer', iss, '--id', name]);
  }
  server = await startServer({ database, env: { AUTH_ISSUERS_FILE: file } });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await keys.stop();
  await trapped.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command of the page to its end. */
async function done(args: string[]): Promise<void> {
  const outcome = await linebook(args, { env: { DATABASE_URL: database.url } });
  expect([args, outcome.code, outcome.stderr]).toEqual([args, 0, '']);
}

/** Further names of the one organization: in the corpus, at the issuers that lack a setting, and in a reported token. */
function furtherNames(): { iss: string; name: string }[] {
  const withAliases = RECIPES.filter(({ commands }) => commands.length);
  return withAliases.flatMap(({ issuers: [issuer], commands: [command], after: [token] }) => [
    { iss: issuer!.issuer.replace('{tid}', TEST_ORGANIZATION), name: TEST_ORGANIZATION },
    ...withoutEach(issuer!).map(({ variant }) => ({ iss: issuerOf(variant, token!), name: command!.at(-1)! })),
    { iss: issuerOf(issuer!, token!), name: TERNFIELD },
  ]);
}

const statusOf = async (token: string): Promise<number> => (await ask(server.url, { path: PATH, token })).status;
const statusesOf = (tokens: WrittenToken[], changed = {}): Promise<number[]> =>
  Promise.all(tokens.map((token) => statusOf(signedAs(token, changed))));

/** Whose token it would be, in the place of the tenant its own. */
const issuerOf = ({ issuer }: WrittenIssuer, { claims }: WrittenToken): string =>
  issuer.replace('{tid}', (claims.tid as string | undefined) ?? TEST_ORGANIZATION);

it('has a recipe for each provider', () => {
  expect(RECIPES.map(({ title }) => title)).toEqual([
    'Keycloak',
    'Keycloak with Organizations',
    'Microsoft Entra ID, one tenant',
    'Microsoft Entra ID, several tenants',
    'Auth0',
    'Auth0 with Organizations',
    'Okta',
    'Amazon Cognito',
    'Duende IdentityServer',
  ]);
});

describe.each(RECIPES)('$title', ({ issuers, before, after }) => {
  it('lets a token in after what the recipe says, and not before', async () => {
    expect(await statusesOf(after)).toEqual(after.map(() => 404));
    for (const status of await statusesOf(before)) expect([401, 403]).toContain(status);
    expect([before.length, after.length]).not.toContain(0);
  });

  it('needs each of its settings: without it one of these tokens is refused', async () => {
    for (const { member, variant } of issuers.flatMap(withoutEach)) {
      const statuses = await statusesOf(after, { iss: issuerOf(variant, after[0]!) });
      expect([member, statuses.filter((status) => status === 401 || status === 403)]).not.toEqual([member, []]);
    }
  });

  it.each(issuers)(
    'lets none of the token corpus in, as $issuer',
    async (issuer) => {
      const kit = recipeKit(issuer, trapped.url);
      expect(await statusOf(kit.good())).toBe(404);
      const entered: string[] = [];
      const cases = corpus(kit).filter((given) => given.expect !== 'accepted' && !isMeantByRecipe(issuer, given));
      for (const given of cases) {
        if (letIn(await send(server.url, PATH, given))) entered.push(`${given.row} ${given.what}`);
      }
      expect(entered).toEqual([]);
      expect(cases.length).toBeGreaterThan(250);
      expect(await statusOf(kit.good())).toBe(404);
    },
    60_000,
  );
});

it('jK14: believes no issuer’s key in a token of another', async () => {
  const kit = new TokenKit('key_set', trapped.url);
  const apart = kit.claims({ iss: KEYS_APART.issuer });
  const token = { header: kit.header, claims: apart };
  expect(await statusOf(signedAs(token))).toBe(401);
  expect(await statusOf(signedAs(token, {}, keyPairs.attacker.privateKey))).toBe(404);
  for (const { issuers, after } of RECIPES) {
    const iss = issuerOf(issuers[0]!, after[0]!);
    expect(await statusOf(signedAs(after[0]!, { iss }, keyPairs.attacker.privateKey))).toBe(401);
  }
});

it('takes what stands in for an audience only of a token that says what it is for', async () => {
  const { after } = RECIPES.find(({ title }) => title === 'Amazon Cognito')!;
  expect(await statusesOf(after, { token_use: undefined })).toEqual([401]);
  expect(await statusesOf(after, { token_use: undefined, typ: 'Bearer' })).toEqual([404]);
});

it('lets the tokens of an alias in until it is removed, and again once it is there', async () => {
  const withAlias = RECIPES.filter(({ commands }) => commands.length);
  const statuses = () => Promise.all(withAlias.map(({ after }) => statusesOf(after)));
  const before = await statuses();
  expect(new Set(before.flat())).toEqual(new Set([404]));
  for (const [, , , ...name] of ALIASES) await done(['organizations', 'alias', 'remove', ...name]);
  await sleep(COUNTS_FOR_MS + 100);
  expect(await statuses()).toEqual(before.map((tokens) => tokens.map(() => 401)));
  for (const command of ALIASES) await done(command);
  await sleep(COUNTS_FOR_MS + 100);
  expect(await statuses()).toEqual(before);
});

describe('a token as a provider issues it', () => {
  it.each([
    ['auth0', 'Action with namespaced claims only (recommended form)', 'Auth0'],
    ['entra-v2', 'delegated, app role and scope as configured', 'Microsoft Entra ID, one tenant'],
    ['entra-v2', 'app-only, app roles full_admin and spark-admin:workspaces_read', 'Microsoft Entra ID, one tenant'],
    ['keycloak', 'as issued: audience mapper and client scope, roles in realm_access', 'Keycloak'],
    ['auth0', 'Auth0 Organizations on (org_id is org_…)', 'Auth0 with Organizations'],
    ['entra-v2', "user of a partner's own tenant (multi-tenant application)", 'Microsoft Entra ID, several tenants'],
    ['keycloak', 'Organizations feature (organization claim)', 'Keycloak with Organizations'],
    ['okta', 'custom authorization server, custom claims org_id and roles', 'Okta'],
  ])('of %s (%s) is let in by the recipe', async (provider, which, title) => {
    const issued = PROVIDER_TOKENS.find((one) => one.provider === provider && one.case === which)!;
    const { issuers } = RECIPES.find((recipe) => recipe.title === title)!;
    expect(await statusesOf([issued], { iss: issuerOf(issuers[0]!, issued) })).toEqual([404]);
  });

  it('of auth0 without an organization is refused, and the refusal names the missing claim', async () => {
    const issued = PROVIDER_TOKENS[0]!;
    const { headers } = await ask(server.url, { path: PATH, token: signedAs(issued) });
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="linebook", error="invalid_token", error_description="The token names no organization: ' +
        'it has no claim https://linebook.example/org_id"',
    );
  });
});
