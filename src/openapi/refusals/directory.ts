import { InvalidForce } from '../../auth/force.js';
import { InvalidIdempotencyKey } from '../../auth/idempotency-key.js';
import { CHANGE_EXAMPLE } from '../../directory/phone-numbers/holder.dto.js';
import { historyPage } from '../../directory/phone-numbers/history-page.js';
import { listedPage, LONGEST_SEARCH, numbersAsked } from '../../directory/phone-numbers/listed-query.js';
import { NextPhoneNumberWanted } from '../../directory/phone-numbers/next-number.dto.js';
import { TransferPhoneNumber } from '../../directory/phone-numbers/placement.dto.js';
import { InvalidBody, MissingBody } from '../../http/object-body.pipe.js';
import { PageCursors } from '../../http/page-cursor.js';
import { booleanOf } from '../../http/query-values.js';
import { numberFrom } from '../../directory/written-number.js';
import { LocationFixed } from '../../phone-numbers/assignments/calling-lines.errors.js';
import { NoneFree } from '../../phone-numbers/inventory/next-number.errors.js';
import {
  NumberHasHolder,
  NumberInNoInventory,
  NumberIsMainNumber,
} from '../../phone-numbers/inventory/placement.errors.js';
import { LocationNotFound } from '../../phone-numbers/locations/locations.errors.js';
import { NumberNotFound } from '../../phone-numbers/lookup/lookup.errors.js';
import type { Holding } from '../../phone-numbers/lookup/lookup.service.js';
import {
  OrganizationNotFound,
  PersonWithoutCalling,
  UserNotFound,
  WorkspaceNotFound,
  WorkspaceNotProfessional,
  WorkspaceWithoutCalling,
} from '../../phone-numbers/record/record.errors.js';
import { InProgress, KeyReused } from '../../phone-numbers/writes/writes.errors.js';
import { refusalOfBody, thrownBy } from './provoked.js';

const NUMBER = '+14165550102';
const cursors = new PageCursors(Buffer.alloc(32));
const OF_ANY_ROUTE = [
  thrownBy(() => numberFrom('555 0102', {})),
  thrownBy(() => numberFrom('555 0102', { country: 'Canada' })),
  new NumberNotFound(),
];

const OF_SAM: Holding = {
  userObjectId: '5f7b1c2e8a1d4e0012c3b4a6',
  workspaceUuid: null,
  name: 'Sam Patel',
  organization: { id: '', uuid: 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c', objectId: '5f7b1c2e8a1d4e0012c3b400' },
  locationUuid: null,
  provider: 'twilio',
  line: null,
  extension: null,
  receivesCalls: true,
  since: new Date(CHANGE_EXAMPLE.at),
  openedBy: { ...CHANGE_EXAMPLE, at: new Date(CHANGE_EXAMPLE.at) },
};
const OF_A_PLACEMENT = [
  ...OF_ANY_ROUTE,
  new InvalidIdempotencyKey(),
  new NumberHasHolder(OF_SAM),
  new NumberIsMainNumber(),
  new KeyReused(),
  new InProgress(),
];

/** By operation id, what a route of the directory refuses itself. Of each status the likeliest first. */
export const DIRECTORY_REFUSALS: Record<string, unknown[]> = {
  get_phone_numbers: [
    ...[
      { organizationId: 'acme' },
      { locationId: 'office' },
      { state: 'FREE' },
      { held: 'yes' },
      { extension: 'x' },
    ].map((query) => thrownBy(() => numbersAsked(query))),
    thrownBy(() => numbersAsked({ q: 'x'.repeat(LONGEST_SEARCH + 1) })),
    thrownBy(() => listedPage({}, { max: '0' }, cursors)),
    thrownBy(() => listedPage({}, { start: 'x' }, cursors)),
    new OrganizationNotFound(),
    new LocationNotFound(),
  ],
  get_phone_number: OF_ANY_ROUTE,
  delete_phone_number: [
    ...OF_A_PLACEMENT,
    thrownBy(() => booleanOf({ release: 'yes' }, 'release')),
    new NumberInNoInventory(),
  ],
  post_next_phone_number: [
    refusalOfBody(NextPhoneNumberWanted, { organizationId: '5f7b1c2e8a1d4e0012c3b400' }),
    new MissingBody(),
    new InvalidBody(),
    new InvalidForce(),
    new LocationFixed('locationId'),
    new InvalidIdempotencyKey(),
    new UserNotFound(),
    new WorkspaceNotFound(),
    new PersonWithoutCalling(),
    new WorkspaceWithoutCalling(),
    new LocationNotFound(),
    new WorkspaceNotProfessional(),
    new NoneFree(),
    new KeyReused(),
    new InProgress(),
  ],
  post_phone_number_transfer: [
    refusalOfBody(TransferPhoneNumber, { organizationId: 'acme' }),
    ...OF_A_PLACEMENT,
    new MissingBody(),
    new InvalidBody(),
    new OrganizationNotFound(),
    new LocationNotFound(),
  ],
  get_phone_number_history: [
    ...OF_ANY_ROUTE,
    thrownBy(() => historyPage(NUMBER, { max: '0' }, cursors)),
    thrownBy(() => historyPage(NUMBER, { start: 'x' }, cursors)),
  ],
};
