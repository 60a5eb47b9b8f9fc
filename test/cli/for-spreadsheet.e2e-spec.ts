import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { FREIGHT } from '../../src/examples/ternfield.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { linebook } from './linebook.js';
import { companies, csvsOf } from './companies.js';

// linebook export --for-spreadsheet: what a spreadsheet program saves of it is imported again, and changes nothing.

jest.setTimeout(180_000);

const LAYOUTS = ['users', 'workspaces', 'inventory', 'locations'] as const;
const NO_CHANGE = { code: 0, stdout: expect.stringMatching(/: nothing to change\n$/), stderr: '' };
// What else a spreadsheet takes for something that it is not, and what would be a formula.
const HARD = `organization_id,user_id,user_name,user_email,provider,phone_number,label,extension,location_name
${FREIGHT.uuid},5e8a41c07d3b9f0012a6d001,'=1+1,,twilio,+14165550190,'+1-2,,
${FREIGHT.uuid},5e8a41c07d3b9f0012a6d002,1E5,,twilio,+14165550191,03/04,,
${FREIGHT.uuid},123456789012345678901234,'@SUM(A1),007@ternfield.example,sinch,+14165550192,00:30,,
${FREIGHT.uuid},5e8a41c07d3b9f0012a6d004,"Kim ""1"" Lee",,sinch,+14165550193,"Desk 4, left",,
${FREIGHT.uuid},5e8a41c07d3b9f0012a6d005,Ana,,,,,0123,2-4
${FREIGHT.uuid},5e8a41c07d3b9f0012a6d006,Zoë,,,+14165550194,,,2-4
`;

let database: RecordDatabase;
let folder: string;

const run = (...args: string[]) => linebook(args, { env: { DATABASE_URL: database.url } });
const pathOf = (name: string): string => join(folder, name);
const imported = (folderName: string, ending = 'csv') =>
  run('import', ...LAYOUTS.map((layout) => pathOf(`${folderName}/${layout}.${ending}`)));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linebook-spreadsheet-'));
  database = await createDatabase();
  const { objectId, uuid } = FREIGHT;
  await run('organizations', 'add', '--object-id', objectId, '--uuid', uuid, '--name', 'Ternfield Freight');
  const files = LAYOUTS.map((layout) => `examples/ternfield/${layout}.csv`);
  expect(await run('import', ...files)).toMatchObject({ code: 0 });
  writeFileSync(pathOf('hard.csv'), HARD);
  expect(await run('import', pathOf('hard.csv'), '--organization', uuid)).toMatchObject({ code: 0 });
  await exportInto('out', '--for-spreadsheet');
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function exportInto(name: string, ...options: string[]): Promise<void> {
  mkdirSync(pathOf(name));
  for (const layout of LAYOUTS) {
    const file = pathOf(`${name}/${layout}.csv`);
    expect(await run('export', layout, '--all', '--output', file, ...options)).toMatchObject({ code: 0, stderr: '' });
  }
}

const tableOf = (file: string): string[][] => parse(readFileSync(file), { bom: true });

/** What a spreadsheet program makes of a cell that it opens, and writes when it saves. */
function savedCell(cell: string): string {
  const text = /^="([^"]*)"$/.exec(cell)?.[1];
  if (text !== undefined) return text;
  if (/^[+-]?\d+(?:\.\d+)?(?:E\d+)?$/i.test(cell)) return String(Number(cell));
  if (/^\d{4}-\d\d-\d\dT/.test(cell)) return '########';
  if (/^(?:true|false)$/i.test(cell)) return cell.toUpperCase();
  return /^[=+\-@]/.test(cell) ? '#NAME?' : cell;
}

function saveAll(from: string, to: string): void {
  mkdirSync(pathOf(to));
  for (const layout of LAYOUTS) {
    const rows = tableOf(pathOf(`${from}/${layout}.csv`)).map((cells) => cells.map(savedCell));
    const text = stringify(rows, { delimiter: ';', record_delimiter: '\r\n', bom: true });
    writeFileSync(pathOf(`${to}/${layout}.csv`), text);
  }
}

it('a row says who has which number, where and since when', () => {
  const [names, ...rows] = tableOf(pathOf('out/users.csv'));
  const users = rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [names![i], cell])));
  expect(users.find(({ phone_number }) => phone_number === '="+14165550191"')).toMatchObject({
    user_name: '="1E5"',
    label: '="03/04"',
    held_since: expect.stringMatching(/^="\d{4}-\d\d-\d\dT[\d:.]+Z"$/),
  });
  expect(users.map(({ user_name }) => user_name)).toEqual(expect.arrayContaining(["'=1+1", "'@SUM(A1)"]));
  const placed = users.filter(({ location_id }) => location_id);
  expect(placed.map(({ user_name, location_name, extension }) => [user_name, location_name, extension])).toEqual([
    ['Ana', '="2-4"', '="0123"'],
    ['Zoë', '="2-4"', ''],
  ]);
});

it('comes in as it went out, and changes nothing', async () => {
  expect(await imported('out')).toEqual(NO_CHANGE);
});

it('so does what is hard to write', async () => {
  const [others, before] = [database, pathOf('companies')];
  database = await createDatabase();
  try {
    mkdirSync(before);
    for (const [layout, text] of Object.entries(csvsOf(companies(20, 1)))) {
      writeFileSync(join(before, `${layout}.csv`), text);
    }
    expect(await imported('companies')).toMatchObject({ code: 0 });
    await exportInto('companies-out', '--for-spreadsheet');
    expect(await imported('companies-out')).toEqual(NO_CHANGE);
  } finally {
    await database.drop();
    database = others;
  }
});

it('comes in as a spreadsheet program saves it, and changes nothing; another export does not', async () => {
  saveAll('out', 'saved');
  expect(await imported('saved')).toEqual(NO_CHANGE);
  await exportInto('plain');
  saveAll('plain', 'plain-saved');
  expect(await imported('plain-saved')).toMatchObject({ code: 1, stderr: expect.stringContaining('refused bad_') });
});

it.each([
  [['users', '--organization', FREIGHT.uuid, '--json'], '--for-spreadsheet does not go with --json'],
  [['--history', '--all'], '--history goes with --all and --output only'],
])('does not go with %j', async (args, reason) => {
  const outcome = await run('export', ...args, '--for-spreadsheet');
  expect(outcome).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(reason) });
});

const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;
const UTF8_CSV = '44,34,76,1';

(hasLibreOffice ? describe : describe.skip)('LibreOffice (skipped where there is no soffice)', () => {
  it.each([
    ['csv', `csv:Text - txt - csv (StarCalc):${UTF8_CSV}`],
    ['xlsx', 'xlsx:Calc MS Excel 2007 XML'],
  ])('what it saves as %s changes nothing', async (ending, filter) => {
    const files = LAYOUTS.map((layout) => pathOf(`out/${layout}.csv`));
    const profile = `-env:UserInstallation=file://${pathOf('profile')}`;
    const input = `--infilter=Text - txt - csv (StarCalc):${UTF8_CSV}`;
    const saved = `libreoffice-${ending}`;
    const args = ['--headless', profile, input, '--convert-to', filter, '--outdir', pathOf(saved), ...files];
    execFileSync('soffice', args, { stdio: 'ignore', timeout: 150_000 });
    expect(await imported(saved, ending)).toEqual(NO_CHANGE);
  });
});
