import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';

jest.setTimeout(60_000);

let database: RecordDatabase;
const run = (...args: string[]) => linebook(['organizations', ...args], { env: { DATABASE_URL: database.url } });
const alias = (...args: string[]) => run('alias', ...args);
const outcome = (code: number, stdout: string, stderr = '') => ({ code, stdout, stderr });

const ACME = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const ATLAS = '5f7b1c2e8a1d4e0012c3b400';
const ISSUER = ['--issuer', 'https://id.example/'];
const NAME = [...ISSUER, '--id', 'org_Q7bXzT4mN2pLw9aR'];

beforeAll(async () => {
  database = await createDatabase();
  await run('add', '--uuid', ACME, '--name', 'Acme');
  await run('add', '--object-id', ATLAS, '--name', 'Atlas');
});
afterAll(() => database.drop());

it('adds, lists and removes, once each, with a change row', async () => {
  expect(await alias('list')).toEqual(outcome(0, ''));
  expect(await alias(ACME, ...NAME)).toEqual(outcome(0, 'added\n'));
  expect(await alias('add', ACME, ...NAME)).toEqual(outcome(0, 'added already: nothing changed\n'));
  expect((await alias('list')).stdout).toMatch(
    /^ec7aa30564b5c6b51f2f4ebb\thttps:\/\/id\.example\/\torg_Q7bXzT4mN2pLw9aR\tsince \d{4}-\S+Z\n$/,
  );
  expect(await alias('remove', ...NAME)).toEqual(outcome(0, 'removed\n'));
  expect(await alias('remove', ...NAME)).toEqual(outcome(2, '', 'No organization has this alias (alias_not_found)\n'));
  expect(await alias('list')).toEqual(outcome(0, ''));
  const changes = await database.query(`SELECT action, details FROM changes WHERE action LIKE '%alias%' ORDER BY id`);
  const details = { issuer: 'https://id.example/', externalId: 'org_Q7bXzT4mN2pLw9aR' };
  expect(changes).toEqual([
    { action: 'organization.alias_add', details },
    { action: 'organization.alias_remove', details },
  ]);
});

it('names one organization only, until it is removed', async () => {
  await alias(ACME, ...NAME);
  const refused =
    'The issuer has this name for another organization (alias_in_use)\n' +
    'See `linebook organizations alias list`; remove it there first.\n';
  expect(await alias(ATLAS, ...NAME)).toEqual(outcome(1, '', refused));
  expect(await alias(ATLAS, '--issuer', 'https://other.example', ...NAME.slice(2))).toEqual(outcome(0, 'added\n'));
  expect(await alias(ACME, ...ISSUER, '--id', 'another name')).toEqual(outcome(0, 'added\n'));
  await alias('remove', ...NAME);
  expect(await alias(ATLAS, ...NAME)).toEqual(outcome(0, 'added\n'));
});

it('is added once where two add it at the same time', async () => {
  const name = [...ISSUER, '--id', 'at once'];
  const outcomes = await Promise.all([alias(ACME, ...name), alias(ATLAS, ...name)]);
  expect(outcomes.map(({ code }) => code).toSorted()).toEqual([0, 1]);
});

it.each([
  [[ACME, ...ISSUER], "required option '--id <external>' not specified"],
  [[...NAME], "missing required argument 'organization'"],
  [['x', ...NAME], 'the organization is no organization id'],
  [['00000000-0000-4000-8000-000000000009', ...NAME], 'organization_not_found'],
  [[ACME, ...ISSUER, '--id', ''], '--id is not 1 to 255 characters'],
  [[ACME, ...ISSUER, '--id', 'x'.repeat(256)], '--id is not 1 to 255 characters'],
  [[ACME, '--issuer', 'a\nb', '--id', 'x'], '--issuer is not 1 to 255 characters'],
])('2: %j', async (args, text) => {
  expect(await alias(...args)).toEqual(outcome(2, '', expect.stringContaining(text) as string));
});
