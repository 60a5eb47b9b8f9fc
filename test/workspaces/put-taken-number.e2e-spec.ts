import { webexId } from '../../src/ids/webex-id.js';
import type { Answer } from '../ask.js';
import { answeredWithoutWriting } from '../every-row.js';
import type { TokenOptions } from '../tokens.js';
import { refused } from './seen-numbers.js';
import { type Scene, SCOPES, type SendOptions, World } from './write-world.js';

// 409 on both writes of the workspaces face: somebody else receives the calls of the number (workspaces contract, 1.2
// and 3.5), and what of that the caller is told: as much as they may read by a GET of their own.

const SINCE = '2026-01-02T03:04:05.678Z';

let world: World;
let s: Scene;

beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());
beforeEach(async () => {
  s = await world.scene();
  await s.stock(0, 1);
});

type Put = (number: string, options?: SendOptions) => Promise<Answer>;
const ROUTES: Record<string, [place: string, put: Put]> = {
  numbers: [
    'phoneNumbers.1',
    (number, options) =>
      s.putNumbers(
        [s.number(0), number].map((n) => ({ action: 'ADD', directNumber: n })),
        options,
      ),
  ],
  workspace: [
    'calling.webexCalling',
    (number, options) =>
      s.putWorkspace({ displayName: 'X', calling: { webexCalling: { phoneNumber: number } } }, options),
  ],
};

const heldSince = { held_since: new Date(SINCE) };
const byWorkspace = async (columns: Record<string, unknown> = {}): Promise<string> => {
  const workspaceId = await s.neighbour(columns);
  await s.line({ number: s.number(2), ...heldSince }, workspaceId);
  return webexId('PLACE', workspaceId);
};
const byUser = async (): Promise<void> => {
  const user = await world.rows.user(s.organization, { object_id: OBJECT_ID() });
  await s.stock(2);
  await world.rows.providerLine(s.organization, user, { number: s.number(2), ...heldSince });
};
const OBJECT_ID = () => s.organization.objectId.replace(/^./, 'f');

describe.each(Object.keys(ROUTES))('PUT of the %s: 409, 8363, and 25223 on top', (route) => {
  const [place, put] = ROUTES[route]!;

  async function expectTaken(description: string, caller?: TokenOptions): Promise<void> {
    const { headers: _, ...answer } = await answeredWithoutWriting(world.database, () => put(s.number(2), { caller }));
    const expected = refused(409, 'The number is assigned already', `${place}: ${description}`, 8363);
    expect(answer).toEqual({ ...expected, body: { ...expected.body, errorCode: 25223 } });
  }

  const NOBODY_NAMED = 'Another user or workspace receives its calls.';
  const free = () => `Free: ${s.number(0)}, ${s.number(1)}.`;
  const WRITES_ONLY = { scopes: SCOPES.filter((scope) => scope.endsWith('write')) };
  const READS_DIRECTORY = { scopes: [...SCOPES, 'spark-admin:telephony_config_read'] };

  it('names the workspace that has it, and what is free in the location', async () => {
    const id = await byWorkspace();
    await expectTaken(`Workspace Lobby (${id}) receives its calls since ${SINCE}. ${free()}`);
  });

  it('names five free numbers at most', async () => {
    const id = await byWorkspace({ name: null });
    await s.stock(3, 4, 5, 6);
    const five = [0, 1, 3, 4, 5].map((i) => s.number(i)).join(', ');
    await expectTaken(`Workspace without a name (${id}) receives its calls since ${SINCE}. Free: ${five}.`);
  });

  it('says nothing of free numbers where there is none', async () => {
    const id = await byWorkspace();
    const neighbour = await s.neighbour();
    for (const i of [0, 1]) await s.line({ number: s.number(i), line: 'alternate' }, neighbour);
    const answer = await s.putNumbers([{ action: 'ADD', directNumber: s.number(2) }]);
    const description = `phoneNumbers.0: Workspace Lobby (${id}) receives its calls since ${SINCE}.`;
    expect(answer.body).toMatchObject({ errors: [{ description, errorCode: 8363 }] });
  });

  it('names nobody to a caller who may only write', async () => {
    await byWorkspace();
    await expectTaken(NOBODY_NAMED, WRITES_ONLY);
  });

  it('names a user to a caller who may read the directory, and to no other', async () => {
    await byUser();
    await expectTaken(NOBODY_NAMED);
    const whole = `User Sam Patel (${OBJECT_ID()}) receives its calls since ${SINCE}. ${free()}`;
    await expectTaken(whole, READS_DIRECTORY);
  });

  it('names to a location administrator who is in their location only', async () => {
    const administrator = { ...READS_DIRECTORY, roles: ['location_admin'], locations: [s.locationId] };
    await byUser();
    await expectTaken(NOBODY_NAMED, administrator);
    await world.database.query('UPDATE users SET location_id = $1 WHERE organization_id = $2', [
      s.locationId,
      s.organization.id,
    ]);
    await expectTaken(`User Sam Patel (${OBJECT_ID()}) receives its calls since ${SINCE}. ${free()}`, administrator);
  });
});

it('400 comes first: another entry names a number that is not in the location', async () => {
  await byWorkspace();
  const body = [s.number(2), s.number(9)].map((directNumber) => ({ action: 'ADD', directNumber }));
  expect((await s.putNumbers(body)).status).toBe(400);
});

it('what somebody else held before is free', async () => {
  const held = await s.line({ number: s.number(2) }, await s.neighbour());
  await world.rows.close(held, s.organization);
  expect((await s.putNumbers([{ action: 'ADD', directNumber: s.number(2) }])).status).toBe(204);
});
