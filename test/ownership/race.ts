import type { Answer } from '../ask.js';
import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import { tokenFor } from '../tokens.js';
import { count, outcomeOf, type Tally } from './tally.js';
import type { TwoServers } from './two-servers.js';

export const RACERS = 200;
const PARALLEL_POSTS = 20;

export interface RoundOutcome {
  tally: Tally;
  /** How many calls were told that they have the number. */
  winners: number;
  /** What must not be; none in a good round. */
  faults: string[];
}

interface Audited {
  holders: number;
  openings: number;
  changes: number;
}

/** One organization whose users run for the same number, over two servers. */
export class RaceTrack {
  private constructor(
    private readonly servers: TwoServers,
    private readonly organization: TestOrganization,
    private readonly users: readonly string[],
  ) {}

  static async lay(servers: TwoServers): Promise<RaceTrack> {
    const rows = new RecordFixtures(servers.database);
    const organization = await rows.organization();
    const users = Array.from({ length: RACERS }, (_, i) => i.toString(16).padStart(24, '5f7b1c2e8a1d4e0012c30000'));
    for (const object_id of users) await rows.user(organization, { object_id });
    return new RaceTrack(servers, organization, users);
  }

  /**
   * All users are given one number at once: one of them has it, all others learn of it. In every other round the
   * record knows the number already, so that not even its insertion puts the calls in a row.
   */
  async race(round: number): Promise<RoundOutcome> {
    const number = `+1206${2_000_000 + round}`;
    if (round % 2 === 0) await this.own(number);
    const before = await this.lastChange();
    const answers = await this.postAll(this.users.map((user) => ({ user, number, provider: 'twilio' })));
    const winner = this.users[answers.findIndex(({ status }) => status === 200)];
    const outcome = outcomeOfRound(answers);
    const { winners, tally, faults } = outcome;
    if (winners !== 1 || tally['409 second_inbound_holder'] !== RACERS - 1) faults.push(JSON.stringify(tally));
    if (!answers.every((answer) => answer.status === 200 || holderNamed(answer) === winner)) {
      faults.push('a 409 names another holder than the winner');
    }
    const audited = await this.audit('p.e164 = $2', [before, number]);
    if (!isEqual(audited, { holders: 1, openings: 1, changes: winners })) faults.push(JSON.stringify(audited));
    return outcome;
  }

  /** T31: one user is given 20 numbers of one provider at once: all calls are accepted, and one number stays. */
  async lastOneStays(round: number): Promise<RoundOutcome> {
    const user = this.users[round % RACERS]!;
    const numbers = Array.from({ length: PARALLEL_POSTS }, (_, i) => `+1253${2_000_000 + round * PARALLEL_POSTS + i}`);
    const before = await this.lastChange();
    const outcome = outcomeOfRound(await this.postAll(numbers.map((number) => ({ user, number, provider: 'sinch' }))));
    const { winners, tally, faults } = outcome;
    if (winners !== PARALLEL_POSTS) faults.push(JSON.stringify(tally));
    const audited = await this.audit('p.e164 = ANY ($2)', [before, numbers]);
    const wanted = { holders: 1, openings: PARALLEL_POSTS, changes: PARALLEL_POSTS };
    if (!isEqual(audited, wanted)) faults.push(JSON.stringify(audited));
    return outcome;
  }

  private postAll(lines: { user: string; number: string; provider: string }[]): Promise<Answer[]> {
    const path = `/api/organizations/${this.organization.objectId}/phone-numbers`;
    const token = tokenFor({ roles: ['SUPERADMIN'] });
    return Promise.all(
      lines.map(({ user: targetUserId, number: phoneNumber, provider }) =>
        this.servers.send('POST', path, { token, body: { targetUserId, phoneNumber, provider } }),
      ),
    );
  }

  private async own(number: string): Promise<void> {
    const values = [number, this.organization.id];
    await this.servers.database.query('INSERT INTO phone_numbers (e164, organization_id) VALUES ($1, $2)', values);
  }

  private async lastChange(): Promise<string> {
    const [row] = await this.servers.database.query<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM changes');
    return row!.id;
  }

  /** Of the numbers: current holders that receive calls, and openings; and what was written to `changes` since. */
  private async audit(numbers: string, values: unknown[]): Promise<Audited> {
    const [row] = await this.servers.database.query<Audited>(
      `SELECT count(*) FILTER (WHERE a.valid_to IS NULL AND a.receives_calls)::int AS holders, count(*)::int AS openings,
              (SELECT count(*)::int FROM changes WHERE id > $1) AS changes
         FROM number_assignments a JOIN phone_numbers p ON p.id = a.phone_number_id WHERE ${numbers}`,
      values,
    );
    return row!;
  }
}

function outcomeOfRound(answers: readonly Answer[]): RoundOutcome {
  const tally: Tally = {};
  answers.forEach((answer) => count(tally, outcomeOf(answer)));
  return { tally, winners: tally['200'] ?? 0, faults: [] };
}

function holderNamed({ body }: Answer): string | undefined {
  return (body as { conflict?: { holder: { userId?: string } } }).conflict?.holder.userId;
}

function isEqual(a: Audited, b: Audited): boolean {
  return a.holders === b.holders && a.openings === b.openings && a.changes === b.changes;
}
