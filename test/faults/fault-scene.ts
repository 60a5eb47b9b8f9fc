import { Agent } from 'node:http';
import { ask, type Answer } from '../ask.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { TEST_ORGANIZATION, tokenFor } from '../tokens.js';
import type { RecordDatabase } from '../record-database.js';

const SCOPES = ['workspaces_read', 'workspaces_write', 'telephony_config_write'].map((scope) => `spark-admin:${scope}`);
const PROVIDERS = ['twilio', 'textgrid'];

/** What a client saw of one request. */
export interface Seen {
  what: string;
  /** When it was sent, by performance.now(). */
  at: number;
  tookMs: number;
  /** 0: the connection failed before there was an answer. */
  status: number;
  code: string;
}

/** An organization whose number is read and written in all the ways there are, by whoever wants to see it fail. */
export class FaultScene {
  private turn = 0;
  private readonly root = tokenFor({ roles: ['SUPERADMIN'], exp: Math.floor(Date.now() / 1000) + 3_600 });

  private constructor(
    private readonly organization: TestOrganization,
    private readonly users: readonly string[],
    private readonly workspace: string,
    private readonly number: string,
    private readonly agent: Agent,
  ) {}

  /** `keepAlive`: requests share connections. */
  static async lay(database: RecordDatabase, { keepAlive = true } = {}): Promise<FaultScene> {
    const rows = new RecordFixtures(database);
    const organization = await rows.organization({ uuid: TEST_ORGANIZATION });
    const number = '+14165550190';
    const users = Array.from({ length: 20 }, (_, i) => i.toString(16).padStart(24, 'fa0'));
    for (const object_id of users) await rows.user(organization, { object_id });
    const { workspaceId } = await rows.place(organization, { prefix: '8' }, [{ number }]);
    return new FaultScene(organization, users, workspaceId, number, new Agent({ keepAlive }));
  }

  /** One request; each call another kind: look-up, list, workspace, write, write under a key. `repeatable`: none that must not be sent twice. */
  async next(url: string, { repeatable = false } = {}): Promise<Seen> {
    const turn = this.turn++;
    const at = performance.now();
    const kinds = this.kinds(url, turn).filter(([kind]) => !repeatable || kind !== 'write');
    const [what, send] = kinds[turn % kinds.length]!;
    const { status, body } = await send().catch((): Partial<Answer> => ({ status: 0 }));
    return { what, at, tookMs: performance.now() - at, status: status!, code: textOf(body) };
  }

  end(): void {
    this.agent.destroy();
  }

  private kinds(url: string, turn: number): [string, () => Promise<Answer>][] {
    const { agent, root: token } = this;
    const list = `${url}/api/organizations/${this.organization.objectId}/phone-numbers`;
    const scoped = tokenFor({ roles: ['full_admin'], scopes: SCOPES });
    return [
      ['look-up', () => ask(`${url}/api/phone-numbers/${encodeURIComponent(this.number)}`, { token, agent })],
      ['list', () => ask(list, { token, agent })],
      ['workspace', () => ask(`${url}/v1/workspaces/${this.workspace}/features/numbers`, { token: scoped, agent })],
      ['write', () => this.write(list, turn)],
      ['write under a key', () => this.write(list, turn, `${turn}`)],
    ];
  }

  private write(list: string, turn: number, key?: string): Promise<Answer> {
    const body = JSON.stringify({
      targetUserId: this.users[turn % this.users.length],
      provider: PROVIDERS[turn % 2],
      phoneNumber: `+1555${String(turn).padStart(7, '0')}`,
    });
    const headers = { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) };
    return ask(list, { method: 'POST', token: this.root, headers, body, agent: this.agent });
  }
}

/** Both faces say it in words of their own. */
function textOf(body: unknown): string {
  const { error, message } = (body ?? {}) as { error?: string; message?: string };
  return error ?? message ?? '';
}
