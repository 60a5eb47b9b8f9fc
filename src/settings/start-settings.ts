import { parseSettings, SettingsFaults, type Settings } from './settings.js';
import { DEMO_ISSUER, keySetFaults } from './token-issuers.js';

const KEY_SOURCES = ['AUTH_JWKS_URL', 'AUTH_HS256_SECRET'];
const OF_ONE_ISSUER = [...KEY_SOURCES, 'AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_SUPERADMIN_ORGANIZATIONS'];

interface Start {
  embedded: boolean;
  /** Variables that are set but could not be read. */
  unread: readonly string[];
}

/**
 * Settings for a production start: readSettings, and refuses what is unsafe.
 * Throws SettingsFaults that names every fault at once.
 */
export function readStartSettings(environment: NodeJS.ProcessEnv, embedded: boolean): Settings {
  const { settings, faults } = parseSettings(environment);
  // What could not be read is named already; that it is missing as well would send the reader astray.
  const unread = faults.map((fault) => fault.split(':')[0]!);
  faults.push(...unsafeSettings(settings, { embedded, unread }));
  if (faults.length) throw new SettingsFaults(faults);
  return settings;
}

/** What speaks against a production start, without any value. Of a variable that could not be read, nothing more. */
function unsafeSettings(settings: Settings, { embedded, unread }: Start): string[] {
  const { port, operationsPort, databaseUrl } = settings;
  const faults: string[] = [];
  if (operationsPort && operationsPort === port) faults.push('OPERATIONS_PORT: expected another one than PORT');
  if (!databaseUrl && !embedded) faults.push('DATABASE_URL: set it, or say --embedded');
  if (databaseUrl && embedded) faults.push('--embedded: not together with DATABASE_URL');
  faults.push(...issuerFaults(settings, unread));
  return faults.filter((fault) => !namesOf(fault).some((name) => unread.includes(name)));
}

/** The names before the colon: `AUTH_JWKS_URL, AUTH_HS256_SECRET or AUTH_ISSUERS_FILE`. */
const namesOf = (fault: string): string[] => fault.split(':')[0]!.split(/, | or | and /);

function issuerFaults(settings: Settings, unread: readonly string[]): string[] {
  const { authJwksUrl, authHs256Secret, authIssuer, authAudience, authIssuersFile } = settings;
  const { authSuperadminOrganizations: superadmins } = settings;
  const hasFile = authIssuersFile !== undefined || unread.includes('AUTH_ISSUERS_FILE');
  const isSet = authJwksUrl || authHs256Secret || authIssuer || authAudience || superadmins.length;
  // With a file, the variables describe one issuer more, whole, or none.
  if (hasFile && !isSet && !unread.some((name) => OF_ONE_ISSUER.includes(name))) return [];
  const faults = keyFaults(settings);
  if (!authIssuer) faults.push('AUTH_ISSUER: set it');
  if (authIssuer === DEMO_ISSUER) faults.push(`AUTH_ISSUER: ${DEMO_ISSUER} is the demo's own issuer`);
  if (authIssuer && authIssuersFile?.some(({ issuer }) => issuer === authIssuer)) {
    faults.push('AUTH_ISSUER: expected one that is not in the file of AUTH_ISSUERS_FILE');
  }
  if (!authAudience) faults.push('AUTH_AUDIENCE: set it');
  return faults;
}

function keyFaults({ authJwksUrl, authHs256Secret, authIssuersFile }: Settings): string[] {
  const faults: string[] = [];
  const file = authIssuersFile ? '' : ', or AUTH_ISSUERS_FILE';
  if (!authJwksUrl && !authHs256Secret) faults.push(`${KEY_SOURCES.join(' or ')}: set one of them${file}`);
  if (authJwksUrl && authHs256Secret) faults.push(`${KEY_SOURCES.join(' and ')}: set one of them, not both`);
  if (authHs256Secret && Buffer.byteLength(authHs256Secret) < 32) {
    faults.push('AUTH_HS256_SECRET: expected 32 bytes or more');
  } else if (authHs256Secret && isGuessable(authHs256Secret)) {
    faults.push('AUTH_HS256_SECRET: expected a random text, not blanks or one character repeated');
  }
  if (authJwksUrl) faults.push(...keySetFaults(authJwksUrl).map((fault) => `AUTH_JWKS_URL: ${fault}`));
  return faults;
}

function isGuessable(secret: string): boolean {
  return new Set(secret.trim()).size < 2;
}
