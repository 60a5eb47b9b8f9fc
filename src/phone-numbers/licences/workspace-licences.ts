import type { ClientBase } from 'pg';
import { preparedStatement, runPrepared } from '../../database/prepared-statement.js';
import type { CallingLicence } from '../record/workspace.entity.js';
import { LicenceUnknown, LicenceUsedUp } from './workspace-licences.errors.js';

/** What a workspace is by its licence; nulls: it has none, or nobody knows. */
export interface Licensed {
  licenceId: string | null;
  callingLicence: CallingLicence | null;
  isHotDesk: boolean;
}

interface Units {
  id: string;
  name: string;
  free: number;
}

// Who counts the units of a licence has locked it, after the holders and before the numbers.
const LOCK_LICENCES = preparedStatement(
  'lock_licences',
  `SELECT id FROM licences WHERE organization_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
);
const LOCK_WORKSPACE_LICENCES = preparedStatement(
  'lock_workspace_licences',
  `SELECT id FROM licences WHERE organization_id = $1 AND name ~* CASE WHEN $2 THEN 'hot ?desk' ELSE 'workspace' END
    ORDER BY id FOR NO KEY UPDATE`,
);
const UNITS = preparedStatement(
  'licence_units',
  `SELECT l.id, l.name, (l.total_units - (SELECT count(*) FROM user_licences u WHERE u.licence_id = l.id)
            - (SELECT count(*) FROM workspaces w WHERE w.licence_id = l.id AND w.removed_at IS NULL))::int AS free
     FROM licences l WHERE l.organization_id = $1 AND l.id = ANY($2::uuid[]) ORDER BY l.name, l.id`,
);

/**
 * The first one of these licences that has a unit left, or where none is asked for, any for workspaces that has one, if
 * there is one. The unit stays free while the transaction lasts. Throws LicenceUnknown, LicenceUsedUp.
 */
export async function licenceFor(
  client: ClientBase,
  organizationId: string,
  asked: readonly string[],
  isHotDesk: boolean,
): Promise<Licensed> {
  if (!asked.length) {
    const licences = await unitsOf(client, organizationId, LOCK_WORKSPACE_LICENCES, isHotDesk);
    const found = licences.find(({ free }) => free > 0);
    return found ? licensedBy(found, isHotDesk)! : { licenceId: null, callingLicence: null, isHotDesk };
  }
  const licences = await unitsOf(client, organizationId, LOCK_LICENCES, asked);
  const known = asked.flatMap((id) => licences.filter((one) => one.id === id && licensedBy(one, isHotDesk)));
  if (!known.length) throw new LicenceUnknown();
  const found = known.find(({ free }) => free > 0);
  if (!found) throw new LicenceUsedUp();
  return licensedBy(found, isHotDesk)!;
}

async function unitsOf(client: ClientBase, organizationId: string, lock: typeof UNITS, which: unknown) {
  const locked = await runPrepared<{ id: string }>(client, lock, [organizationId, which]);
  return runPrepared<Units>(client, UNITS, [organizationId, locked.map(({ id }) => id)]);
}

/** By its name, as the vendor's clients tell licences apart (workspaces contract, 2.10). Undefined: not for workspaces. */
function licensedBy({ id, name }: Units, isHotDesk: boolean): Licensed | undefined {
  const ofHotDesks = /hot ?desk/i.test(name);
  const licensed = { licenceId: id, isHotDesk: isHotDesk || ofHotDesks };
  if (ofHotDesks || /workspace/i.test(name)) return { ...licensed, callingLicence: 'common_area' };
  return /professional/i.test(name) ? { ...licensed, callingLicence: 'professional' } : undefined;
}
