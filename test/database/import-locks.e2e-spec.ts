import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { startLinebook } from '../cli/linebook.js';
import { World } from '../organizations/write-scene.js';

jest.setTimeout(60_000);

// Frame, section 1, "Writing" 1: every writer locks the rows it changes. A number that a user got after the import had
// first looked, and before it had the user's lock, is released without the number's lock.
it('an import locks every number that it releases', async () => {
  const world = await World.start();
  const connect = async () => {
    const client = new Client({ connectionString: world.database.ownerUrl });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const [user, number] = [await connect(), await connect()];
  try {
    const scene = await world.scene();
    const late = scene.number('0777');
    await number.query(`INSERT INTO phone_numbers (e164, organization_id) VALUES ($1, $2)`, [late, scene.orgA.id]);
    // Somebody holds Lee while the import arrives.
    await user.query('BEGIN');
    await user.query('SELECT FROM users WHERE object_id = $1 FOR NO KEY UPDATE', [scene.lee]);
    const child = startLinebook(['import', '-', '--organization', scene.orgA.objectId], {
      DATABASE_URL: world.database.url,
    });
    let ended: number | null | undefined;
    let output = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (text: Buffer) => (output += text.toString()));
    child.on('close', (code) => (ended = code));
    child.stdin!.end(
      JSON.stringify({
        assignments: [
          {
            userId: scene.lee,
            userName: 'Lee',
            userEmail: 'lee@acme.example',
            provider: 'twilio',
            phoneNumber: scene.number('0778'),
          },
        ],
      }),
    );
    for (;;) {
      const waiting = await world.database.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      if (waiting.length || ended !== undefined) break;
      await sleep(50);
    }
    // That somebody gives Lee the number, as a POST does; for caller id only, so that the database need not write the number.
    const change = await world.rows.change(scene.orgA.id);
    await user.query(
      `INSERT INTO number_assignments (organization_id, user_id, phone_number_id, provider, receives_calls, is_default, held_since, valid_from, opened_by)
       SELECT u.organization_id, u.id, p.id, 'sinch', false, true, now(), now(), $3 FROM users u, phone_numbers p
        WHERE u.object_id = $1 AND p.e164 = $2`,
      [scene.lee, late, change],
    );
    // Another writer has the number by now.
    await number.query('BEGIN');
    await number.query('SELECT FROM phone_numbers WHERE e164 = $1 FOR NO KEY UPDATE', [late]);
    await user.query('COMMIT');
    await sleep(3_000);
    const endedWhileLocked = ended;
    await number.query('COMMIT');
    while (ended === undefined) await sleep(50);
    expect({ endedWhileLocked, ended, output: output.slice(0, 500) }).toMatchObject({
      endedWhileLocked: undefined,
      ended: 0,
    });
  } finally {
    await user.end();
    await number.end();
    await world.stop();
  }
});
