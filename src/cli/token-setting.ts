import type { TokenSetting, Unauthenticated } from '../auth/auth.errors.js';
import { isIdentifier, type Claims } from '../auth/claims.js';
import type { Settings } from '../settings/settings.js';

/** Of the settings of an issuer, those that its variables have. */
const VARIABLES: Partial<Record<TokenSetting, string>> = {
  keySet: 'AUTH_JWKS_URL or AUTH_HS256_SECRET',
  audience: 'AUTH_AUDIENCE',
  longestAgeSeconds: 'AUTH_MAX_TOKEN_AGE_SECONDS',
};

/** Which setting would let a token in that was refused, in words; where none would, that. */
export function settingThatWouldHelp(
  { setting }: Unauthenticated,
  claims: Claims | undefined,
  { authIssuer }: Settings,
): string {
  if (!setting) return 'none changes that; the issuer has to send another token';
  if (setting === 'issuer') return 'AUTH_ISSUER, or an issuer more in the file of AUTH_ISSUERS_FILE';
  const iss = claims?.iss;
  if (setting === 'alias') {
    return `linebook organizations alias ORGANIZATION --issuer ${isIdentifier(iss) ? iss : 'ISSUER'} --id NAME`;
  }
  const variable = iss === authIssuer ? VARIABLES[setting] : undefined;
  return variable ?? `${setting} of the issuer in the file of AUTH_ISSUERS_FILE (docs/identity-providers.md)`;
}
