import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { workbookRecords } from '../../src/phone-numbers/import/workbook/workbook-records.js';
import { createDatabase, type RecordDatabase } from '../record-database.js';
import { workbookOfCsv } from '../workbooks/workbook.js';
import { importInto } from './import-scene.js';

// Files in the shapes of public bug reports and exports (test/cases/spreadsheets), each with the whole output.

jest.setTimeout(120_000);

interface Expected {
  options?: string[];
  /** None: it is taken. Otherwise the lines of the report, without the file's name. */
  refused?: string[];
  /** The date since which the line is held. */
  since?: string;
}

const FOLDER = 'test/cases/spreadsheets';
const fileOf = (name: string): Buffer => readFileSync(`${FOLDER}/${name}.csv`);
const COLUMNS_OF_USERS =
  'organization_id, organization_name, user_id, user_name, user_email, provider, phone_number, is_default, is_inbound_enabled, label';

const ONE_ROW: [name: string, what: string, expected: Expected][] = [
  ['utf16le-tab', 'what a spreadsheet calls Unicode text is taken', {}],
  ['tab-utf8', 'tabs between cells are taken', {}],
  [
    'windows1252',
    'another encoding than UTF-8 is refused, and the reason shows how it may be meant',
    {
      refused: [
        '2:62: refused not_utf8: the file is not in UTF-8; if this cell is "Zoë Müller", say --encoding windows-1252, else save the file as CSV UTF-8',
      ],
    },
  ],
  ['windows1252', 'another encoding is taken with --encoding', { options: ['--encoding', 'windows-1252'] }],
  [
    'header-twice',
    'a column that stands twice is refused',
    { refused: ['1:122: refused bad_header: the column label stands twice'] },
  ],
  ['titled-header', '"Phone Number" is phone_number', {}],
  ['header-spaces', 'blanks before names of columns are no part of them', {}],
  ['header-trailing-space-one', 'a blank behind one name is no part of it', {}],
  ['trailing-commas', 'columns without a name and without values are left out', {}],
  [
    'extra-unknown-column',
    'an unknown column is taken with --ignore-column',
    { options: ['--ignore-column', 'cost_center'] },
  ],
  ['yes-no', 'yes and no are booleans', {}],
  ['1-0', '1 and 0 are booleans', {}],
  ['ja-nein', 'Ja and Nein are booleans', {}],
  [
    'x',
    'an x is refused, and the reason lists what is understood',
    {
      refused: [
        '2:113: refused bad_boolean: is_default "x" is not true or false; yes/no, y/n, 1/0 and the words for them in German, French, Spanish, Italian, Dutch and Portuguese are understood',
      ],
    },
  ],
  ['trailing-spaces', 'blanks around cells are no part of them', {}],
  ['id-trailing-space', 'a blank behind an id is no part of it', {}],
  ['space-after-comma', 'blanks behind commas are no part of cells', {}],
  [
    'quote-in-cell',
    'a quote inside of a cell is refused, and the reason shows the cell',
    {
      refused: [
        '2:62: refused bad_quote: a quote stands inside the cell "Bob \\"Bobby\\" Smith"; put quotes around the cell, and write each quote in it twice',
      ],
    },
  ],
  [
    'us',
    'a date that may be two is refused',
    {
      refused: [
        '2:134: refused bad_held_since: held_since "5/1/2024" may be 2024-01-05 or 2024-05-01: which is the day, which the month? Say --dates dmy or --dates mdy',
      ],
    },
  ],
  ['us', 'a date of the United States is taken with --dates mdy', { options: ['--dates', 'mdy'], since: '2024-05-01' }],
  [
    'de',
    'a date with dots that may be two is refused',
    {
      refused: [
        '2:134: refused bad_held_since: held_since "01.05.2024" may be 2024-05-01 or 2024-01-05: which is the day, which the month? Say --dates dmy or --dates mdy',
      ],
    },
  ],
  ['de', 'a date of Germany is taken with --dates dmy', { options: ['--dates', 'dmy'], since: '2024-05-01' }],
  [
    'serial',
    'the serial day of a spreadsheet is refused by that name',
    {
      refused: [
        '2:134: refused bad_held_since: held_since "45413" is a spreadsheet\'s serial day, perhaps 2024-05-01; format the column as a date there, or import the workbook itself',
      ],
    },
  ],
  [
    'totals-row',
    'a row of totals is refused, and the reason shows it',
    { refused: ['3:1: refused totals_row: this looks like a row of totals: "Total", "1"; take it out'] },
  ],
  ['provider-case', 'Twilio is twilio', {}],
  ['plus-lost', 'a number that lost its plus is taken with the country', { options: ['--country', 'CA'] }],
  [
    'plus-lost',
    'a number that lost its plus is refused without a country, and the reason says how to say it',
    {
      refused: [
        '2:100: refused bad_number: phone_number "14165550102" has no plus before it, and no country says how to read it; say --country, for example --country CA',
      ],
    },
  ],
  ['apostrophe', 'the apostrophe that keeps text is no part of a number', {}],
  [
    'null-words',
    'NULL is no value',
    { refused: ['2:113: refused no_value: is_default "NULL" is no value; leave the cell empty'] },
  ],
];

