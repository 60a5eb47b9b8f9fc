import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OrganizationNotReachable } from '../record/record.errors.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import { LicenceNotFound } from './licences.errors.js';
import {
  findLicence,
  listLicences,
  peopleWithLicence,
  type CountedLicence,
  type LicenceRow,
  type LicensedPeoplePage,
  type LicensedPerson,
} from './licences.queries.js';

/** What an organization has bought, and who uses it. */
@Injectable()
export class LicencesService {
  constructor(private readonly dataSource: DataSource) {}

  /** By name. Throws OrganizationNotReachable. */
  async list(reach: Reach): Promise<CountedLicence[]> {
    const rows = await listLicences(this.dataSource, reach);
    if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    return rows.filter(isThere);
  }

  /** Throws OrganizationNotReachable, LicenceNotFound. */
  async licence(uuid: string, reach: Reach): Promise<CountedLicence> {
    const row = await findLicence(this.dataSource, uuid, reach);
    if (!row && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
    if (!row || !isThere(row)) throw new LicenceNotFound();
    return row;
  }

  /** The people who have it and whom the caller reaches; of a licence that is not there nobody. */
  async people(uuid: string, page: LicensedPeoplePage, reach: Reach): Promise<LicensedPerson[]> {
    return peopleWithLicence(this.dataSource, uuid, page, reach);
  }
}

const isThere = (row: LicenceRow): row is CountedLicence => row.uuid !== null;
