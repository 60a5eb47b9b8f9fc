import { TEST_ORGANIZATION } from '../tokens.js';
import { SCOPE, tokenCase, type Case, type Expected } from './corpus.js';
import type { TokenKit } from './token-kit.js';

type Changes = Record<string, unknown>;
type Made = (row: string, what: string, changes: Changes, expect?: Expected) => Case;

/** Group Z and what the frame says beyond the corpus: whom a token speaks for. */
export function callerCases(kit: TokenKit): Case[] {
  const made: Made = (row, what, changes, expect) => tokenCase(row, what, kit.good(changes), expect);
  return [...organizations(made), ...roles(made), ...scopes(made), ...locations(made)];
}

function organizations(made: Made): Case[] {
  const without = { org_id: undefined };
  const base64 = Buffer.from(`ciscospark://us/ORGANIZATION/${TEST_ORGANIZATION}`).toString('base64').replace(/=+$/, '');
  const other = '11111111-2222-4333-8444-555555555555';
  return [
    made('frame', 'no organization', without),
    made('frame', 'orgId', { ...without, orgId: TEST_ORGANIZATION }, 'accepted'),
    made(
      'frame',
      'organizationId as 24 digits',
      { ...without, organizationId: '5f7b1c2e8a1d4e0012c3b400' },
      'accepted',
    ),
    made('frame', 'org_id as base64', { org_id: base64 }, 'accepted'),
    made('frame', 'two that are equal', { orgId: base64 }, 'accepted'),
    made('frame', 'two that differ', { orgId: other }),
    made('frame', 'two that differ, in kind', { organizationId: '5f7b1c2e8a1d4e0012c3b400' }),
    ...['', 'x', '../', 1, null, [TEST_ORGANIZATION], { id: TEST_ORGANIZATION }].map((org_id) =>
      made('frame', `org_id ${JSON.stringify(org_id)}`, { org_id }),
    ),
    made('frame', 'a good one and a bad one', { orgId: 'x' }),
  ];
}

function roles(made: Made): Case[] {
  const none = [
    undefined,
    null,
    '',
    [],
    'Full_admin',
    'full_admin ',
    'x  full_admin',
    'x,full_admin',
    'x\tfull_admin',
    'xfull_admin',
    '\uff46ull_admin',
    { 0: 'full_admin' },
    [['full_admin']],
    ['full_admin', 1],
    ['full_admin x'],
    // Of another face: it opens nothing here.
    ['SUPERADMIN'],
  ];
  return [
    ...none.map((value) => made('jZ06', `roles ${JSON.stringify(value)}`, { roles: value }, 'no_role')),
    made('frame', 'roles and accessRole', { accessRole: 'full_admin' }),
    made('frame', 'roles as a text', { roles: 'x full_admin y' }, 'accepted'),
    made('frame', 'accessRole', { roles: undefined, accessRole: 'full_admin' }, 'accepted'),
    ...['readonly_admin', 'location_admin'].map((role) => made('frame', role, { roles: [role] }, 'accepted')),
  ];
}

function scopes(made: Made): Case[] {
  const none = [
    '',
    'other',
    'spark-admin:workspaces_write',
    `x${SCOPE}x`,
    SCOPE.slice(0, -1),
    'spark-admin:*',
    SCOPE.toUpperCase(),
  ];
  return [
    made('jZ01', 'no scope', { scope: undefined }, 'no_scope'),
    made('jZ01', 'neither scope nor role', { scope: undefined, roles: [] }, 'no_scope'),
    ...none.map((scope) => made(scope.includes('x') ? 'jZ02' : 'jZ01', `scope ${scope}`, { scope }, 'no_scope')),
    ...['\t', ',', '\n', '\u00a0'].map((mark) =>
      made('jZ03', `scopes by ${JSON.stringify(mark)}`, { scope: `x${mark}${SCOPE}` }, 'no_scope'),
    ),
    made('jZ04', 'scope as an array', { scope: [SCOPE] }, 'no_scope'),
    made('frame', 'scp as a text', { scope: undefined, scp: `x ${SCOPE}` }, 'accepted'),
    made('frame', 'scp as an array', { scope: undefined, scp: ['x', SCOPE] }, 'accepted'),
    made('frame', 'scope and scp alike', { scope: `x ${SCOPE}`, scp: [SCOPE, 'x'] }, 'accepted'),
    made('jZ05', 'scope and scp differ', { scp: ['x'] }),
    made('jZ12', '500 scopes', { scope: `${'abcdefg '.repeat(500)}${SCOPE}` }, 'accepted'),
  ];
}

function locations(made: Made): Case[] {
  const location = '0b6f0b1e-3c55-4b53-9f0e-0d3c5a1b2c3d';
  const base64 = Buffer.from(`ciscospark://us/LOCATION/${location}`).toString('base64');
  return [
    made('frame', 'locations', { locations: [location, base64] }, 'accepted'),
    ...['x', location, { 0: location }, null, [1], ['x'], [location, '']].map((value) =>
      made('frame', `locations ${JSON.stringify(value)}`, { locations: value }),
    ),
    made('jZ12', '10,000 locations', { locations: Array<string>(10_000).fill(location) }, 431),
  ];
}
