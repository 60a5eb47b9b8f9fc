import { patchedDist, type PatchedDist } from '../patched-dist.js';
import { webexId } from '../../src/ids/webex-id.js';
import { World, type Scene } from '../organizations/write-scene.js';
import { linebook, type Outcome } from './linebook.js';

// What `linebook undo` puts back, what it refuses, and that it refuses it as a whole.

jest.setTimeout(60_000);

let world: World;
beforeAll(async () => void (world = await World.start()));
afterAll(() => world.stop());

const run = (args: string[], input = ''): Promise<Outcome> =>
  linebook(args, { env: { DATABASE_URL: world.database.url }, input });

async function done(args: string[], input = ''): Promise<string> {
  const outcome = await run(args, input);
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  return outcome.stdout;
}

/** The last change, as `linebook changes` prints it. */
async function lastChange(): Promise<{ id: string; action: string; details: Record<string, unknown> }> {
  const lines = (await done(['changes', '--json'])).trimEnd().split('\n');
  return JSON.parse(lines.at(-1)!) as { id: string; action: string; details: Record<string, unknown> };
}

const lastId = async (): Promise<string> => (await lastChange()).id;

/** Undoes it, and answers the line that is printed without the ids of the new changes. */
async function undone(id: string): Promise<string> {
  const line = await done(['undo', id]);
  expect(line).toMatch(/^undone by change \d+(, \d+)*; /);
  return line.replace(/^[^;]*; /, '').trimEnd();
}

/** Who has the number now, and how; by the directory. */
async function holdersOf(number: string): Promise<object[]> {
  const { holders } = JSON.parse(await done(['numbers', 'show', number])) as { holders: Record<string, unknown>[] };
  return holders.map(({ userId, provider, label, isDefault }) => ({ userId, provider, label, isDefault }));
}

async function inventoryOf(number: string): Promise<unknown> {
  const found = JSON.parse(await done(['numbers', 'show', number])) as { organization?: { objectId: string } };
  return found.organization?.objectId;
}

const counts = (ended: number, assigned: number, changed: number, placed: number): string =>
  `ended: ${ended}; assigned again: ${assigned}; changed back: ${changed}; numbers put back: ${placed}`;

/** Refused by exactly these two lines, and nothing of the record is another. */
async function refused(id: string, said: string): Promise<void> {
  const before = await world.record();
  expect(await run(['undo', id])).toEqual({ code: 1, stdout: '', stderr: said });
  expect(await world.record()).toBe(before);
}

const sinceOf = async (number: string): Promise<string> => {
  const { holders } = JSON.parse(await done(['numbers', 'show', number])) as { holders: { since: string }[] };
  return holders[0]!.since;
};

