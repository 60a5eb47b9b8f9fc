import { createDatabase, type RecordDatabase } from '../record-database.js';
import { csv } from './csv-files.js';
import { codesOf, importInto, refusalsOf } from './import-scene.js';

jest.setTimeout(120_000);

const FIELD = '7a1c2f08-5d0e-4b5c-9f43-1f2f3a9d7b10';
const OTHER = '0c1b74a9-3b2e-4f65-8a11-6f0d2f8f9a02';

let database: RecordDatabase;
beforeEach(async () => {
  database = await createDatabase();
});
afterEach(() => database.drop());

const rowsOf = (text: string): string => csv(text.trim().split('\n')[0]!, cellsOf(text));

/** The rows of a table that is written with a column name in its first line. */
function cellsOf(text: string): Record<string, string>[] {
  const [names, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
  return rows.map((cells) => Object.fromEntries(names!.map((name, i) => [name, cells[i] ?? ''])));
}

async function imported(text: string, organization = FIELD): Promise<string> {
  const { code, stdout, stderr } = await importInto(database, text, '--organization', organization);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.replace('standard input: ', '').trimEnd();
}

const refused = (text: string): Promise<string[]> => refusalsOf(database, text, '--organization', FIELD);

const USERS = `user_email,user_name,location_name,extension,phone_number
zoe@field.example,Zoë Müller,Zürich,102,+14165550102`;

describe('a row finds', () => {
  it('a person by e-mail, a location by name and a workspace by its name there, in any case, and renames none', async () => {
    expect(await imported(USERS)).toBe('created 1 organization, 1 location, 1 user, 1 assignment');
    expect(await imported('workspace_name,location_name,extension,primary\nFoyer Süd,Zürich,201,true')).toBe(
      'created 1 workspace, 1 assignment',
    );
    expect(await imported(USERS.replace('zoe@f', 'ZOE@F').replace('Zürich', 'ZÜRICH'))).toBe('nothing to change');
    // The same letters, with the marks as characters of their own.
    expect(await imported(USERS.replace('Zürich', 'Zu\u0308rich'))).toBe('nothing to change');
    expect(await imported('workspace_name,location_name,extension,primary\nFOYER SÜD,zürich,201,true')).toBe(
      'nothing to change',
    );
    expect(await imported('phone_number,location_name,main_number\n+14165550102,zürich,true')).toBe(
      'changed 1 location',
    );
    expect(await imported('location_name,country,city\nzürich,CH,Zürich')).toBe('changed 1 location');
    expect(
      await database.query(`SELECT email AS key FROM users UNION ALL SELECT name FROM locations
                            UNION ALL SELECT name FROM workspaces`),
    ).toEqual([{ key: 'zoe@field.example' }, { key: 'Zürich' }, { key: 'Foyer Süd' }]);
  });

  it('those whom another row of the files names by ids, wherever it stands', async () => {
    const file = rowsOf(`user_id,user_email,location_id,location_name,extension,primary
      ,sam@field.example,,Toronto,,
      5f7b1c2e8a1d4e0012c3b401,SAM@field.example,a8289722-1b80-41b7-9678-0e77ae8c1098,Toronto,103,true
      ,kim@field.example,,toronto,,`);
    expect(await imported(file)).toBe('created 1 organization, 1 location, 2 users, 1 assignment');
    expect(await database.query('SELECT object_id FROM users WHERE email ILIKE $1', ['sam@%'])).toEqual([
      { object_id: '5f7b1c2e8a1d4e0012c3b401' },
    ]);
    expect(await database.query('SELECT id FROM locations')).toEqual([{ id: 'a8289722-1b80-41b7-9678-0e77ae8c1098' }]);
    expect(await imported(file)).toBe('nothing to change');
  });

  it('nobody of another organization', async () => {
    await imported(USERS);
    expect(await imported(USERS.replace('+14165550102', '+14165550104'), OTHER)).toBe(
      'created 1 organization, 1 location, 1 user, 1 assignment',
    );
    expect(await database.query('SELECT count(DISTINCT id)::int AS ids FROM locations')).toEqual([{ ids: 2 }]);
  });

  it('a person who was removed, and takes them back', async () => {
    await imported('user_email\nzoe@field.example');
    await database.query('UPDATE users SET removed_at = now()');
    expect(await imported('user_email\nzoe@field.example')).toBe('revived 1 holder');
  });
});

describe('a row is refused whose key', () => {
  it.each([
    ['e-mail', 'user_id', USERS, 'two people have this e-mail; say which one with user_id'],
    ['location', 'location_id', USERS, 'two locations have this name; say which one with location_id'],
  ])('ambiguous_key: names two things of the record: %s', async (what, column, file, reason) => {
    const ids = ['842938d5-9273-4bc6-aa3a-000000000001', '842938d5-9273-4bc6-aa3a-000000000002'];
    const key = what === 'location' ? 'location_name' : 'user_email';
    const same = what === 'location' ? 'Zürich' : 'zoe@field.example';
    await imported(`${column},${key}\n${ids[0]},${same}\n${ids[1]},${same.toUpperCase()}`);
    expect(await refused(file)).toEqual([`2:1: refused ambiguous_key: ${reason}`]);
    // With the id it is clear.
    expect(await imported(file.replace(key, `${key},${column}`).replace(same, `${same},${ids[1]}`))).toMatch(
      /^created /,
    );
  });

  it('ambiguous_key: names two workspaces of a location', async () => {
    const header = 'workspace_id,workspace_name,location_name';
    const ids = ['842938d5-9273-4bc6-aa3a-000000000001', '842938d5-9273-4bc6-aa3a-000000000002'];
    await imported(`${header}\n${ids[0]},Foyer,Zürich\n${ids[1]},FOYER,Zürich`);
    expect(await refused(`${header}\n,foyer,Zürich\n,foyer,Bern`)).toEqual([
      '2:1: refused ambiguous_key: two workspaces of the location have this name; say which one with workspace_id',
    ]);
  });

  it('key_taken: made something that has another name now', async () => {
    await imported('user_email\nzoe@field.example');
    await imported('workspace_name,location_name\nFoyer,Zürich');
    await database.query(`UPDATE users SET email = 'zoe.mueller@field.example'`);
    await database.query(`UPDATE workspaces SET name = 'Lobby'`);
    expect(await refused('user_email\nkim@field.example\nZoe@field.example')).toEqual([
      '3:1: refused key_taken: the person who was made from this e-mail has another e-mail or organization now; name them by that, or by user_id',
    ]);
    expect(codesOf(await refused('workspace_name,location_name\nFoyer,Zürich'))).toEqual(['key_taken']);
    await database.query(`UPDATE locations SET name = 'Bern'`);
    expect(codesOf(await refused('location_name,city\nZürich,Zürich'))).toEqual(['key_taken']);
    // The others are imported.
    const partial = await importInto(
      database,
      'user_email\nkim@field.example\nZoe@field.example',
      '--organization',
      FIELD,
      '--partial',
    );
    expect(partial).toMatchObject({ code: 1, stdout: 'standard input: created 1 user; refused 1 row\n' });
  });

  it('bad_user_id: is no e-mail; holder_erased: is that of somebody who was erased', async () => {
    expect(await refused('user_email,user_name\nZoë,Zoë')).toEqual([
      '2:1: refused bad_user_id: user_email "Zoë" is no e-mail address, and there is no user_id',
    ]);
    await imported('user_email\nzoe@field.example');
    await database.query('UPDATE users SET removed_at = now(), erased_at = now(), email = NULL, full_name = NULL');
    expect(codesOf(await refused('user_email\nzoe@field.example'))).toEqual(['holder_erased']);
  });
});

it('without --organization ids are needed, as before', async () => {
  const { code, stderr } = await importInto(database, USERS);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^standard input:1:1: refused bad_header: .*\n$/),
  });
});

it('twenty thousand people by e-mail are imported at once, and again', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `user.${i}@field.example,User ${i},Site ${i % 50}`);
  const file = ['user_email,user_name,location_name', ...rows].join('\n');
  expect(await imported(file)).toBe('created 1 organization, 50 locations, 20000 users');
  expect(
    await imported(
      file.toUpperCase().replace(/^.*/, 'user_email,user_name,location_name').replaceAll('USER ', 'User '),
    ),
  ).toBe('nothing to change');
});
