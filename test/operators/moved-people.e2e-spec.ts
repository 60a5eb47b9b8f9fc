import { linebook } from '../cli/linebook.js';
import { World, type Scene } from '../organizations/write-scene.js';
import { patchedDist } from '../patched-dist.js';
import type { TokenOptions } from '../tokens.js';

// What is said of a person follows them: their former organization is shown an id, in its history and at any instant.

jest.setTimeout(60_000);

const NAME = 'Sam Canary';
const EMAIL = 'sam@canary.example';
const LABEL = 'canary desk';

/** Sam, who has a label, a name and an e-mail address, moves from the one organization to the other. */
async function moved(
  world: World,
): Promise<{ s: Scene; before: string; show: (path: string, who?: TokenOptions) => Promise<string> }> {
  const s = await world.scene();
  const { database } = world;
  const [sam] = await database.query<{ id: string }>(
    'UPDATE users SET full_name = $2, email = $3 WHERE object_id = $1 RETURNING id',
    [s.sam, NAME, EMAIL],
  );
  const since = new Date(Date.now() - 3_600_000);
  await world.rows.providerLine(s.orgA, sam!.id, {
    number: s.number('0300'),
    provider: 'sinch',
    is_default: false,
    label: LABEL,
    held_since: since,
  });
  const before = new Date(Date.now() - 1_000).toISOString();
  const env = { DATABASE_URL: database.url };
  expect((await linebook(['users', 'move', s.sam, '--to', s.orgB.uuid], { env })).code).toBe(0);
  const show = async (path: string, who?: TokenOptions): Promise<string> => {
    const { status, text } = await world.send('GET', path, { caller: who });
    expect(status).toBe(200);
    expect(text).toContain(s.sam);
    return text;
  };
  return { s, before, show };
}

const administrator = ({ uuid }: { uuid: string }): TokenOptions => ({
  roles: ['full_admin'],
  scopes: ['spark-admin:telephony_config_read'],
  organization: uuid,
});
const historyOf = (s: Scene): string => `/api/phone-numbers/${s.number('0300')}/history`;

describe('after users move', () => {
  let world: World;
  beforeAll(async () => void (world = await World.start()));
  afterAll(() => world.stop());

  it('?at= of the former organization has the id alone', async () => {
    const { s, before, show } = await moved(world);
    const text = await show(`${s.path}?at=${before}`);
    const line = { userId: s.sam, isInboundEnabled: true };
    expect(JSON.parse(text)).toEqual({
      assignments: [{ ...line, provider: 'sinch', phoneNumber: s.number('0300'), isDefault: false }],
    });
  });

  it('the history has no name for the administrators of the former organization, and has it for those of today’s', async () => {
    const { s, show } = await moved(world);
    expect(await show(historyOf(s), administrator(s.orgA))).not.toMatch(/canary/i);
    expect(await show(historyOf(s), administrator(s.orgB))).toContain(NAME);
    expect(await show(historyOf(s))).toContain(NAME);
  });
});

it('control: a build that asks for no organization tells', async () => {
  const build = await patchedDist({
    'phone-numbers/assignments/lines-at.queries.js': {
      'CASE WHEN u.organization_id = o.id THEN': 'CASE WHEN true THEN',
    },
    'phone-numbers/lookup/lookup.queries.js': {
      'CASE WHEN ${usersOrganization} = s.organization_id': 'CASE WHEN true',
    },
  });
  const world = await World.start(build.main);
  const { s, before, show } = await moved(world);
  expect(await show(`${s.path}?at=${before}`)).toMatch(/canary/i);
  expect(await show(historyOf(s), administrator(s.orgA))).toContain(NAME);
  await world.stop();
  await build.remove();
});
