import { createSecretKey } from 'node:crypto';
import { objectIdOfUuid, uuidOfObjectId } from '../ids/derived-id.js';
import { webexId } from '../ids/webex-id.js';
import { readSettings } from '../settings/settings.js';
import { callerFrom } from './caller-claims.js';
import { demoTrust, trustFromSettings, type TrustedIssuer } from './trust.js';

const UUID = '6f0e6b0c-9d1e-4c43-8e1c-0f6f0a1b2c3d';
const OBJECT_ID = '5f7b1c2e8a1d4e0012c3b400';
const LOCATION = '0b6f0b1e-3c55-4b53-9f0e-0d3c5a1b2c3d';
const claims = { iss: 'https://issuer.test', sub: 'tester', org_id: UUID };

function trusting(organizations: string): TrustedIssuer {
  const { issuers } = trustFromSettings(
    readSettings({
      AUTH_HS256_SECRET: 'x'.repeat(32),
      AUTH_ISSUER: 'https://issuer.test',
      AUTH_AUDIENCE: 'linebook',
      AUTH_SUPERADMIN_ORGANIZATIONS: organizations,
    }),
  );
  return issuers[0]!;
}

const principal = (changed: object) => callerFrom({ ...claims, ...changed }, trusting(''));
const isSuperadmin = (organization: string, trust: TrustedIssuer): boolean =>
  callerFrom({ ...claims, org_id: organization, roles: ['SUPERADMIN'] }, trust).roles.has('SUPERADMIN');

describe('callerFrom', () => {
  it('says who calls', () => {
    const caller = principal({
      jti: 'j1',
      roles: ['full_admin', 'other'],
      scope: 'a b',
      locations: [webexId('LOCATION', LOCATION), LOCATION],
    });
    expect(caller).toEqual({
      subject: 'tester',
      issuer: 'https://issuer.test',
      tokenId: 'j1',
      organization: { uuid: UUID },
      roles: new Set(['full_admin']),
      scopes: new Set(['a', 'b']),
      locations: [LOCATION],
    });
  });

  it.each([webexId('ORGANIZATION', UUID), UUID.toUpperCase()])('takes the organization as %s', (org_id) => {
    expect(principal({ org_id }).organization).toEqual({ uuid: UUID });
  });

  it.each([
    [{ org_id: null }, 'The claim org_id is not an organization id'],
    [{ orgId: OBJECT_ID }, 'The token names more than one organization'],
    [{ roles: [], accessRole: 'x' }, 'The token states its roles twice'],
    [{ scope: 'a', scp: 'b' }, 'The claims scope and scp differ'],
    [{ locations: 'x' }, 'The claim locations is not an array'],
    [{ locations: [webexId('PLACE', LOCATION)] }, 'The claim locations has an entry that is not a location id'],
  ])('refuses %j', (changed, fault) => {
    expect(() => principal(changed)).toThrow(expect.objectContaining({ details: fault }));
  });

  it('needs an organization', () => {
    const { org_id: _, ...without } = claims;
    expect(() => callerFrom(without, trusting(''))).toThrow(
      expect.objectContaining({
        details: 'The token names no organization: it has no claim org_id or orgId or organizationId',
      }),
    );
  });
});

describe('SUPERADMIN', () => {
  it('counts for nobody until an organization is listed', () => {
    expect(isSuperadmin(UUID, trusting(''))).toBe(false);
    expect(isSuperadmin(UUID, trusting(OBJECT_ID))).toBe(false);
  });

  it.each([
    [UUID, UUID],
    [webexId('ORGANIZATION', UUID), UUID],
    [UUID, objectIdOfUuid(UUID)],
    [objectIdOfUuid(UUID), UUID],
    [OBJECT_ID, uuidOfObjectId(OBJECT_ID)],
    [uuidOfObjectId(OBJECT_ID), OBJECT_ID],
    [`${OBJECT_ID}, ${UUID}`, OBJECT_ID.toUpperCase()],
  ])('listed as %s, counts in a token of %s', (listed, organization) => {
    expect(isSuperadmin(organization, trusting(listed))).toBe(true);
  });

  it('counts for everybody with the demo key', () => {
    expect(isSuperadmin(UUID, demoTrust(createSecretKey('x'.repeat(32), 'utf8')).issuers[0]!)).toBe(true);
  });

  it('leaves the other roles when it does not count', () => {
    const { roles } = principal({ roles: 'SUPERADMIN readonly_admin' });
    expect(roles).toEqual(new Set(['readonly_admin']));
  });
});
