import { createHmac, createSecretKey, randomBytes, randomUUID, type KeyObject } from 'node:crypto';
import { link, mkdir, open, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Role } from '../settings/roles.js';
import { DEMO_ISSUER } from '../settings/token-issuers.js';
import { DemoKeyUnusable } from './auth.errors.js';
import { DEMO_AUDIENCE, DEMO_MAX_TOKEN_AGE_SECONDS } from './trust.js';

const KEY_FILE = 'demo-key';
const KEY_BYTES = 32;
// A token must name an organization; this one stands for the demo's operator and is in no record.
const OPERATOR_ORGANIZATION = '00000000-0000-4000-8000-000000000001';

/** The demo's own signing key: made on first use, one per data directory, readable by its owner alone. */
export async function demoKey(dataDirectory: string): Promise<KeyObject> {
  const path = join(dataDirectory, KEY_FILE);
  if (!(await exists(path))) await createKey(dataDirectory, path);
  const [{ mode }, bytes] = await Promise.all([stat(path), readFile(path)]);
  if (mode & 0o077) throw new DemoKeyUnusable(`${path} can be read by others`);
  if (bytes.length !== KEY_BYTES) throw new DemoKeyUnusable(`${path} is not a key`);
  return createSecretKey(bytes);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A link is all or nothing: of several first starters one makes the key, and nobody reads half of one. */
async function createKey(dataDirectory: string, path: string): Promise<void> {
  await mkdir(dataDirectory, { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(KEY_BYTES), { flag: 'wx', mode: 0o600 });
  try {
    const file = await open(draft);
    await file.sync().finally(() => file.close());
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
}

/** What a demo token says; ids in any spelling. */
export interface DemoToken {
  roles?: readonly Role[];
  scopes?: readonly string[];
  organization?: string;
  locations?: readonly string[];
  subject?: string;
  /** At most an hour, which is also the default. */
  lifetimeSeconds?: number;
}

/** Signs a token that only a server on the same data directory's key accepts. Throws RangeError for a longer life. */
export function signDemoToken(key: KeyObject, token: DemoToken): string {
  const lifetime = token.lifetimeSeconds ?? DEMO_MAX_TOKEN_AGE_SECONDS;
  if (!(lifetime >= 1 && lifetime <= DEMO_MAX_TOKEN_AGE_SECONDS)) {
    throw new RangeError(`The lifetime of a demo token is 1 to ${DEMO_MAX_TOKEN_AGE_SECONDS} seconds`);
  }
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = {
    iss: DEMO_ISSUER,
    aud: DEMO_AUDIENCE,
    sub: token.subject ?? 'demo',
    iat: issuedAt,
    exp: issuedAt + lifetime,
    jti: randomUUID(),
    org_id: token.organization ?? OPERATOR_ORGANIZATION,
    roles: token.roles ?? [],
    scope: token.scopes?.length ? token.scopes.join(' ') : undefined,
    locations: token.locations,
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
