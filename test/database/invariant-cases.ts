import type { Case } from './refusals.js';
import * as scene from './record-scene.js';
import { callingLine, edit, phoneNumber, providerLine } from './record-scene.js';

const { ACME, GLOBEX, ANNEX, OFFICE, SAM, KIM, LEE, LOBBY, DESK, DEN, ROOM } = scene;
const { SAMS, KIMS_ONCE, LOBBYS, HQ_FREE, ANNEX_FREE, FOREIGN, OWNERLESS } = scene;

// Two open rows of one inbound number always overlap, so the exclusion constraint stands behind the unique index.
const INBOUND_TWICE = ['uq_number_assignments_inbound', 'ex_number_assignments_inbound'];

export const ONE_ROW_PER_NUMBER: Case[] = [
  {
    what: 'a number of Globex as a number of Acme',
    statement: phoneNumber({ e164: `+1202555${FOREIGN}` }),
    refusedBy: ['uq_phone_numbers_e164'],
  },
];

export const ONE_RECEIVING_HOLDER: Case[] = [
  {
    what: 'a second provider line that receives',
    statement: providerLine({ phone_number_id: SAMS }),
    refusedBy: INBOUND_TWICE,
  },
  {
    what: 'a provider line beside a calling line',
    statement: providerLine({ phone_number_id: LOBBYS }),
    refusedBy: INBOUND_TWICE,
  },
  { what: 'a second calling line', statement: callingLine({ phone_number_id: LOBBYS }), refusedBy: INBOUND_TWICE },
  {
    what: 'the same calling line twice',
    statement: callingLine({ workspace_id: LOBBY, phone_number_id: LOBBYS, line: 'alternate' }),
    refusedBy: ['uq_number_assignments_inbound', 'uq_number_assignments_line_number', 'ex_number_assignments_inbound'],
  },
  {
    what: 'a holder for outbound caller id beside a receiving one',
    statement: providerLine({ phone_number_id: SAMS, receives_calls: false }),
    refusedBy: [],
  },
  {
    what: 'a calling line that does not receive',
    statement: callingLine({ receives_calls: false }),
    refusedBy: ['ck_number_assignments_calling_line'],
  },
];

export const ONE_DEFAULT: Case[] = [
  {
    what: 'a second default at one provider',
    statement: providerLine({ user_id: SAM, provider: 'twilio', is_default: true }),
    refusedBy: ['uq_number_assignments_default'],
  },
  {
    what: 'a second number at one provider, not the default',
    statement: providerLine({ user_id: SAM, provider: 'twilio' }),
    refusedBy: [],
  },
  {
    what: 'a default at another provider',
    statement: providerLine({ user_id: SAM, is_default: true }),
    refusedBy: [],
  },
];

export const ONE_PRIMARY: Case[] = [
  {
    what: 'a second primary of a workspace',
    statement: callingLine({ workspace_id: LOBBY }),
    refusedBy: ['uq_number_assignments_primary'],
  },
  {
    what: 'a second primary of a user',
    statement: callingLine({ workspace_id: null, user_id: SAM }),
    refusedBy: ['uq_number_assignments_primary'],
  },
  {
    what: 'an alternate beside the primary',
    statement: callingLine({ workspace_id: LOBBY, line: 'alternate', phone_number_id: HQ_FREE }),
    refusedBy: [],
  },
];

export const ONE_EXTENSION: Case[] = [
  {
    what: 'an extension twice in a location',
    statement: callingLine({ extension: '100' }),
    refusedBy: ['uq_number_assignments_extension'],
  },
  {
    what: 'the same extension in another location',
    statement: callingLine({ workspace_id: DEN, location_id: ANNEX, extension: '100' }),
    refusedBy: [],
  },
  { what: 'an extension that was given back', statement: callingLine({ extension: '300' }), refusedBy: [] },
];

export const ONE_ORGANIZATION: Case[] = [
  {
    what: 'a user of another organization',
    statement: providerLine({ user_id: LEE }),
    refusedBy: ['fk_number_assignments_user_tenant'],
  },
  {
    what: 'a workspace of another organization',
    statement: callingLine({ workspace_id: ROOM }),
    refusedBy: ['fk_number_assignments_workspace_tenant'],
  },
  {
    what: 'a workspace of another location',
    statement: callingLine({ workspace_id: DEN }),
    refusedBy: ['fk_number_assignments_workspace_tenant'],
  },
  {
    what: 'a number of another organization',
    statement: providerLine({ phone_number_id: FOREIGN }),
    refusedBy: ['fk_number_assignments_number_tenant'],
  },
  {
    what: "a number in nobody's inventory",
    statement: providerLine({ phone_number_id: OWNERLESS }),
    refusedBy: ['fk_number_assignments_number_tenant'],
  },
  {
    what: 'a number of another location',
    statement: callingLine({ phone_number_id: ANNEX_FREE }),
    refusedBy: ['fk_number_assignments_number_location'],
  },
  {
    what: 'a location of another organization',
    statement: callingLine({ workspace_id: null, user_id: KIM, location_id: OFFICE }),
    refusedBy: ['fk_number_assignments_location_tenant', 'fk_number_assignments_user_location'],
  },
  {
    what: 'a user who moves away with an open line',
    statement: edit('users', SAM, { organization_id: GLOBEX }),
    refusedBy: [
      'fk_number_assignments_user_tenant',
      'fk_user_licences_user',
      'fk_number_assignments_user_location',
      'fk_users_location',
    ],
  },
  {
    what: 'a workspace that moves away with an open line',
    statement: edit('workspaces', LOBBY, { location_id: ANNEX }),
    refusedBy: ['fk_number_assignments_workspace_tenant'],
  },
  {
    what: 'a number that leaves the inventory while it is held',
    statement: edit('phone_numbers', SAMS, { organization_id: null }),
    refusedBy: ['fk_number_assignments_number_tenant'],
  },
  {
    what: 'a number that changes location while it is held',
    statement: edit('phone_numbers', LOBBYS, { location_id: ANNEX }),
    refusedBy: ['fk_number_assignments_number_location'],
  },
  // Closed rows hold nobody back.
  { what: 'a user with closed lines moves', statement: edit('users', KIM, { organization_id: GLOBEX }), refusedBy: [] },
  {
    what: 'a workspace with closed lines moves',
    statement: edit('workspaces', DESK, { location_id: ANNEX }),
    refusedBy: [],
  },
  {
    what: 'a number with closed lines changes organization',
    statement: edit('phone_numbers', KIMS_ONCE, { organization_id: GLOBEX }),
    refusedBy: [],
  },
  {
    what: 'a number with closed lines changes location',
    statement: edit('phone_numbers', HQ_FREE, { location_id: ANNEX }),
    refusedBy: [],
  },
  {
    what: 'a line of the past with users and numbers that have moved since',
    statement: providerLine({ organization_id: ACME, user_id: LEE, phone_number_id: FOREIGN }, [2, 6]),
    refusedBy: [],
  },
];

export const E164: Case[] = [
  ...['12025550199', '+02025550199', '+120255', '+1202555019912345', '+1202555019x', '+1 2025550199', ''].map(
    (e164) => ({
      what: `e164 '${e164}'`,
      statement: phoneNumber({ e164 }),
      refusedBy: ['ck_phone_numbers_e164'],
    }),
  ),
  ...['+1202555', '+120255501991234'].map((e164) => ({
    what: `e164 '${e164}'`,
    statement: phoneNumber({ e164 }),
    refusedBy: [],
  })),
];
