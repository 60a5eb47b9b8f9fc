import { wireRequest, type WireRequest } from '../bench/load-client.js';
import {
  e164,
  organizationObjectId,
  organizationUuid,
  userObjectId,
  workspaceUuid,
  type PlannedOrganization,
  type RecordPlan,
} from '../bench/record/record-plan.js';
import type { Random } from '../test/ownership/random.js';
import { tokenFor } from '../test/tokens.js';

const TOKEN_SECONDS = 2 * 3_600;
const ORGANIZATIONS = 30;
const SUPERADMINS = 4;
const SUBJECTS = ['ada', 'grace', 'radia', 'barbara', 'karen'];
const SCOPES = ['workspaces_read', 'workspaces_write', 'telephony_config_write'].map((scope) => `spark-admin:${scope}`);
/** Requests of each kind and organization; users and workspaces take turns. */
const VARIANTS = 10;
const TARGETS = 5;

/** How often of ten times: half of them write. */
const WEIGHTS = { numbers: 2, list: 2, lookUp: 1, assign: 2, conflict: 1, rename: 2 };
type Kind = keyof typeof WEIGHTS;

/** What many people of many organizations ask for on an ordinary day, in random order. */
export class MixedRequests {
  /** The statuses of a request that was served. */
  static readonly SERVED: readonly number[] = [200, 204, 409];
  /** Whose tokens may carry SUPERADMIN. */
  readonly superadmins: string[];
  private readonly kinds = (Object.keys(WEIGHTS) as Kind[]).flatMap((kind) => Array<Kind>(WEIGHTS[kind]).fill(kind));
  private readonly requests: Record<Kind, WireRequest[]>;
  private readonly expires = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS;

  constructor(
    plan: RecordPlan,
    private readonly random: Random,
  ) {
    this.superadmins = plan.organizations.slice(-SUPERADMINS).map(({ index }) => organizationUuid(index));
    const organizations = plan.organizations.filter(
      ({ workspaces, users }) => workspaces >= TARGETS && users > TARGETS,
    );
    const each = organizations.slice(0, ORGANIZATIONS).flatMap((one) => this.requestsOf(one));
    const all = (kind: Kind): WireRequest[] => each.map((requests) => requests[kind]);
    this.requests = {
      ...{ numbers: all('numbers'), list: all('list'), lookUp: all('lookUp') },
      ...{ assign: all('assign'), conflict: all('conflict'), rename: all('rename') },
    };
  }

  next(): WireRequest {
    return this.random.one(this.requests[this.random.one(this.kinds)]);
  }

  private requestsOf(organization: PlannedOrganization): Record<Kind, WireRequest>[] {
    return Array.from({ length: VARIANTS }, (_, variant) => this.variantOf(organization, variant));
  }

  private variantOf(organization: PlannedOrganization, variant: number): Record<Kind, WireRequest> {
    const { index, firstUser, firstNumber, firstWorkspace, lines, workspaces } = organization;
    const target = variant % TARGETS;
    const subject = SUBJECTS[variant % SUBJECTS.length]!;
    const administrator = this.token(organizationUuid(index), subject, 'full_admin');
    const root = this.token(this.superadmins[(index + variant) % SUPERADMINS]!, subject, 'SUPERADMIN');
    const list = `/api/organizations/${organizationObjectId(index)}/phone-numbers`;
    const workspace = `/v1/workspaces/${workspaceUuid(firstWorkspace + target)}`;
    const held = e164(firstNumber + target);
    const free = e164(firstNumber + lines + 2 * workspaces + variant);
    const assign = (user: number, phoneNumber: string): WireRequest => {
      const body = { targetUserId: userObjectId(firstUser + user), provider: 'twilio', phoneNumber };
      return wireRequest({ method: 'POST', path: list, token: root, body });
    };
    const body = { displayName: `Room ${variant}` };
    return {
      numbers: wireRequest({ path: `${workspace}/features/numbers`, token: administrator }),
      list: wireRequest({ path: list, token: root }),
      lookUp: wireRequest({ path: `/api/phone-numbers/${encodeURIComponent(held)}`, token: root }),
      assign: assign(target, free),
      conflict: assign(TARGETS, e164(firstNumber + lines - 1)),
      rename: wireRequest({ method: 'PUT', path: workspace, token: administrator, body }),
    };
  }

  private token(organization: string, subject: string, role: string): string {
    return tokenFor({ roles: [role], scopes: SCOPES, organization, subject, exp: this.expires });
  }
}
