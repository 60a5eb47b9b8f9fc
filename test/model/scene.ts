import { RecordFixtures, type TestOrganization } from '../record-fixtures.js';
import type { RecordDatabase } from '../record-database.js';
import { DAY_MS, type LaidOut, type Roster } from './roster.js';

/** Lays out what a roster says, as of this instant. */
export async function layOut(database: RecordDatabase, roster: Roster, startedAt: Date): Promise<void> {
  const rows = new RecordFixtures(database);
  const { organizations, locations, licences, people, placed, workspace, lines, restDays } = roster;
  const made: TestOrganization[] = [];
  for (const i of [0, 1] as const) {
    const organization = await rows.organization({ object_id: organizations[i], number_rest_days: i * restDays });
    await rows.location(organization, { id: locations[i] });
    await rows.licence(organization, { id: licences[i], total_units: 1000 });
    made.push(organization);
  }
  const home = (organization: string): TestOrganization => made[organizations.indexOf(organization)]!;
  const users = new Map<string, string>();
  for (const { objectId, organization, name, email, location, isLicensed } of people.slice(0, 6)) {
    const row = { object_id: objectId, full_name: name, email, location_id: location };
    const id = await rows.user(home(organization), row);
    users.set(objectId, id);
    const licence = licences[organizations.indexOf(organization) as 0 | 1];
    if (isLicensed) await rows.userLicence(home(organization), id, licence);
  }
  await rows.workspace(made[0]!, locations[0], workspace);
  for (const { number, organization, location } of placed) {
    await rows.number(home(organization), number, location ?? undefined);
  }
  for (const line of lines) {
    const person = people.find(({ objectId }) => objectId === line.holder);
    const organization = home(person?.organization ?? organizations[0]);
    const holder = { userId: users.get(line.holder), location: person?.location ?? locations[0] };
    await layOutLine(rows, { organization, startedAt }, holder, line);
  }
}

async function layOutLine(
  rows: RecordFixtures,
  { organization, startedAt }: { organization: TestOrganization; startedAt: Date },
  { userId, location }: { userId?: string; location: string },
  { holder, number, provider, extension, from, to }: LaidOut,
): Promise<void> {
  const before = (days: number): Date => new Date(startedAt.getTime() - days * DAY_MS);
  const at = before(from);
  const since = { held_since: at, opened_by: await rows.change(organization.id, { at }) };
  const columns = { number: number ?? undefined, ...(extension && { extension }), ...since };
  if (!userId) await rows.callingLine(organization, { workspaceId: holder, locationId: location }, columns);
  else if (!provider) await rows.personLine(organization, userId, location, columns);
  else {
    const id = await rows.providerLine(organization, userId, { number: number!, provider, ...since });
    if (to !== undefined) await rows.close(id, organization, { at: before(to) });
  }
}
