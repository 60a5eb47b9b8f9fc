import { Injectable } from '@nestjs/common';
import type { Inventory } from '../lookup/lookup.queries.js';
import { LookupService, type Holding, type SeenOrganization } from '../lookup/lookup.service.js';
import type { Reader } from '../lookup/reader.js';
import { NumberConflict, type ConflictExplanation } from '../record/number-conflict.js';
import { RuleBroken } from './rule-broken.js';
import type { WantedLine } from './wanted-line.js';

const MOST_FREE_NUMBERS = 5;

/** Who asks, by what they may read themselves: a conflict tells them no more. */
export interface Asker {
  /** Undefined: they may read no holder. */
  reader?: Reader;
  /** They may read the numbers of workspaces only. */
  workspacesOnly?: boolean;
  /** Is told whose holder they are shown. */
  shown?(organization: SeenOrganization): void;
}

/** Says why a number or extension cannot go where it was asked for. */
@Injectable()
export class ConflictsService {
  constructor(private readonly lookup: LookupService) {}

  /** Runs a write, and explains the rule that it breaks. Throws NumberConflict, and what the work throws. */
  async explaining<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
      throw new NumberConflict(error.code, await this.explanationOf(error, asker), error, error.line?.place);
    }
  }

  /** Read after the write was taken back, like any GET; who holds the number by then is told. */
  private async explanationOf({ code, line }: RuleBroken, asker: Asker): Promise<ConflictExplanation | undefined> {
    const { reader, workspacesOnly } = asker;
    if (code !== 'second_inbound_holder' || !line?.e164 || !reader) return undefined;
    const found = await this.lookup.find(line.e164, reader);
    const holding = found?.holders.find(({ receivesCalls }) => receivesCalls);
    if (!holding || holding.organization.id !== line.organizationId) return undefined;
    if (workspacesOnly && !holding.workspaceUuid) return undefined;
    asker.shown?.(holding.organization);
    return {
      holder: holderOf(holding),
      since: holding.since,
      freeNumbers: await this.lookup.freeNumbers(reader, inventoryOf(line), MOST_FREE_NUMBERS),
    };
  }
}

/** Where the holder would look for another number. */
function inventoryOf({ kind, holderId, locationId, organizationId }: WantedLine): Inventory {
  return kind === 'user' && !locationId
    ? { organizationId, userId: holderId }
    : { organizationId, locationId: locationId ?? undefined };
}

function holderOf({ userObjectId, workspaceUuid, name }: Holding): ConflictExplanation['holder'] {
  return workspaceUuid
    ? { kind: 'workspace', uuid: workspaceUuid, name }
    : { kind: 'user', objectId: userObjectId!, name };
}
