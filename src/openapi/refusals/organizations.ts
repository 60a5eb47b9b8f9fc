import { InvalidForce } from '../../auth/force.js';
import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import { PageCursors } from '../../http/page-cursor.js';
import { instantFromQuery } from '../../organizations/at-query.js';
import { organizationsPage } from '../../organizations/organization/organizations-page.js';
import { InvalidOrganizationId } from '../../organizations/organization-id.pipe.js';
import { AssignPhoneNumber } from '../../organizations/phone-numbers/assign-phone-number.dto.js';
import { ProviderPipe } from '../../organizations/provider.pipe.js';
import { UserIdPipe } from '../../organizations/user-id.pipe.js';
import { NumberResting } from '../../phone-numbers/assignments/resting.js';
import { PROVIDERS } from '../../phone-numbers/record/number-assignment.entity.js';
import { NumberConflict } from '../../phone-numbers/record/number-conflict.js';
import {
  HolderChanged,
  InstantAhead,
  NoProviderLine,
  OrganizationNotFound,
  UserNotFound,
} from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import { refusalOfBody, thrownBy } from './provoked.js';

const cursors = new PageCursors(Buffer.alloc(32));
const SECONDS_AHEAD = 60;
const REST_SECONDS = 2_592_000;
const ASSIGNED_ALREADY = new NumberConflict('second_inbound_holder', {
  holder: { kind: 'user', objectId: '5f7b1c2e8a1d4e0012c3b4a8', name: 'Lee Kim' },
  since: new Date('2026-11-24T20:14:31.512Z'),
  freeNumbers: ['+14165550103', '+14165550104'],
});
const BAD_NUMBER = { targetUserId: '5f7b1c2e8a1d4e0012c3b4a6', provider: 'twilio', phoneNumber: '555 0102' };

/** By operation id, what a route of the organizations face refuses itself. Of each status the likeliest first. */
export const ORGANIZATION_REFUSALS: Record<string, unknown[]> = {
  get_all_organizations: [
    thrownBy(() => organizationsPage({ max: '0' }, cursors)),
    thrownBy(() => organizationsPage({ start: 'x' }, cursors)),
  ],
  get_organization_settings: [new InvalidOrganizationId(), new OrganizationNotFound()],
  get_org_snapshots_orgs_users: [new InvalidOrganizationId(), new OrganizationNotFound()],
  get_organizations_phone_numbers: [
    new InvalidOrganizationId(),
    thrownBy(() => instantFromQuery({ at: 'yesterday' })),
    new InstantAhead(SECONDS_AHEAD),
    new OrganizationNotFound(),
  ],
  post_organizations_phone_numbers: [
    refusalOfBody(AssignPhoneNumber, BAD_NUMBER),
    new MissingBody(),
    new InvalidBody(),
    new InvalidOrganizationId(),
    new InvalidIdempotencyKey(),
    new InvalidForce(),
    new UserNotFound(),
    ASSIGNED_ALREADY,
    new NumberConflict('number_of_another_organization'),
    new HolderChanged(),
    new NumberResting(undefined, REST_SECONDS),
    new KeyReused(),
    new InProgress(),
  ],
  delete_organizations_phone_numbers: [
    thrownBy(() => new ProviderPipe().transform(PROVIDERS[0].toUpperCase())),
    thrownBy(() => new UserIdPipe().transform('sam')),
    new InvalidOrganizationId(),
    new InvalidIdempotencyKey(),
    new NoProviderLine(PROVIDERS[0]),
    new UserNotFound(),
    new KeyReused(),
    new InProgress(),
  ],
};