let database: RecordDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const held = () =>
  database.query<{ user: string; name: string; e164: string; provider: string; since: string | null }>(
    `SELECT u.object_id AS user, u.full_name AS name, n.e164, a.provider,
            to_char(a.held_since AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS since
       FROM number_assignments a JOIN users u ON u.id = a.user_id JOIN phone_numbers n ON n.id = a.phone_number_id
      WHERE a.valid_to IS NULL ORDER BY n.e164, a.provider`,
  );

async function expectOutcome(input: Buffer, name: string, { options = [], refused, since }: Expected): Promise<void> {
  const outcome = await importInto(database, input, ...options);
  if (refused) {
    expect(outcome).toEqual({
      code: 1,
      stdout: `standard input: refused, nothing was changed: ${refused.length} fault${refused.length === 1 ? '' : 's'}\n`,
      stderr: refused.map((line) => `standard input:${line}\n`).join(''),
    });
    expect(await held()).toEqual([]);
    return;
  }
  const created = 'standard input: created 1 organization, 1 user, 1 assignment\n';
  expect(outcome).toEqual({ code: 0, stdout: created, stderr: '' });
  const e164 = ['us', 'de', 'serial'].includes(name) ? '+14165550103' : '+14165550102';
  expect(await held()).toEqual([
    {
      user: '7b0000000000000000000001',
      name: name === 'id-trailing-space' ? 'Zoe' : 'Zoë Müller',
      e164,
      provider: 'twilio',
      since: since ?? expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    },
  ]);
  const again = await importInto(database, input, ...options);
  expect(again).toEqual({ code: 0, stdout: 'standard input: nothing to change\n', stderr: '' });
}

describe('a CSV file', () => {
  it.each(ONE_ROW)('%s: %s', (name, _, expected) => expectOutcome(fileOf(name), name, expected));

  it('extra-unknown-column: an unknown column is refused with the list of columns', async () => {
    const { code, stdout, stderr } = await importInto(database, fileOf('extra-unknown-column'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'standard input: refused, nothing was changed: 1 fault\n' });
    expect(stderr).toMatch(
      /^standard input:1:122: refused bad_header: the column "cost_center" is unknown; leave it out with --ignore-column, or say what it is with --map "cost_center=…"\. Known are /,
    );
    expect(stderr).toContain(COLUMNS_OF_USERS);
  });
});

