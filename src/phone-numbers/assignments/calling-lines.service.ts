import { Injectable } from '@nestjs/common';
import type { ClientBase } from 'pg';
import type { ChangedBy, NewChange } from '../record/record-change.js';
import { WorkspaceNotProfessional, WorkspaceWithoutCalling } from '../record/record.errors.js';
import { alternatesAfter, type AlternateChange } from './alternates.js';
import { ExtensionInUse, LocationFixed, NumberTwice } from './calling-lines.errors.js';
import { currentLines, renameWorkspace, setDistinctiveRing, type CurrentLine } from './calling-lines.queries.js';
import { holdWorkspace, reachWorkspace, type HeldWorkspace } from './held-workspace.js';
import { writeLines, type Written } from './line-writer.js';
import { lockNumbers, type LockedNumber } from './locks.js';
import { e164Of, type AsWritten } from './number-as-written.js';
import { primaryAfter, type PrimaryChange } from './primary-line.js';
import { RuleBroken } from './rule-broken.js';
import type { WantedLine } from './wanted-line.js';
import type { Reach } from '../tenants/reach.js';

/** What is left out stays as it is. */
export interface AlternatesUpdate {
  distinctiveRingEnabled?: boolean;
  phoneNumbers: readonly AsWritten<AlternateChange>[];
}

/** What is left out stays as it is. */
export interface WorkspaceUpdate {
  name?: string;
  /** Where the request says that the workspace is: it does not move. */
  locations: readonly { place: string; uuid: string }[];
  primary?: AsWritten<PrimaryChange>;
}

/** A workspace itself, without its numbers. */
export interface WorkspaceDetails {
  workspaceUuid: string;
  organizationUuid: string;
  locationUuid: string;
  name: string | null;
  callingType: string;
  createdAt: Date;
}

/** Numbers and extensions of workspaces: the workspaces face's writes (workspaces contract, 1.2 and 2.6). */
@Injectable()
export class CallingLinesService {
  /** For WritesService: lets in who still reaches the workspace. Throws OrganizationNotReachable, WorkspaceNotFound. */
  admit(workspaceUuid: string, reach: Reach): (client: ClientBase) => Promise<void> {
    return async (client) => void (await reachWorkspace(client, workspaceUuid, reach));
  }

  /**
   * Adds, edits and releases alternates, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling, WorkspaceNotProfessional, BadNumber,
   * CountryUnknown, NumberTwice, NumberIsPrimary, NumberNotHeld, NumberNotInLocation, ExtensionInUse, RuleBroken,
   * NumberResting, ClockBehind.
   */
  async changeAlternates(
    client: ClientBase,
    workspaceUuid: string,
    reach: Reach,
    { distinctiveRingEnabled: ring, phoneNumbers }: AlternatesUpdate,
    by: ChangedBy,
  ): Promise<Written> {
    const workspace = await holdWorkspace(client, workspaceUuid, reach);
    if (workspace.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    if (workspace.callingLicence === 'common_area') throw new WorkspaceNotProfessional();
    const changes = phoneNumbers.map(({ number, ...change }) => ({
      ...change,
      e164: e164Of(number, change.place, workspace.country),
    }));
    assertOnce(changes);
    const lines = await currentLines(client, workspaceUuid);
    const numbers = byE164(await lockNumbers(client, [...changes.map(({ e164 }) => e164)]));
    const after = alternatesAfter(workspace, lines, changes, numbers);
    const turnsRing = ring !== undefined && ring !== workspace.distinctiveRingEnabled;
    const change = changeOf('workspace.numbers', workspace, by);
    const written = await write(client, lines, after, change, turnsRing);
    if (turnsRing) {
      await setDistinctiveRing(client, workspaceUuid, ring);
    }
    return written;
  }

  /**
   * Renames the workspace and changes its primary line, all or nothing, in the transaction of `client`.
   * Throws OrganizationNotReachable, WorkspaceNotFound, WorkspaceWithoutCalling, LocationFixed, BadNumber,
   * CountryUnknown, NumberNotInLocation, ExtensionInUse, RuleBroken, NumberResting,
   * ClockBehind.
   */
  async changeWorkspace(
    client: ClientBase,
    workspaceUuid: string,
    reach: Reach,
    { name, locations, primary }: WorkspaceUpdate,
    by: ChangedBy,
  ): Promise<WorkspaceDetails> {
    const workspace = await holdWorkspace(client, workspaceUuid, reach);
    if (primary && workspace.callingType !== 'webexCalling') throw new WorkspaceWithoutCalling();
    const elsewhere = locations.find(({ uuid }) => uuid !== workspace.locationId);
    if (elsewhere) throw new LocationFixed(elsewhere.place);
    const renames = name !== undefined && name !== workspace.name;
    const lines = primary ? await currentLines(client, workspaceUuid) : [];
    const after = primary ? await primaryChanged(client, workspace, lines, primary) : [];
    await write(client, lines, after, changeOf('workspace.update', workspace, by), renames);
    if (renames) await renameWorkspace(client, workspaceUuid, name);
    const { organizationUuid, locationId, callingType, createdAt } = workspace;
    const current = name ?? workspace.name;
    return { workspaceUuid, organizationUuid, locationUuid: locationId, name: current, callingType, createdAt };
  }
}

async function primaryChanged(
  client: ClientBase,
  workspace: HeldWorkspace,
  lines: readonly CurrentLine[],
  { number, place, extension }: AsWritten<PrimaryChange>,
): Promise<WantedLine[]> {
  const e164 = number === undefined ? undefined : e164Of(number, place, workspace.country);
  const releasable = lines.filter(({ line }) => line === 'primary').map(({ id }) => id);
  const numbers = byE164(await lockNumbers(client, e164 === undefined ? [] : [e164], releasable));
  return primaryAfter(workspace, lines, { place, e164, extension }, numbers);
}

/** Puts the lines in the place of those that the workspace has. */
async function write(
  client: ClientBase,
  lines: readonly CurrentLine[],
  wanted: readonly WantedLine[],
  change: NewChange,
  alsoChanges: boolean,
): Promise<Written> {
  const replaced = lines.map(({ id }) => id);
  try {
    return await writeLines(client, { wanted, replaced }, change, alsoChanges);
  } catch (error) {
    const isExtension = error instanceof RuleBroken && error.code === 'extension_in_use';
    throw isExtension ? new ExtensionInUse(error.line?.place ?? 'The request', error) : error;
  }
}

function assertOnce(changes: readonly AlternateChange[]): void {
  const seen = new Set<string>();
  for (const { e164, place } of changes) {
    if (seen.has(e164)) throw new NumberTwice(place);
    seen.add(e164);
  }
}

function byE164(numbers: readonly LockedNumber[]): Map<string, LockedNumber> {
  return new Map(numbers.map((number) => [number.e164, number]));
}

/** A partner's change names his organization, too. */
function changeOf(action: string, workspace: HeldWorkspace, by: ChangedBy): NewChange {
  const { organizationId, callerId, workspaceUuid } = workspace;
  const otherOrganizationId = callerId === organizationId ? undefined : callerId;
  return { ...by, action, organizationId, otherOrganizationId, details: { workspaceId: workspaceUuid } };
}
