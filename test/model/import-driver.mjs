// The built import as a process that runs many: starting `linebook import` takes longer than importing. A line of JSON
// with what to import comes in, a line with what was said goes out, in the order of their arrival.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';

const [dist, url] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { connectedDataSource } = await load('database/data-source.js');
const { ImportService } = await load('phone-numbers/import/import.service.js');
const { RECORD_ENTITIES } = await load('phone-numbers/record/entities.js');

const record = await connectedDataSource({ url, poolSize: 4, limits: 'none', entities: RECORD_ENTITIES });
const service = new ImportService(record);

const fileOf = (text) => ({ name: 'file', open: async () => Readable.from([Buffer.from(text)]) });

async function imported({ id, organization, file, subject }) {
  const refused = [];
  const report = { refused: ({ line, code }) => refused.push({ line, code }), warned: () => {} };
  const options = { organization: { id: { objectId: organization } }, dryRun: false, subject, trackingId: id };
  try {
    const { warned, counts } = await service.import([fileOf(file)], options, report);
    return { refused, warned, counts };
  } catch (error) {
    return { failed: String(error.stack) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  void imported(asked).then((answer) => console.log(JSON.stringify({ id: asked.id, ...answer })));
}
await record.destroy();
