import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyServer } from '../../auth/local-servers.js';
import { goodRsa, TokenKit } from '../../auth/token-kit.js';
import type { TokenOptions } from '../../tokens.js';

// An issuer beside the one of TOKEN_ENVIRONMENT, which has names of its own for organizations.

export const ALIAS_ISSUER = 'https://names.example';

/** Its file for AUTH_ISSUERS_FILE, and where its keys are. */
export async function aliasIssuer(folder: string): Promise<{ file: string; stop(): Promise<void> }> {
  const keys = await keyServer({ '/keys': { keys: [goodRsa] } });
  const file = join(folder, 'issuers.json');
  const issuer = {
    issuer: ALIAS_ISSUER,
    keySet: `${keys.url}/keys`,
    audience: 'linebook',
    organization: { claim: 'org_id', is: 'alias' },
  };
  await writeFile(file, JSON.stringify([issuer]));
  return { file, stop: () => keys.stop() };
}

/** A token of it, in which `organization` is a name of its own. */
export const tokenWithAlias = (who: TokenOptions): string =>
  new TokenKit('key_set', '').good({ ...who, iss: ALIAS_ISSUER });
