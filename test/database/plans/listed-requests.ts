import { randomUUID } from 'node:crypto';
import type { Answer } from '../../ask.js';
import { ROOT, type Script } from './script.js';

/** The list of the directory, of the record, of organizations and of a location, by what is searched for. */
export async function askForListedNumbers({ send, five, many, location }: Script): Promise<void> {
  const list = (query: string) => send(200, `GET /api/phone-numbers?${query}`, ROOT);
  const nextOf = ({ headers }: Answer): string | undefined => /\?(.*)>; rel="next"/.exec(headers.link ?? '')?.[1];
  const from = async (query: string) => list(nextOf(await list(query))!);
  for (const place of ['', `organizationId=${many}&`, `organizationId=${five}&`, `locationId=${location}&`]) {
    await from(`${place}max=2`);
    await list(`${place}max=100`);
    for (const filter of ['q=sam', 'q=zzz', 'q=555', 'q=%2B1214555', 'extension=102', 'extension=203&max=1']) {
      await list(`${place}${filter}`);
    }
    await list(`${place}held=false&state=INACTIVE`);
  }
  await list(`organizationId=${five}&locationId=${location}&extension=102`);
  // The last of the numbers, and the lines behind them.
  await from(`organizationId=${five}&max=199`);
  await from('q=%2B1216&max=2099');
  // Of the whole record: all of its numbers, and then its lines.
  for (let query: string | undefined = 'extension=0000'; query !== undefined;) query = nextOf(await list(query));
  await send(404, `GET /api/phone-numbers?organizationId=${randomUUID()}`, ROOT);
  await send(404, `GET /api/phone-numbers?organizationId=${many}&locationId=${location}`, ROOT);
}
