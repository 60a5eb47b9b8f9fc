// A process of Linebook as far as the launcher is concerned: opens the directory, then obeys the lines on its stdin.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

const [launcher, dataDirectory, kind] = process.argv.slice(2);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
const commands = createInterface({ input: process.stdin });

async function insertUntilItEnds(connectionString) {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('CREATE TABLE IF NOT EXISTS rows (n int PRIMARY KEY)');
    let { n } = (await client.query('SELECT coalesce(max(n), 0) AS n FROM rows')).rows[0];
    for (;;) {
      n += 1;
      await client.query('INSERT INTO rows VALUES ($1)', [n]);
      say({ acknowledged: n });
    }
  } catch (error) {
    say({ inserting: 'ended', code: error.code });
  }
}

try {
  const { openEmbeddedPostgres, claimDataDirectory } = await import(pathToFileURL(launcher).href);
  const claim = kind === 'server' ? await claimDataDirectory(dataDirectory) : undefined;
  const { release, ...opened } = await openEmbeddedPostgres(dataDirectory);
  commands.on('line', async (command) => {
    if (command === 'insert') await insertUntilItEnds(opened.ownerUrl);
    if (command !== 'release') return;
    // Nothing ends this process but that nothing keeps it: an open handle of the launcher would show.
    commands.close();
    process.stdin.destroy();
    await release();
    await claim?.release();
    say({ released: true });
  });
  say({ opened });
} catch (error) {
  commands.close();
  process.stdin.destroy();
  say({ refused: error.code, message: error.message, details: error.details, stack: error.stack });
}
