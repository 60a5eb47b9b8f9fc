import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../ask.js';
import { startServer, type TestServer } from '../start-server.js';
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

/** Another issuer with a key of its own, under the same id. */
const KEYS_APART: WrittenIssuer = { issuer: 'https://apart.example', keySet: '', audience: 'linebook' };
const strangersKey = { ...keyPairs.attacker.publicKey.export({ format: 'jwk' }), kid: 'k1' };

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
  server = await startServer({ env: { AUTH_ISSUERS_FILE: file } });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await keys.stop();
  await trapped.stop();
  await rm(folder, { recursive: true, force: true });
});

const statusOf = async (token: string): Promise<number> => (await ask(server.url, { path: PATH, token })).status;
const statusesOf = (tokens: WrittenToken[], changed = {}): Promise<number[]> =>
  Promise.all(tokens.map((token) => statusOf(signedAs(token, changed))));

it('has a recipe for each provider', () => {
  expect(RECIPES.map(({ title }) => title)).toEqual([
    'Keycloak',
    'Microsoft Entra ID, one tenant',
    'Auth0',
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
      const statuses = await statusesOf(after, { iss: variant.issuer });
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

it('lets the tokens of one issuer in by no other issuer’s settings', async () => {
  for (const { issuers, after } of RECIPES) {
    for (const other of ISSUERS.filter((issuer) => !issuers.includes(issuer))) {
      const statuses = await statusesOf(after, { iss: other.issuer });
      expect([other.issuer, ...statuses]).not.toContain(404);
    }
  }
});

it('jK14: believes no issuer’s key in a token of another', async () => {
  const kit = new TokenKit('key_set', trapped.url);
  const apart = kit.claims({ iss: KEYS_APART.issuer });
  const token = { header: kit.header, claims: apart };
  expect(await statusOf(signedAs(token))).toBe(401);
  expect(await statusOf(signedAs(token, {}, keyPairs.attacker.privateKey))).toBe(404);
  for (const { issuers, after } of RECIPES) {
    const [{ issuer }] = issuers as [WrittenIssuer];
    expect(await statusOf(signedAs(after[0]!, { iss: issuer }, keyPairs.attacker.privateKey))).toBe(401);
  }
});

it('takes what stands in for an audience only of a token that says what it is for', async () => {
  const { after } = RECIPES.find(({ title }) => title === 'Amazon Cognito')!;
  expect(await statusesOf(after, { token_use: undefined })).toEqual([401]);
  expect(await statusesOf(after, { token_use: undefined, typ: 'Bearer' })).toEqual([404]);
});

describe('a token as a provider issues it', () => {
  it.each([
    ['auth0', 'Action with namespaced claims only (recommended form)', 'Auth0'],
    ['entra-v2', 'delegated, app role and scope as configured', 'Microsoft Entra ID, one tenant'],
    ['entra-v2', 'app-only, app roles full_admin and spark-admin:workspaces_read', 'Microsoft Entra ID, one tenant'],
    ['keycloak', 'as issued: audience mapper and client scope, roles in realm_access', 'Keycloak'],
    ['okta', 'custom authorization server, custom claims org_id and roles', 'Okta'],
  ])('of %s (%s) is let in by the recipe', async (provider, which, title) => {
    const issued = PROVIDER_TOKENS.find((one) => one.provider === provider && one.case === which)!;
    const { issuer } = RECIPES.find((recipe) => recipe.title === title)!.issuers[0]!;
    expect(await statusesOf([issued], { iss: issuer })).toEqual([404]);
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
