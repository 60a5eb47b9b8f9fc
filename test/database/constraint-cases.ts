import type { Case } from './refusals.js';
import * as scene from './record-scene.js';
import {
  alias,
  answer,
  callingLine,
  change,
  edit,
  licence,
  location,
  objectId,
  organization,
  pageCursorKey,
  partnership,
  phoneNumber,
  providerLine,
  revision,
  user,
  userLicence,
  workspace,
} from './record-scene.js';

const { NOBODY, ACME, GLOBEX, HQ, OFFICE, SAM, DESK, LOBBY } = scene;

type Row = Record<string, unknown>;

/** Rows of one kind that each break what the key says; more than one name where one constraint stands behind another. */
function cases(make: (row: Row) => Case['statement'], broken: Record<string, Row[]>): Case[] {
  return Object.entries(broken).flatMap(([names, rows]) =>
    rows.map((row) => ({
      what: inShort(row),
      statement: make(row),
      refusedBy: names.split(' ').filter((name) => name !== ALLOWED),
    })),
  );
}
const ALLOWED = 'allowed';

function inShort(row: Row): string {
  const values = Object.entries(row).map(([name, value]) =>
    Buffer.isBuffer(value) ? `${name} of ${value.length} bytes` : `${name} ${JSON.stringify(value).slice(0, 40)}`,
  );
  return values.join(', ') || 'the plain row';
}

const closed = (row: Row): Case['statement'] => providerLine(row, [7, 8]);
const closedCalling = (row: Row): Case['statement'] => callingLine(row, [7, 8]);
const UNKNOWN = 9999;
const AT = '2026-01-08T00:00:00Z';

