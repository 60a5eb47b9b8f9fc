import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LocationNotFound } from '../locations/locations.errors.js';
import { OrganizationNotReachable, PersonNotFound, WorkspaceNotFound } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import { ALIKE_LOCATIONS, WHERE_PERSON, WHERE_WORKSPACE, type WhereRow } from './surroundings.queries.js';

/** In which location numbers for somebody or something are looked for. */
@Injectable()
export class SurroundingsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Its location. Throws OrganizationNotReachable, WorkspaceNotFound. */
  async ofWorkspace(reach: Reach, uuid: string): Promise<string[]> {
    return locationOf(await WHERE_WORKSPACE(this.dataSource, reach, { uuid }), reach, () => new WorkspaceNotFound());
  }

  /** Their location, where they have one. Throws OrganizationNotReachable, PersonNotFound. */
  async ofPerson(reach: Reach, uuid: string): Promise<string[]> {
    return locationOf(await WHERE_PERSON(this.dataSource, reach, { uuid }), reach, () => new PersonNotFound());
  }

  /** The location and those that may show its numbers to who is called. Throws OrganizationNotReachable, LocationNotFound. */
  async alike(reach: Reach, uuid: string): Promise<string[]> {
    const rows = await ALIKE_LOCATIONS(this.dataSource, reach, { uuid });
    if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    if (!rows[0]?.locationUuid) throw new LocationNotFound();
    return rows.map(({ locationUuid }) => locationUuid!);
  }
}

function locationOf([row]: WhereRow[], reach: Reach, notFound: () => Error): string[] {
  if (!row && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
  if (!row?.found) throw notFound();
  return row.locationUuid ? [row.locationUuid] : [];
}
