import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { assignNumber, releaseNumber, type Wanted } from './limit-writes.js';

// As little as can answer at all: bare node:http, the token's signature, one prepared statement that makes the JSON. It
// refuses no bad id, explains nothing and logs nothing: how fast Linebook could be if it did nothing else either.

const { DATABASE_URL, DATABASE_POOL_SIZE = '10', AUTH_HS256_SECRET, AUTH_ISSUER, AUTH_AUDIENCE } = process.env;
const pool = new Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE), keepAlive: true });

const webexId = (type: string, uuid: string): string =>
  `translate(encode(convert_to('ciscospark://us/${type}/' || ${uuid}, 'UTF8'), 'base64'), E'\\n=', '')`;

const WORKSPACE_NUMBERS = {
  name: 'workspace_numbers',
  text: `
    SELECT json_build_object('distinctiveRingEnabled', w.distinctive_ring_enabled,
             'phoneNumbers', coalesce((
               SELECT json_agg(json_build_object('external', n.e164, 'extension', a.extension,
                                 'routingPrefix', l.routing_prefix, 'esn', l.routing_prefix || a.extension,
                                 'primary', a.line = 'primary')
                               ORDER BY a.line = 'primary' DESC, a.held_since, a.list_position, a.id)
                 FROM number_assignments a LEFT JOIN phone_numbers n ON n.id = a.phone_number_id
                WHERE a.workspace_id = w.id AND a.valid_to IS NULL), '[]'),
             'workspace', json_build_object('id', ${webexId('PLACE', 'w.id')}),
             'location', json_build_object('id', ${webexId('LOCATION', 'l.id')}, 'name', l.name),
             'organization', json_build_object('id', ${webexId('ORGANIZATION', 'o.uuid')}, 'name', o.name))::text AS body
      FROM organizations o
      JOIN workspaces w ON w.organization_id = o.id AND w.id = $2::uuid AND w.removed_at IS NULL
      JOIN locations l ON l.id = w.location_id
     WHERE o.uuid = $1::uuid`,
};

const LIST = {
  name: 'list',
  text: `
    SELECT '{"assignments":[' || coalesce(string_agg(
             '{"userId":"' || u.object_id || '"' || coalesce(',"userName":' || to_json(u.full_name), '')
             || coalesce(',"userEmail":' || to_json(u.email), '') || ',"provider":"' || a.provider
             || '","phoneNumber":"' || n.e164 || '","isDefault":' || a.is_default || ',"isInboundEnabled":'
             || a.receives_calls || coalesce(',"label":' || to_json(a.label), '') || '}', ','
             ORDER BY u.object_id, a.held_since, a.list_position, a.id), '') || ']}' AS body
      FROM organizations o
      JOIN users u ON u.organization_id = o.id AND u.removed_at IS NULL
      JOIN number_assignments a ON a.holder_id = u.id AND a.valid_to IS NULL AND a.provider IS NOT NULL
      JOIN phone_numbers n ON n.id = a.phone_number_id
     WHERE o.object_id = $1`,
};

const WORKSPACE_PATH = /^\/v1\/workspaces\/([0-9a-f-]{36})\/features\/numbers$/;
const LIST_PATH = /^\/api\/organizations\/([0-9a-f]{24})\/phone-numbers$/;
const USER_PATH = /^\/api\/organizations\/([0-9a-f]{24})\/phone-numbers\/([0-9a-f]{24})\/(\w+)$/;

interface Claims {
  org_id: string;
  sub: string;
}

/** The claims of the token, whose signature is computed on every request; undefined: it is not good. */
function claimsOf({ headers }: IncomingMessage): Claims | undefined {
  const [header, payload, signature] = headers.authorization?.slice('Bearer '.length).split('.') ?? [];
  if (!header || !payload || !signature) return undefined;
  const right = createHmac('sha256', AUTH_HS256_SECRET!).update(`${header}.${payload}`).digest();
  const sent = Buffer.from(signature, 'base64url');
  if (sent.length !== right.length || !timingSafeEqual(sent, right)) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims & Record<string, unknown>;
  const isGood = claims.iss === AUTH_ISSUER && claims.aud === AUTH_AUDIENCE && Number(claims.exp) > Date.now() / 1_000;
  return isGood ? claims : undefined;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const claims = claimsOf(request);
  if (!claims) return send(response, 401, '{}');
  const url = request.url!;
  const workspace = WORKSPACE_PATH.exec(url);
  if (workspace) return read(response, { ...WORKSPACE_NUMBERS, values: [claims.org_id, workspace[1]] });
  const list = LIST_PATH.exec(url);
  if (list && request.method === 'POST') {
    const wanted = JSON.parse(await bodyOf(request)) as Wanted;
    await assignNumber(pool, list[1]!, claims.sub, wanted);
    return send(response, 200, `{"success":true,"message":"${wanted.provider} phone number assigned"}`);
  }
  if (list) return read(response, { ...LIST, values: [list[1]] });
  const [, organization, user, provider] = USER_PATH.exec(url) ?? [];
  if (!organization) return send(response, 404, '{}');
  const isReleased = await releaseNumber(pool, organization, claims.sub, { user: user!, provider: provider! });
  send(response, isReleased ? 200 : 404, `{"success":true,"message":"${provider} phone number removed"}`);
}

async function read(response: ServerResponse, statement: { name: string; text: string; values: unknown[] }) {
  const { rows } = await pool.query<{ body: string }>(statement);
  send(response, rows.length ? 200 : 404, rows[0]?.body ?? '{}');
}

function send(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
  response.end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part as string;
  return text;
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    send(response, 500, '{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, msg: 'listening' }));
});
process.once('SIGTERM', () => process.exit());
