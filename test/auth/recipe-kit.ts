import { TEST_AUDIENCE, TEST_ISSUER, TEST_ORGANIZATION, type TokenOptions } from '../tokens.js';
import type { Case } from './corpus.js';
import type { WrittenIssuer } from './recipes.js';
import { TokenKit } from './token-kit.js';

type Claims = Record<string, unknown>;

/** The tokens of the corpus in the words of an issuer: our claims by its names, everything else as it is. */
export function recipeKit(issuer: WrittenIssuer, trap: string): TokenKit {
  const kit = new TokenKit('key_set', trap);
  const claims = kit.claims.bind(kit);
  kit.claims = (changed?: TokenOptions) => inWordsOf(issuer, claims(changed));
  if (issuer.types?.includes('none')) delete kit.header.typ;
  return kit;
}

function inWordsOf(issuer: WrittenIssuer, { iss, aud, org_id, roles, scope, ...claims }: Claims): Claims {
  const { organization, roles: roleWords, scopes } = issuer;
  const url = issuer.issuer.replace('{tid}', TEST_ORGANIZATION);
  const said: Claims = { ...claims, iss: swapped(iss, { [TEST_ISSUER]: url }) };
  // What stands in for the audience is believed of an access token only.
  if (issuer.audienceClaim) said.token_use ??= 'access';
  put(said, issuer.audienceClaim ?? 'aud', swapped(aud, { [TEST_AUDIENCE]: issuer.audience }));
  if (!organization?.always) put(said, organization?.claim ?? 'org_id', org_id);
  put(said, roleWords?.claims?.[0] ?? 'roles', swapped(roles, inverted(roleWords?.names)));
  put(said, scopes?.claims?.[0] ?? 'scope', swapped(scope, inverted(scopes?.names)));
  return said;
}

const inverted = (names: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(names)
      .toReversed()
      .map(([theirs, ours]) => [ours, theirs]),
  );

/** Each word for another one, wherever it stands alone. */
function swapped(value: unknown, words: Record<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => swapped(item, words));
  if (typeof value !== 'string') return value;
  return value
    .split(' ')
    .map((word) => (Object.hasOwn(words, word) ? words[word] : word))
    .join(' ');
}

function put(claims: Claims, path: string | string[], value: unknown): void {
  const names = [path].flat();
  const last = names.pop()!;
  let place = claims;
  for (const name of names) place = place[name === '*' ? 'only' : name] = {};
  place[last] = value;
}

/** What the settings of a recipe are for: of these rows the corpus says what holds without them. */
export function isMeantByRecipe(issuer: WrittenIssuer, { what }: Case): boolean {
  const { organization, roles, scopes, types } = issuer;
  if (types?.includes('none') && what === 'typ undefined') return true;
  if (organization?.always && /^(no organization|org_id|two that|a good one)/.test(what)) return true;
  if (organization?.claim && /^(two that|a good one)/.test(what)) return true;
  // A list of one names one.
  if (organization?.is === 'alias' && what.startsWith('org_id [')) return true;
  if (roles?.claims && what === 'roles and accessRole') return true;
  return !!scopes?.claims && ['scope as an array', 'scope and scp differ'].includes(what);
}
