import { DomainError } from '../errors/domain.error.js';
import { issuersFile } from './issuers/issuers-file.js';
import { FileFaults } from './issuers/located-json.js';
import {
  absoluteUrl,
  fraction,
  integer,
  networks,
  oneOf,
  organizationIds,
  origin,
  postgresUrl,
  text,
} from './values.js';

/** One environment variable: its name, its default, one sentence, and how its text becomes a value. */
interface Variable<T> {
  name: string;
  sentence: string;
  default?: string;
  /** Throws an Error whose message says what is expected, or FileFaults of the file that it names. */
  parse(text: string): T;
}

const defaulted = <T>(name: string, byDefault: string, parse: (text: string) => T, sentence: string): Variable<T> => ({
  name,
  sentence,
  default: byDefault,
  parse,
});

const optional = <T>(name: string, parse: (text: string) => T, sentence: string): Variable<T | undefined> => ({
  name,
  sentence,
  parse,
});

/** Every variable that Linebook reads; the table in docs/operations.md is written from this list. */
export const VARIABLES = {
  port: defaulted('PORT', '2212', integer(0, 65535), 'TCP port of the HTTP server; 0 takes a free one.'),
  host: defaulted('HOST', '127.0.0.1', text, 'Address that the HTTP server binds to.'),
  publicUrl: optional(
    'PUBLIC_URL',
    origin,
    'Origin under which clients reach the server, for `Link` headers; unset: the one that each client used.',
  ),
  trustedProxies: defaulted(
    'TRUSTED_PROXIES',
    '',
    networks,
    'Addresses and networks, separated by commas, whose `X-Forwarded-Host` and `-Proto` are believed; unset: nobody’s.',
  ),
  operationsPort: optional(
    'OPERATIONS_PORT',
    integer(0, 65535),
    'TCP port for `/metrics`, on HOST; unset: on PORT, for requests from this machine only.',
  ),
  databaseUrl: optional(
    'DATABASE_URL',
    postgresUrl,
    'PostgreSQL 15 or later, as the role of the application; when it is set nothing embedded starts.',
  ),
  databaseOwnerUrl: optional(
    'DATABASE_OWNER_URL',
    postgresUrl,
    'The same database as the role that owns the tables; `linebook migrate` alone reads it.',
  ),
  databasePoolSize: defaulted(
    'DATABASE_POOL_SIZE',
    '10',
    integer(1, 500),
    'Most connections that one process opens to the database; each worker is a process.',
  ),
  databasePoolShare: defaulted(
    'DATABASE_POOL_SHARE',
    '0.5',
    fraction,
    'Share of these connections that one organization may use at the same time.',
  ),
  workers: defaulted('WORKERS', '1', integer(1, 64), 'Processes that share the port; `--workers` says the same.'),
  dataDirectory: defaulted('LINEBOOK_DATA', '.linebook', text, 'Data directory of the embedded database.'),
  authJwksUrl: optional('AUTH_JWKS_URL', absoluteUrl, 'Key set that signs the tokens; each key says how.'),
  authHs256Secret: optional(
    'AUTH_HS256_SECRET',
    text,
    'Shared secret that signs the tokens, 32 bytes or more; for tests and a single tenant.',
  ),
  authIssuer: optional('AUTH_ISSUER', text, 'Required `iss` of a token.'),
  authAudience: optional('AUTH_AUDIENCE', text, 'Required `aud` of a token.'),
  authIssuersFile: optional(
    'AUTH_ISSUERS_FILE',
    issuersFile,
    'JSON file of further issuers, or of all of them (docs/identity-providers.md).',
  ),
  authSuperadminOrganizations: defaulted(
    'AUTH_SUPERADMIN_ORGANIZATIONS',
    '',
    organizationIds,
    'Organizations, by any id, separated by commas, whose tokens of `AUTH_ISSUER` may carry SUPERADMIN; unset: nobody.',
  ),
  authMaxTokenAgeSeconds: defaulted(
    'AUTH_MAX_TOKEN_AGE_SECONDS',
    '86400',
    integer(60, 31_536_000),
    'Longest accepted lifetime of a token (`exp` minus `iat`), in seconds.',
  ),
  rateLimitReadsPerMinute: defaulted(
    'RATE_LIMIT_READS_PER_MINUTE',
    '600',
    integer(0, 1_000_000),
    'Requests that read which one caller may send to one process in a minute, more is 429; 0: any number.',
  ),
  rateLimitWritesPerMinute: defaulted(
    'RATE_LIMIT_WRITES_PER_MINUTE',
    '120',
    integer(0, 1_000_000),
    'Requests that write which one caller may send to one process in a minute, more is 429; 0: any number.',
  ),
  bodyLimitBytes: defaulted(
    'BODY_LIMIT_BYTES',
    '262144',
    integer(1024, 104_857_600),
    'Largest request body, in bytes; more is 413.',
  ),
  requestTimeoutSeconds: defaulted(
    'REQUEST_TIMEOUT_SECONDS',
    '30',
    integer(1, 300),
    'Longest time that a request may take to arrive; more is 408.',
  ),
  shutdownGraceSeconds: defaulted(
    'SHUTDOWN_GRACE_SECONDS',
    '10',
    integer(0, 600),
    'Time that running requests have to finish when the server is told to stop.',
  ),
  otlpEndpoint: optional(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    absoluteUrl,
    'Collector of OpenTelemetry, by OTLP over HTTP, which gets a span for each request; unset: none is made.',
  ),
  docs: defaulted('DOCS', 'off', oneOf('on', 'off'), 'Serve /docs and the OpenAPI documents; the demo turns it on.'),
  logLevel: defaulted(
    'LOG_LEVEL',
    'info',
    oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
    'Least severe level that is logged.',
  ),
};

/** The values of all variables, parsed. */
export type Settings = { readonly [K in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[K]['parse']> };

/** Injection token of the Settings. */
export const SETTINGS = Symbol('settings');

/** Settings that cannot be used; `faults` names each of them, without any value (a value may be a secret). */
export class SettingsFaults extends DomainError {
  constructor(readonly faults: readonly string[]) {
    super({
      kind: 'invalid',
      code: 'unsafe_settings',
      message: 'Unsafe or missing settings',
      details: faults.map((fault) => `  - ${fault}`).join('\n'),
    });
  }
}

/** Reads all variables. An empty text counts as not set. Throws SettingsFaults that names every bad one. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { settings, faults } = parseSettings(environment);
  if (faults.length) throw new SettingsFaults(faults);
  return settings;
}

/** What the variables say, as far as it can be read, and what cannot. */
export function parseSettings(environment: NodeJS.ProcessEnv): { settings: Settings; faults: string[] } {
  const faults: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [key, variable] of Object.entries<Variable<unknown>>(VARIABLES)) {
    const given = environment[variable.name] || variable.default;
    try {
      settings[key] = given === undefined ? undefined : variable.parse(given);
    } catch (error) {
      faults.push(...explanations(error).map((text) => `${variable.name}: ${text}`));
    }
  }
  return { settings: settings as Settings, faults };
}

function explanations(error: unknown): string[] {
  if (error instanceof FileFaults) return error.faults.map(({ line, text }) => `line ${line}, ${text}`);
  return [`expected ${(error as Error).message}`];
}
