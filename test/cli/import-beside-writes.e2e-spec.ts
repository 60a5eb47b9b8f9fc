import { resolve } from 'node:path';
import { linebook } from './linebook.js';
import { assignment } from './vendor-answers.js';
import { startImports } from '../model/import-process.js';
import { World } from '../organizations/write-scene.js';

jest.setTimeout(60_000);

// Imports of one organization, and POSTs on the same users and numbers at the same time.
it('imports and calls on the same users and numbers: no deadlock, no 5xx, no half file', async () => {
  const world = await World.start();
  try {
    const scene = await world.scene();
    const { objectId } = scene.orgA;
    const users = Array.from({ length: 12 }, (_, i) => i);
    const answer = (shift: number) => ({
      assignments: users.map((u) => assignment(u, 3000 + ((u + shift) % 12), { isDefault: true })),
    });
    const imported = (shift: number) =>
      linebook(['import', '-', '--organization', objectId], {
        env: { DATABASE_URL: world.database.url },
        input: JSON.stringify(answer(shift)),
      });
    expect((await imported(0)).code).toBe(0);
    let stop = false;
    const statuses: Record<number, number> = {};
    const caller = async (n: number) => {
      for (let i = n; !stop; i += 7) {
        const { userId, phoneNumber } = answer(i).assignments[i % 12]!;
        const body = { targetUserId: userId, provider: 'twilio', phoneNumber };
        const { status } =
          i % 3
            ? await world.send('POST', `/api/organizations/${objectId}/phone-numbers`, { body })
            : await world.send('DELETE', `/api/organizations/${objectId}/phone-numbers/${userId}/twilio`);
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    };
    const callers = [1, 2, 3, 4].map(caller);
    const codes: (number | null)[] = [];
    const outputs: string[] = [];
    for (let shift = 1; shift <= 6; shift++) {
      const { code, stderr } = await imported(shift);
      codes.push(code);
      if (code) outputs.push(stderr.slice(0, 600));
    }
    stop = true;
    await Promise.all(callers);
    const [{ deadlocks }] = (await world.database.query(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    )) as [{ deadlocks: number }];
    const bad = Object.keys(statuses).filter((status) => Number(status) >= 500);
    expect({ codes, outputs, bad, deadlocks }).toEqual({
      codes: codes.map(() => 0),
      outputs: [],
      bad: [],
      deadlocks: 0,
    });
  } finally {
    await world.stop();
  }
});

// An edit puts another row in the place of the line: an import must see the old one or the new one, not one of each.
it('imports of a list, one line of which is edited all the time, are never refused', async () => {
  const world = await World.start();
  const imports = startImports(resolve('dist'), world.database.url);
  try {
    const scene = await world.scene();
    const body = { targetUserId: scene.sam, provider: 'twilio', phoneNumber: scene.number('0246') };
    const line = { userId: scene.sam, provider: 'twilio', phoneNumber: scene.number('0246') } as const;
    const entries = [{ ...line, isDefault: true, isInboundEnabled: true }];
    let stop = false;
    const edits = [1, 2].map(async (n) => {
      for (let i = 0; !stop; i++) await scene.post({ ...body, label: `label ${n} ${i}` });
    });
    const refused: object[] = [];
    for (let i = 0; i < 20; i++) {
      const said = await imports.import({ kind: 'import', organization: scene.orgA.objectId, entries }, `IMPORT_${i}`);
      refused.push(...said.refused);
    }
    stop = true;
    await Promise.all(edits);
    expect(refused).toEqual([]);
  } finally {
    await imports.stop();
    await world.stop();
  }
});