describe('undoes', () => {
  it('a POST that assigned a number, and the undo of that', async () => {
    const s = await world.scene();
    const number = s.number('0102');
    await s.post(s.body({ label: 'Desk' }));
    const assigned = await holdersOf(number);
    expect(await undone(await lastId())).toBe(counts(1, 0, 0, 0));
    expect(await holdersOf(number)).toEqual([]);
    expect(await lastChange()).toMatchObject({ action: 'undo' });
    expect(await undone(await lastId())).toBe(counts(0, 1, 0, 0));
    expect(await holdersOf(number)).toEqual(assigned);
  });

  it('a DELETE: the number is held again, from now on', async () => {
    const s = await world.scene();
    const number = s.number('0246');
    const before = await s.linesOf(s.sam);
    const since = await sinceOf(number);
    await s.delete(s.sam, 'twilio');
    expect(await undone(await lastId())).toBe(counts(0, 1, 0, 0));
    expect(await s.linesOf(s.sam)).toEqual(before);
    expect(Date.parse(await sinceOf(number))).toBeGreaterThan(Date.parse(since));
    const history = (await done(['numbers', 'history', number]))
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            to: string | null;
            openedBy: { action: string };
            closedBy?: { action: string };
          },
      );
    expect(history.map(({ openedBy, closedBy }) => [openedBy.action, closedBy?.action])).toEqual([
      ['undo', undefined],
      [expect.any(String), 'number.release'],
    ]);
  });

  it('a hand over, at one instant', async () => {
    const s = await world.scene();
    const number = s.number('0246');
    const before = await holdersOf(number);
    const answer = await s.post(s.body({ phoneNumber: number, replaces: s.sam }));
    expect(answer.status).toBe(200);
    expect(await holdersOf(number)).toMatchObject([{ userId: s.lee }]);
    expect(await undone(await lastId())).toBe(counts(1, 1, 0, 0));
    expect(await holdersOf(number)).toEqual(before);
    const [found] = await world.database.query<{ gaps: number }>(
      `SELECT count(*)::int AS gaps FROM number_assignments a JOIN phone_numbers n ON n.id = a.phone_number_id
        WHERE n.e164 = $1 AND a.valid_to IS NOT NULL AND NOT EXISTS (
              SELECT FROM number_assignments b WHERE b.phone_number_id = n.id AND b.valid_from = a.valid_to)`,
      [number],
    );
    expect(found!.gaps).toBe(0);
  });

  it('a PUT of a workspace’s alternates, with ring pattern and distinctive ringing', async () => {
    const s = await world.scene();
    const { workspaceId, locationId } = await world.rows.place(s.orgA);
    const number = s.number('0301');
    await done(['numbers', 'add', number, '--organization', s.orgA.objectId, '--location', locationId]);
    const scopes = [
      'spark-admin:workspaces_write',
      'spark-admin:workspaces_read',
      'spark-admin:telephony_config_write',
    ];
    const caller = { roles: ['full_admin'], scopes, organization: s.orgA.uuid };
    const path = `/v1/workspaces/${webexId('PLACE', workspaceId)}/features/numbers`;
    const state = async () => (await world.send('GET', path, { caller })).body;
    const put = (body: object) =>
      world.send('PUT', `/v1/telephony/config/workspaces/${webexId('PLACE', workspaceId)}/numbers`, { caller, body });
    const before = await state();
    const body = { phoneNumbers: [{ action: 'ADD', directNumber: number, ringPattern: 'LONG_LONG' }] };
    expect((await put({ distinctiveRingEnabled: true, ...body })).status).toBe(204);
    const after = await state();
    expect(after).not.toEqual(before);
    await undone(await lastId());
    expect(await state()).toEqual(before);
    await undone(await lastId());
    expect(await state()).toEqual(after);
  });

  it('a transfer that released: the number is back, and so is its holder', async () => {
    const s = await world.scene();
    const number = s.number('0246');
    const before = await holdersOf(number);
    await done(['numbers', 'transfer', number, '--to', s.orgB.objectId, '--release']);
    expect(await inventoryOf(number)).toBe(s.orgB.objectId);
    expect(await undone(await lastId())).toBe(counts(0, 1, 0, 1));
    expect(await inventoryOf(number)).toBe(s.orgA.objectId);
    expect(await holdersOf(number)).toEqual(before);
  });

  it('numbers added and removed, and again', async () => {
    const s = await world.scene();
    const number = s.number('0401');
    await done(['numbers', 'add', number, '--organization', s.orgA.objectId]);
    expect(await undone(await lastId())).toBe(counts(0, 0, 0, 1));
    expect(await inventoryOf(number)).toBeUndefined();
    expect(await undone(await lastId())).toBe(counts(0, 0, 0, 1));
    expect(await inventoryOf(number)).toBe(s.orgA.objectId);
    await done(['numbers', 'remove', number]);
    expect(await undone(await lastId())).toBe(counts(0, 0, 0, 1));
    expect(await inventoryOf(number)).toBe(s.orgA.objectId);
  });

  it('an import: lines, moved numbers and new ones', async () => {
    const s = await world.scene();
    const [old, added] = [s.number('0246'), s.number('0501')];
    const before = await holdersOf(old);
    const line = (phoneNumber: string, isDefault: boolean) => ({
      ...{ userId: s.lee, provider: 'twilio', phoneNumber, isDefault, isInboundEnabled: true },
    });
    const file = JSON.stringify({ assignments: [line(old, true), line(added, false)] });
    await done(['import', '-', '--organization', s.orgA.objectId, '--mirror', '--yes'], file);
    expect(await holdersOf(old)).toMatchObject([{ userId: s.lee }]);
    const id = await lastId();
    expect(await undone(id)).toBe(counts(2, 1, 0, 1));
    expect(await holdersOf(old)).toEqual(before);
    expect(await inventoryOf(added)).toBeUndefined();
    await undone(await lastId());
    expect(await holdersOf(added)).toMatchObject([{ userId: s.lee }]);
  });
});

it('--dry-run prints each line, changes nothing and exits 3', async () => {
  const s = await world.scene();
  const number = s.number('0246');
  await s.post(s.body({ phoneNumber: number, replaces: s.sam }));
  const before = await world.record();
  const shared = `${s.lee},${s.orgA.objectId}\n`;
  const { code, stdout, stderr } = await run(['undo', await lastId(), '--dry-run', '--csv']);
  expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
  const [header, ...rows] = stdout.trimEnd().split('\n');
  expect(header).toBe('action,number,holder,provider,holder_id,organization_id');
  expect(rows).toHaveLength(2);
  expect(`${rows[0]}\n`).toBe(`end,${number},Lee,twilio,${shared}`);
  expect(rows[1]).toMatch(new RegExp(`^assign,\\${number},.*,twilio,${s.sam},${s.orgA.objectId}$`));
  expect(await world.record()).toBe(before);
});

