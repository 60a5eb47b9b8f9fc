import { expiredToken, foreignToken, tokenFor, type TokenOptions } from '../tokens.js';
import { PARTNERSHIPS, type OrganizationName, type Place, type World } from './world.js';

// Who asks, and what they may reach: said here a second time, without a line of the product.

/** All of them have the same `sub`: it must never be enough. */
const SUBJECT = 'alex';
const SCOPES = [
  ...['workspaces', 'people', 'locations', 'telephony_config', 'telephony_pstn'].flatMap((of) => [
    `${of}_read`,
    `${of}_write`,
  ]),
  ...['organizations_read', 'licenses_read', 'devices_read'],
].map((scope) => `spark-admin:${scope}`);

export interface Principal {
  what: string;
  /** Undefined: the record does not know it. */
  organization?: OrganizationName;
  roles: readonly string[];
  scopes: readonly string[];
  /** What PLACES calls them. */
  locations: readonly string[];
  /** Their token is none. */
  isStranger: boolean;
  token(world: World): Promise<string | undefined>;
}

interface Said {
  of?: OrganizationName | null;
  roles?: readonly string[];
  scopes?: readonly string[];
  locations?: readonly string[];
  /** Makes a token that is none. */
  token?: (options: TokenOptions) => string | undefined;
  /** Their token names the organization by its other id. */
  byObjectId?: boolean;
}

function principal(what: string, said: Said): Principal {
  const { of = 'home', roles = [], scopes = SCOPES, locations = [], token: made = tokenFor, byObjectId } = said;
  // The same one for all requests to a world: to check a signature takes longer than most answers.
  const tokens = new WeakMap<World, string | undefined>();
  return {
    what,
    organization: of ?? undefined,
    roles,
    scopes,
    locations,
    isStranger: made !== tokenFor,
    token: async (world) => {
      if (tokens.has(world)) return tokens.get(world);
      const own = of ? await world.organization(of) : { uuid: '00000000-0000-4000-8000-000000000001', objectId: '' };
      const organization = byObjectId ? own.objectId : own.uuid;
      const reached = locations.map((place) => world.place(place).location!);
      tokens.set(world, made({ roles, scopes, subject: SUBJECT, organization, locations: reached }));
      return tokens.get(world);
    },
  };
}

const FULL = ['full_admin'];
const READING = ['readonly_admin'];
const LOCAL = ['location_admin'];

/** Those who reach most come first: under an idempotency key they are answered before the others ask again. */
export const PRINCIPALS: Principal[] = [
  principal('SUPERADMIN of the operator', { of: 'operator', roles: ['SUPERADMIN'], scopes: [] }),
  principal('full administrator', { roles: FULL }),
  principal('full administrator, by the other id', { roles: FULL, byObjectId: true }),
  principal('read-only administrator', { roles: READING }),
  principal('location administrator', { roles: LOCAL, locations: ['home'] }),
  principal('location administrator of another location', { roles: LOCAL, locations: ['elsewhere at home'] }),
  principal('location administrator of none', { roles: LOCAL }),
  principal('location administrator of locations of others', {
    roles: LOCAL,
    locations: ['customer', 'reading customer', 'stranger', 'patron'],
  }),
  principal('read-only and location administrator', { roles: [...READING, ...LOCAL], locations: ['home'] }),
  principal('full administrator of a partner', { of: 'patron', roles: FULL }),
  principal('read-only administrator of a partner', { of: 'patron', roles: READING }),
  principal('location administrator of a partner', { of: 'patron', roles: LOCAL, locations: ['home', 'patron'] }),
  principal('full administrator of a customer', { of: 'customer', roles: FULL }),
  principal('full administrator of a former customer', { of: 'former customer', roles: FULL }),
  principal('full administrator of a stranger', { of: 'stranger', roles: FULL }),
  principal('full administrator of nobody', { of: null, roles: FULL }),
  principal('SUPERADMIN of an organization that may not have any', { roles: ['SUPERADMIN'] }),
  principal('user of the organization', {}),
  principal('full administrator without a scope', { roles: FULL, scopes: [] }),
  principal('nobody: no token', { token: () => undefined }),
  principal('nobody: an expired token', { roles: [...FULL, 'SUPERADMIN'], of: 'operator', token: expiredToken }),
  principal("nobody: somebody else's key", { roles: [...FULL, 'SUPERADMIN'], of: 'operator', token: foreignToken }),
];

export const isSuperadmin = ({ roles, organization, isStranger }: Principal): boolean =>
  !isStranger && roles.includes('SUPERADMIN') && organization === 'operator';

export interface Reach {
  write: boolean;
  /** Whether the leaving customer has left. */
  later: boolean;
}

export function reachesOrganization(caller: Principal, name: OrganizationName, { write, later }: Reach): boolean {
  if (isSuperadmin(caller) || name === caller.organization) return true;
  const ofAll = [...FULL, ...(write ? [] : READING)];
  if (!caller.roles.some((role) => ofAll.includes(role)) || (later && name === 'leaving customer')) return false;
  return PARTNERSHIPS.some(
    ({ customer, partner, access }) =>
      customer === name && partner === caller.organization && (access === 'full' || (access === 'read' && !write)),
  );
}

export function reachesPlace(caller: Principal, place: Place, reach: Reach): boolean {
  if (!reachesOrganization(caller, place.name, reach)) return false;
  if (isSuperadmin(caller) || place.name !== caller.organization) return true;
  if (caller.roles.some((role) => [...FULL, ...(reach.write ? [] : READING)].includes(role))) return true;
  return (
    place.location !== undefined && caller.roles.includes('location_admin') && caller.locations.includes(place.what)
  );
}