/** The constraints beside the invariants, table by table. */
export const CONSTRAINTS: Record<string, Case[]> = {
  organizations: cases(organization, {
    pk_organizations: [{ id: ACME }],
    uq_organizations_uuid: [{ uuid: ACME }],
    uq_organizations_object_id: [{ object_id: objectId(1) }],
    ck_organizations_object_id: [{ object_id: 'A'.repeat(24) }, { object_id: 'a'.repeat(23) }, { object_id: '' }],
    ck_organizations_may_add_numbers: [{ may_add_numbers: 'all' }],
    ck_organizations_number_rest_days: [{ number_rest_days: -1 }, { number_rest_days: 3651 }],
    [ALLOWED]: [{}, { name: null, may_add_numbers: 'any', number_rest_days: 3650 }],
  }),
  changes: cases(change, {
    pk_changes: [{ id: scene.OPENED }],
    ck_changes_way: [{ way: 'web' }, { way: '' }],
    ck_changes_trace_id: [{ trace_id: '' }, { trace_id: 'A'.repeat(32) }, { trace_id: 'a'.repeat(31) }],
    ck_changes_issuer: [{ issuer: 'i' }, { way: 'cli', issuer: 'i' }],
    fk_changes_organization: [{ organization_id: NOBODY }],
    fk_changes_other_organization: [{ other_organization_id: NOBODY }],
    [ALLOWED]: [
      { other_organization_id: GLOBEX, acting_organization_id: NOBODY },
      { way: 'api', issuer: 'i' },
      { way: 'console' },
    ],
  }),
  organization_revisions: cases(revision, {
    pk_organization_revisions: [{ organization_id: ACME }],
    fk_organization_revisions_organization: [{ organization_id: NOBODY }],
  }),
  page_cursor_keys: cases(pageCursorKey, {
    pk_page_cursor_keys: [{ is_only: true }],
    ck_page_cursor_keys_is_only: [{}],
    'ck_page_cursor_keys_is_only ck_page_cursor_keys_key': [{ key: Buffer.alloc(31) }, { key: Buffer.alloc(33) }],
  }),
  partnerships: [
    ...cases(partnership, {
      pk_partnerships: [{ id: scene.PARTNERSHIP }],
      fk_partnerships_customer: [{ customer_id: NOBODY }],
      fk_partnerships_partner: [{ partner_id: NOBODY }],
      fk_partnerships_granted: [{ granted_by: UNKNOWN }],
      fk_partnerships_revoked: [{ revoked_at: AT, revoked_by: UNKNOWN }],
      ck_partnerships_access: [{ access: 'write' }],
      ck_partnerships_revoking: [{ revoked_at: AT }, { revoked_by: scene.CLOSED }],
      ck_partnerships_two_sides: [{ customer_id: GLOBEX, partner_id: GLOBEX }],
      uq_partnerships_live: [{ customer_id: ACME, partner_id: GLOBEX }],
      [ALLOWED]: [{}, { customer_id: ACME, partner_id: GLOBEX, revoked_at: AT, revoked_by: scene.CLOSED }],
    }),
    ...cases((row) => edit('partnerships', scene.REVOKED_PARTNERSHIP, row), {
      tr_partnerships_revoked: [{ revoked_at: null, revoked_by: null }, { revoked_at: AT }, { access: 'read' }],
    }),
    ...cases((row) => edit('partnerships', scene.PARTNERSHIP, row), {
      [ALLOWED]: [{ revoked_at: AT, revoked_by: scene.CLOSED }],
    }),
  ],
  organization_aliases: [
    ...cases(alias, {
      pk_organization_aliases: [{ id: scene.ALIAS }],
      fk_organization_aliases_organization: [{ organization_id: NOBODY }],
      fk_organization_aliases_added: [{ added_by: UNKNOWN }],
      fk_organization_aliases_removed: [{ removed_at: AT, removed_by: UNKNOWN }],
      ck_organization_aliases_issuer: [{ issuer: '' }, { issuer: 'x'.repeat(256) }],
      ck_organization_aliases_external_id: [{ external_id: '' }, { external_id: 'x'.repeat(256) }],
      ck_organization_aliases_removal: [{ removed_at: AT }, { removed_by: scene.CLOSED }],
      uq_organization_aliases_current: [{ external_id: 'org_acme' }],
      [ALLOWED]: [
        {},
        { external_id: 'org_acme', issuer: 'https://other.example' },
        { external_id: 'org_acme', removed_at: AT, removed_by: scene.CLOSED },
      ],
    }),
    ...cases((row) => edit('organization_aliases', scene.REMOVED_ALIAS, row), {
      tr_organization_aliases_removed: [{ removed_at: null, removed_by: null }, { removed_at: AT }],
    }),
    ...cases((row) => edit('organization_aliases', scene.ALIAS, row), {
      [ALLOWED]: [{ removed_at: AT, removed_by: scene.CLOSED }],
    }),
  ],
  locations: [
    ...cases(location, {
      'pk_locations uq_locations_tenant': [{ id: HQ }],
      fk_locations_organization: [{ organization_id: NOBODY }],
      ck_locations_country: [{ country: 'us' }, { country: 'USA' }],
      ck_locations_routing_prefix: [{ routing_prefix: '80 0' }, { routing_prefix: '' }, { routing_prefix: '12345678' }],
      uq_locations_routing_prefix: [{ routing_prefix: '8000' }],
      ck_locations_latitude: [{ latitude: 90.1 }, { latitude: -91 }],
      ck_locations_longitude: [{ longitude: 180.1 }, { longitude: -181 }],
      ck_locations_outside_dial_digit: [{ outside_dial_digit: '' }, { outside_dial_digit: '12' }],
      ck_locations_pstn_connection: [{ pstn_connection: 'OTHER' }],
      ck_locations_pstn_route: [
        { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'TRUNK' },
        { pstn_connection: 'LOCAL_GATEWAY', pstn_route_id: ACME },
        { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'LINE', pstn_route_id: ACME },
        { pstn_connection: 'CISCO_PSTN', pstn_route_type: 'TRUNK', pstn_route_id: ACME },
      ],
      [ALLOWED]: [
        { routing_prefix: '8000', removed_at: AT },
        { routing_prefix: '8000', organization_id: GLOBEX },
        { latitude: -90, longitude: 180, outside_dial_digit: '9' },
        { pstn_connection: 'LOCAL_GATEWAY', pstn_route_type: 'ROUTE_GROUP', pstn_route_id: ACME },
      ],
    }),
    ...cases((row) => edit('locations', HQ, row), {
      fk_locations_main_number: [
        { main_phone_number_id: scene.ANNEX_FREE },
        { main_phone_number_id: scene.FOREIGN },
        { main_phone_number_id: UNKNOWN },
      ],
      [ALLOWED]: [{ main_phone_number_id: scene.LOBBYS }],
    }),
  ],
  users: [
    ...cases(user, {
      'pk_users uq_users_tenant': [{ id: SAM }],
      'pk_users uq_users_tenant uq_users_location': [{ id: SAM, location_id: HQ }],
      uq_users_uuid: [{ uuid: SAM }],
      uq_users_object_id: [{ object_id: objectId(101) }],
      ck_users_object_id: [{ object_id: 'A'.repeat(24) }, { object_id: 'a'.repeat(25) }],
      fk_users_organization: [{ organization_id: NOBODY }],
      fk_users_location: [{ location_id: OFFICE }],
      ck_users_erased: [
        { erased_at: AT },
        { erased_at: AT, removed_at: AT, full_name: 'Kim' },
        { erased_at: AT, removed_at: AT, email: 'kim@acme.example' },
        { erased_at: AT, removed_at: AT, first_name: 'Kim' },
        { erased_at: AT, removed_at: AT, last_name: 'Kim' },
      ],
      [ALLOWED]: [{ location_id: HQ }, { removed_at: AT, full_name: 'Kim' }, { erased_at: AT, removed_at: AT }],
    }),
    ...cases((row) => edit('users', scene.GONE, row), {
      tr_users_erased: [{ erased_at: null }, { erased_at: AT }],
      [ALLOWED]: [{ object_id: objectId(105) }],
    }),
    ...cases((row) => edit('users', scene.KIM, row), { [ALLOWED]: [{ removed_at: AT, erased_at: AT }] }),
  ],
  workspaces: cases(workspace, {
    'pk_workspaces uq_workspaces_tenant': [{ id: LOBBY }],
    fk_workspaces_location: [{ location_id: OFFICE }, { organization_id: NOBODY }],
    ck_workspaces_location: [{ location_id: null }],
    ck_workspaces_capacity: [{ capacity: -1 }, { capacity: 1_000_001 }],
    ck_workspaces_type: [{ type: 'room' }, { type: '' }],
    ck_workspaces_notes: [{ notes: '' }, { notes: 'x'.repeat(2001) }],
    ck_workspaces_supported_devices: [{ supported_devices: 'none' }],
    ck_workspaces_calling_licence: [{ calling_licence: 'premium' }],
    fk_workspaces_licence: [{ licence_id: scene.FOREIGN_LICENCE }, { licence_id: NOBODY }],
    [ALLOWED]: [{ calling_licence: 'common_area' }, { licence_id: scene.LICENCE }],
  }),
  licences: cases(licence, {
    'pk_licences uq_licences_tenant': [{ id: scene.LICENCE }],
    fk_licences_organization: [{ organization_id: NOBODY }],
    ck_licences_name: [{ name: '' }, { name: 'x'.repeat(201) }],
    uq_licences_name: [{ name: 'Professional' }],
    ck_licences_total_units: [{ total_units: -1 }],
    [ALLOWED]: [{ total_units: 0 }, { name: 'x'.repeat(200) }],
  }),
  user_licences: cases(userLicence, {
    pk_user_licences: [{ id: scene.SAMS_LICENCE }],
    uq_user_licences_once: [{ user_id: SAM }],
    fk_user_licences_user: [
      { user_id: scene.LEE },
      { organization_id: GLOBEX, licence_id: scene.FOREIGN_LICENCE },
      { user_id: NOBODY },
    ],
    fk_user_licences_licence: [{ licence_id: scene.FOREIGN_LICENCE }, { licence_id: NOBODY }],
    [ALLOWED]: [{}, { user_id: SAM, licence_id: scene.SPARE_LICENCE }],
  }),
  phone_numbers: cases(phoneNumber, {
    'pk_phone_numbers uq_phone_numbers_tenant uq_phone_numbers_location': [{ id: scene.MAIN, location_id: HQ }],
    fk_phone_numbers_organization: [{ organization_id: NOBODY }],
    fk_phone_numbers_location: [{ location_id: OFFICE }],
    ck_phone_numbers_location: [{ organization_id: null, location_id: HQ }],
    ck_phone_numbers_state: [{ state: 'active' }],
    [ALLOWED]: [{ organization_id: null, state: 'INACTIVE' }],
  }),
  'number_assignments, provider lines': cases(providerLine, {
    pk_number_assignments: [{ id: scene.SAMS_LINE }],
    ck_number_assignments_holder: [{ workspace_id: DESK }],
    ck_number_assignments_kind: [{ provider: null }],
    ck_number_assignments_provider: [{ provider: 'telco' }],
    ck_number_assignments_provider_line: [
      { user_id: null, workspace_id: DESK },
      { phone_number_id: null, extension: '900' },
      { is_default: null },
      { extension: '900' },
      { ring_pattern: 'NORMAL' },
    ],
    ck_number_assignments_label: [{ label: '' }, { label: 'x'.repeat(201) }],
    ck_number_assignments_times: [{ held_since: '2026-01-21T00:00:00Z' }],
    uq_number_assignments_provider_number: [
      { user_id: SAM, provider: 'twilio', phone_number_id: scene.SAMS, receives_calls: false },
    ],
    ck_number_assignments_closing: [{ closed_by: scene.CLOSED }],
    [ALLOWED]: [{ provider: 'textgrid', label: 'x'.repeat(200) }],
  }),
  'number_assignments, calling lines': cases(callingLine, {
    ck_number_assignments_holder: [{ workspace_id: null }],
    ck_number_assignments_what: [{ extension: null }],
    ck_number_assignments_line: [{ line: 'third' }],
    ck_number_assignments_calling_line: [{ location_id: null }, { is_default: false }, { label: 'Lobby' }],
    ck_number_assignments_alternate: [{ line: 'alternate' }],
    ck_number_assignments_extension: [{ extension: '1' }, { extension: '12345678901' }, { extension: '12a' }],
    ck_number_assignments_ring: [{ ring_pattern: 'LOUD' }],
    // Kim is in no location, Sam in another one.
    fk_number_assignments_user_location: [
      { workspace_id: null, user_id: scene.KIM },
      {
        workspace_id: null,
        user_id: SAM,
        location_id: scene.ANNEX,
        line: 'alternate',
        phone_number_id: scene.ANNEX_FREE,
      },
    ],
    [ALLOWED]: [{}, { ring_pattern: 'SHORT_LONG_SHORT', phone_number_id: scene.HQ_FREE, extension: null }],
  }),
  // The keys to one organization stand in front of these for open lines; for closed ones these are all there is.
  'number_assignments, closed lines': [
    ...cases(closed, {
      fk_number_assignments_organization: [{ organization_id: NOBODY }],
      fk_number_assignments_user: [{ user_id: NOBODY }],
      fk_number_assignments_number: [{ phone_number_id: UNKNOWN }],
      fk_number_assignments_opened: [{ opened_by: UNKNOWN }],
      fk_number_assignments_closed: [{ closed_by: UNKNOWN }],
      ck_number_assignments_closing: [{ closed_by: null }],
      ck_number_assignments_times: [{ valid_to: '2026-01-07T00:00:00Z' }],
    }),
    ...cases(closedCalling, {
      fk_number_assignments_workspace: [{ workspace_id: NOBODY }],
      fk_number_assignments_location: [{ location_id: NOBODY }],
    }),
  ],
  idempotent_answers: cases(answer, {
    pk_idempotent_answers: [{ scope: scene.SCOPE }],
    ck_idempotent_answers_scope: [{ scope: Buffer.alloc(31) }],
    ck_idempotent_answers_fingerprint: [{ fingerprint: Buffer.alloc(33) }],
    ck_idempotent_answers_status: [{ status: 199 }, { status: 300 }],
    [ALLOWED]: [{ status: 299 }],
  }),
};