describe('refuses, and leaves all as it is', () => {
  it('what somebody was given since', async () => {
    const s = await world.scene();
    const number = s.number('0246');
    await s.delete(s.sam, 'twilio');
    const id = await lastId();
    await s.post(s.body({ phoneNumber: number }));
    const later = await lastId();
    await refused(
      id,
      'What the change touched has changed since; nothing was undone (changed_since)\n' +
        `${number} was given to Lee (${s.lee}), since ${await sinceOf(number)}, by change ${later} (number.assign).\n`,
    );
  });

  it('a second undo of one change', async () => {
    const s = await world.scene();
    await s.post(s.body());
    const id = await lastId();
    await undone(id);
    await refused(
      id,
      'What the change touched has changed since; nothing was undone (changed_since)\n' +
        `${s.number('0102')} was released or changed, by change ${await lastId()} (undo).\n`,
    );
  });

  it('a holder who has been removed, and a number that went to another organization', async () => {
    const s = await world.scene();
    await s.delete(s.sam, 'twilio');
    const id = await lastId();
    await done(['numbers', 'transfer', s.number('0246'), '--to', s.orgB.objectId]);
    expect(await run(['undo', id])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is in another inventory'),
    });
    await undone(await lastId());
    await done(['users', 'remove', s.sam]);
    expect(await run(['undo', id])).toMatchObject({ code: 1, stderr: expect.stringContaining('has been removed') });
  });

  it('one of many: the import is not half undone', async () => {
    const s = await world.scene();
    const line = (phoneNumber: string) => ({
      ...{ userId: s.lee, provider: 'sinch', phoneNumber, isDefault: false, isInboundEnabled: true },
    });
    const numbers = ['0601', '0602', '0603'].map((last) => s.number(last));
    await done(['import', '-', '--organization', s.orgA.objectId], JSON.stringify({ assignments: numbers.map(line) }));
    const id = await lastId();
    await done(['numbers', 'remove', numbers[1]!, '--release']);
    const later = await lastId();
    await refused(
      id,
      'What the change touched has changed since; nothing was undone (changed_since)\n' +
        `${numbers[1]} was released or changed, by change ${later} (inventory.remove).\n`,
    );
  });

  it.each([
    ['users', 'remove', 'user.remove'],
    ['users', 'move', 'user.move'],
  ])('%s %s, which changed more than lines', async (noun, verb, action) => {
    const s = await world.scene();
    await done([noun, verb, s.sam, ...(verb === 'move' ? ['--to', s.orgB.objectId] : [])]);
    await refused(
      await lastId(),
      'The change cannot be undone (not_undoable)\n' +
        `It was ${action}, which changed more than the record keeps a history of.\n`,
    );
  });

  it('an import that overwrote a name', async () => {
    const s = await world.scene();
    const line = { userId: s.lee, userName: 'Lee Two', provider: 'twilio', phoneNumber: s.number('0701') };
    await done(['import', '-', '--organization', s.orgA.objectId], JSON.stringify({ assignments: [line] }));
    await refused(
      await lastId(),
      'The change cannot be undone (not_undoable)\n' +
        'It changed the names or settings of one organization, location, person or workspace, which the record does not keep.\n',
    );
  });

  it('what is no change', async () => {
    expect(await run(['undo', '999999999'])).toEqual({
      ...{ code: 2, stdout: '', stderr: 'No change has this id (change_not_found)\n' },
    });
    expect(await run(['undo', 'one'])).toMatchObject({ code: 2, stdout: '' });
  });
});

it('another organization is as it was', async () => {
  const [s, other] = [await world.scene(), await world.scene()];
  await s.post(s.body());
  const id = await lastId();
  await other.post(other.body());
  const state = () =>
    world.database.query('SELECT t::text FROM number_assignments t WHERE organization_id = $1 ORDER BY 1', [
      other.orgA.id,
    ]);
  const before = await state();
  await undone(id);
  expect(await state()).toEqual(before);
});

it('beside a write, either is first and the record holds', async () => {
  for (let n = 0; n < 5; n++) {
    const s = await world.scene();
    const number = s.number('0246');
    await s.delete(s.sam, 'twilio');
    const id = await lastId();
    const [undo, write] = await Promise.all([run(['undo', id]), s.post(s.body({ phoneNumber: number }))]);
    expect([`${undo.code} 409`, '1 200']).toContain(`${undo.code} ${write.status}`);
    expect(await holdersOf(number)).toMatchObject([{ userId: write.status === 200 ? s.lee : s.sam }]);
  }
});

describe('without the look at what changed since', () => {
  let patched: PatchedDist;
  beforeAll(async () => {
    patched = await patchedDist({
      'phone-numbers/undo/undo.service.js': { 'if (obstacle) throw': 'if (false) throw' },
    });
  });
  afterAll(() => patched.remove());

  it('a number would be taken back although somebody else had it meanwhile', async () => {
    const s: Scene = await world.scene();
    const number = s.number('0246');
    await s.delete(s.sam, 'twilio');
    const id = await lastId();
    await s.post(s.body({ phoneNumber: number }));
    await s.delete(s.lee, 'twilio');
    const [env, program] = [{ DATABASE_URL: world.database.url }, patched.main.replace('main.js', 'cli/linebook.js')];
    expect(await linebook(['undo', id], { env, program })).toMatchObject({ code: 0 });
    expect(await holdersOf(number)).toMatchObject([{ userId: s.sam }]);
  });
});