// What a CSV alone has: bytes, separators and quotes.
const OF_CSV_ALONE = ['utf16le-tab', 'tab-utf8', 'windows1252', 'quote-in-cell'];
/** A sheet counts columns, a CSV characters. */
const COLUMN_OF: Record<string, number> = { 'header-twice': 11, x: 8, us: 11, de: 11, serial: 11, 'totals-row': 1 };
const inSheet = (name: string, refused: string[]): string[] => {
  const column = COLUMN_OF[name] ?? { 'plus-lost': 7, 'null-words': 8 }[name]!;
  return refused.map((line) => line.replace(/^(\d+):\d+:/, `$1:${column}:`));
};

describe('the same as a workbook', () => {
  it.each(ONE_ROW.filter(([name]) => !OF_CSV_ALONE.includes(name)))('%s: %s', (name, _, { refused, ...others }) =>
    expectOutcome(workbookOfCsv(fileOf(name).toString()), name, {
      ...others,
      refused: refused && inSheet(name, refused),
    }),
  );
});

async function cellsOf(workbook: Buffer): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const { cells } of workbookRecords(Readable.from([workbook]), undefined)) rows.push(cells);
  return rows;
}

describe('a workbook that is called .csv', () => {
  it('is the workbook that it is: all of its rows are taken with the country of its numbers', async () => {
    const outcome = await importInto(database, fileOf('xlsx-renamed'), '--country', 'CA');
    expect(outcome).toEqual({
      code: 0,
      stdout: 'standard input: created 6 organizations, 211 users, 201 assignments\n',
      stderr: '',
    });
  });

  it('gives the numbers that were exported before a spreadsheet took the plus of each', async () => {
    await importInto(database, fileOf('xlsx-renamed'), '--country', 'CA');
    const [header, ...rows] = await cellsOf(fileOf('xlsx-renamed'));
    const column = header!.indexOf('phone_number');
    const digits = new Set(rows.map((cells) => cells[column]).filter((text) => text));
    expect(digits.size).toBeGreaterThan(150);
    expect(new Set((await held()).map(({ e164 }) => e164))).toEqual(new Set([...digits].map((text) => `+${text}`)));
  });

  // A cell with a number cannot have the plus, nor the zero of a national number: 15206555012 is a number of Arizona, or a
  // German mobile number. So it is as with a CSV that lost the plus.
  it('is refused without a country, each number with how to say it', async () => {
    const { code, stdout, stderr } = await importInto(database, fileOf('xlsx-renamed'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'standard input: refused, nothing was changed: 201 faults\n' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'standard input:2:7: refused bad_number: phone_number "12065550129" has no plus before it, and no country says how to read it; say --country, for example --country CA',
    );
    const [more] = lines.slice(-1);
    expect(lines.slice(0, -1).every((line) => line.includes(' refused bad_number: '))).toBe(true);
    expect(more).toBe('and 101 more refusals');
  });
});

describe('exports of other systems, without ids', () => {
  const ATLAS = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';

  it.each([
    [
      'control-hub-users',
      'created 1 organization, 1 location, 1 user, 1 assignment',
      'an export of Webex Control Hub (users); columns not imported: "User Status", "Caller ID Number"',
    ],
    [
      'twilio-incoming',
      'created 1 organization, 1 number',
      'an export of Twilio (incoming numbers); columns not imported: "Sid", "Friendly Name", "Voice URL", "SMS URL", "Date Created"',
    ],
  ])('%s is taken with --organization, and changes nothing the second time', async (name, done, what) => {
    const own = await createDatabase();
    try {
      const outcome = { code: 0, stderr: `standard input: recognized as ${what}\n` };
      expect(await importInto(own, fileOf(name), '--organization', ATLAS)).toEqual({
        ...{ ...outcome, stdout: `standard input: ${done}\n` },
      });
      expect(await importInto(own, fileOf(name), '--organization', ATLAS)).toEqual({
        ...{ ...outcome, stdout: 'standard input: nothing to change\n' },
      });
    } finally {
      await own.drop();
    }
  });
});
