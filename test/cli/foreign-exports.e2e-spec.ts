import { createDatabase, type RecordDatabase } from '../record-database.js';
import { importInto } from './import-scene.js';
import type { Outcome } from './linebook.js';
import { roundTrip } from './round-trip.js';

jest.setTimeout(120_000);

// Made-up data in the columns of the exports.

const FIELD = '7a1c2f08-5d0e-4b5c-9f43-1f2f3a9d7b10';

const CONTROL_HUB_USERS = `First Name,Last Name,Display Name,User ID/Email (Required),User Status,Location,Extension,Phone Number,Caller ID Number,Webex Calling - Professional
Zoë,Müller,Zoë Müller,zoe@field.example,Active,Toronto,102,+14165550102,+14165550102,TRUE
Sam,Patel,Sam Patel,sam@field.example,Active,Toronto,103,,,TRUE
Noor,Haddad,Noor Haddad,noor@field.example,Verified,,,,,FALSE
`;
const CONTROL_HUB_WORKSPACES = `Workspace Name,Workspace Type,Location,Extension,Phone Number
Huddle 1,Huddle,Toronto,201,+14165550201
Lobby,Other,toronto,202,
`;
const CONTROL_HUB_NUMBERS = `Phone Number,Location,Extension,State,Assigned To,Type
+14165550102,Toronto,102,Active,Zoë Müller,User
+14165550199,Toronto,,Active,,
`;
const TEAMS_ADMIN_CENTER = `Phone number,Location,Number type,Assignment status,Assigned to,Activation status
+14165550301,"100 Example Street, Toronto",Calling Plan,Unassigned,,Activated
`;
const TEAMS_POWERSHELL = `#TYPE Microsoft.Teams.ConfigAPI.Cmdlets.Generated.Models.PhoneNumberAssignment\r
"TelephoneNumber","OperatorId","NumberType","ActivationState","AssignedPstnTargetId","City","IsoCountryCode","LocationId"\r
"+14165550302","2b24d246-a9ee-428b-96bc-fb9d9a053c8d","DirectRouting","Activated","","Toronto","CA","407c17ae-8c41-431e-894a-38787c682f68"\r
`;
const TWILIO = `Sid,Phone Number,Friendly Name,Voice URL,SMS URL,Date Created
PN00000000000000000000000000000001,+14165550102,(416) 555-0102,https://x.example,https://x.example,2024-05-01
PN00000000000000000000000000000002,+14165550303,(416) 555-0303,https://x.example,https://x.example,2024-05-01
`;

const inField = (database: RecordDatabase, file: string, ...options: string[]): Promise<Outcome> =>
  importInto(database, file, '--organization', FIELD, ...options);

const done = (what: string, stdout: string): Outcome => ({
  code: 0,
  stdout: `standard input: ${stdout}\n`,
  stderr: `standard input: recognized as ${what}\n`,
});

const WHAT = {
  users:
    'an export of Webex Control Hub (users); columns not imported: "User Status", "Caller ID Number", "Webex Calling - Professional"',
  workspaces: 'an export of Webex Control Hub (workspaces); columns not imported: "Workspace Type"',
  numbers:
    'an export of Webex Control Hub (numbers); columns not imported: "Extension", "State", "Assigned To", "Type"',
  teams:
    'a download of the Microsoft Teams admin center (numbers); columns not imported: "Location", "Number type", "Assignment status", "Assigned to", "Activation status"',
  powershell:
    'Microsoft Teams numbers of Get-CsPhoneNumberAssignment; columns not imported: "OperatorId", "NumberType", "ActivationState", "AssignedPstnTargetId", "City", "IsoCountryCode", "LocationId"',
  twilio:
    'an export of Twilio (incoming numbers); columns not imported: "Sid", "Friendly Name", "Voice URL", "SMS URL", "Date Created"',
};

/** File, what it is recognized as, and what the first import of it says. */
const FILES = [
  [CONTROL_HUB_USERS, WHAT.users, 'created 1 organization, 1 location, 3 users, 2 assignments'],
  [CONTROL_HUB_WORKSPACES, WHAT.workspaces, 'created 2 workspaces, 2 assignments'],
  [CONTROL_HUB_NUMBERS, WHAT.numbers, 'created 1 number'],
  [TEAMS_ADMIN_CENTER, WHAT.teams, 'created 1 number'],
  [TEAMS_POWERSHELL, WHAT.powershell, 'created 1 number'],
  [TWILIO, WHAT.twilio, 'created 1 number'],
] as const;

describe('the exports of three systems in one organization', () => {
  let database: RecordDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('are recognized and imported, and change nothing when they are imported again', async () => {
    for (const [file, what, said] of FILES) expect(await inField(database, file)).toEqual(done(what, said));
    for (const [file, what] of FILES) expect(await inField(database, file)).toEqual(done(what, 'nothing to change'));
    // A location's province is not the state of one of its numbers, and no location of Teams is one of ours.
    expect(await database.query('SELECT name, state FROM locations')).toEqual([{ name: 'Toronto', state: null }]);
    expect(
      await database.query(
        `SELECT coalesce(u.email, w.name) AS holder, p.e164, a.extension, a.line FROM number_assignments a
           LEFT JOIN users u ON u.id = a.user_id LEFT JOIN workspaces w ON w.id = a.workspace_id
           LEFT JOIN phone_numbers p ON p.id = a.phone_number_id ORDER BY a.extension`,
      ),
    ).toEqual([
      { holder: 'zoe@field.example', e164: '+14165550102', extension: '102', line: 'primary' },
      { holder: 'sam@field.example', e164: null, extension: '103', line: 'primary' },
      { holder: 'Huddle 1', e164: '+14165550201', extension: '201', line: 'primary' },
      { holder: 'Lobby', e164: null, extension: '202', line: 'primary' },
    ]);
  });

  it('get the same ids in another record', async () => {
    const other = await createDatabase();
    try {
      for (const [file] of [...FILES].reverse()) await inField(other, file);
      for (const ids of [
        'SELECT id FROM locations ORDER BY 1',
        'SELECT uuid, object_id FROM users ORDER BY 1',
        'SELECT id FROM workspaces ORDER BY 1',
      ]) {
        expect(await other.query(ids)).toEqual(await database.query(ids));
      }
    } finally {
      await other.drop();
    }
  });

  it('say that --organization is needed', async () => {
    expect(await importInto(database, TWILIO)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'standard input: an export of Twilio (incoming numbers) names no organization: say --organization (wrong_usage)\n',
    });
  });

  it('are read as --map says, where it is used', async () => {
    const left = ['Sid', 'Friendly Name', 'Voice URL', 'SMS URL', 'Date Created'];
    const options = left.flatMap((title) => ['--ignore-column', title]);
    expect(await inField(database, TWILIO, '--map', 'Phone Number=phone_number', ...options)).toEqual({
      code: 0,
      stdout: 'standard input: nothing to change\n',
      stderr: '',
    });
  });
});

it('what was imported of them and exported comes back from an empty record', async () => {
  const more = `organization_id,location_id,phone_number,state,main_number\n${FIELD},,+14165550304,INACTIVE,\n`;
  const { faults, exported, assignments } = await roundTrip({ inventory: more }, async (first) => {
    for (const [file] of FILES) await inField(first, file);
  });
  expect({ faults, assignments }).toEqual({ faults: [], assignments: 4 });
  expect(exported.inventory.split('\n')).toHaveLength(9);
});
