import { Module } from '@nestjs/common';
import { AssignmentsService } from './assignments/assignments.service.js';
import { CallingLinesService } from './assignments/calling-lines.service.js';
import { ConflictsService } from './assignments/conflicts.service.js';
import { PersonLinesService } from './assignments/person-lines.service.js';
import { ProviderLinesService } from './assignments/provider-lines.service.js';
import { OrganizationListService } from './assignments/organization-list.service.js';
import { LocationInventoryService } from './inventory/location-inventory.service.js';
import { NextNumberService } from './inventory/next-number.service.js';
import { PlacementService } from './inventory/placement.service.js';
import { SurroundingsService } from './inventory/surroundings.service.js';
import { ValidationService } from './inventory/validation.service.js';
import { InventoryService } from './inventory/inventory.service.js';
import { ListedNumbersService } from './inventory/listed-numbers.service.js';
import { LicencesService } from './licences/licences.service.js';
import { ListedLocationsService } from './locations/listed-locations.service.js';
import { LocationSettingsService } from './locations/location-settings.service.js';
import { LookupService } from './lookup/lookup.service.js';
import { NewWorkspaceService } from './workspaces/new-workspace.service.js';
import { WorkspaceSettingsService } from './workspaces/workspace-settings.service.js';
import { PeopleService } from './people/people.service.js';
import { OrganizationUsersService } from './holders/organization-users.service.js';
import { OrganizationsService } from './tenants/organizations.service.js';
import { ReachedOrganizationsService } from './tenants/reached-organizations.service.js';
import { ListedWorkspacesService } from './workspaces/listed-workspaces.service.js';
import { LicenceAssignmentService } from './people/licence-assignment.service.js';
import { PersonSettingsService } from './people/person-settings.service.js';
import { WritesService } from './writes/writes.service.js';

const SERVICES = [
  AssignmentsService,
  CallingLinesService,
  ConflictsService,
  LicenceAssignmentService,
  LocationInventoryService,
  LocationSettingsService,
  InventoryService,
  LicencesService,
  ListedLocationsService,
  ListedNumbersService,
  ListedWorkspacesService,
  SurroundingsService,
  ValidationService,
  LookupService,
  NewWorkspaceService,
  NextNumberService,
  OrganizationListService,
  OrganizationUsersService,
  OrganizationsService,
  PersonLinesService,
  PersonSettingsService,
  PlacementService,
  PeopleService,
  ProviderLinesService,
  WorkspaceSettingsService,
  ReachedOrganizationsService,
  WritesService,
];

/** The record and its rules. The application provides the DataSource, to every module. */
@Module({
  providers: SERVICES,
  exports: SERVICES,
})
export class PhoneNumbersModule {}
