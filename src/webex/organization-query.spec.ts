import { webexId } from '../ids/webex-id.js';
import { organizationFromQuery } from './organization-query.js';

const UUID = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const ID = webexId('ORGANIZATION', UUID);

describe('organizationFromQuery', () => {
  it.each([
    ['nothing', {}, undefined],
    ['orgId', { orgId: ID }, { uuid: UUID }],
    ['org_id', { org_id: ID }, { uuid: UUID }],
    ['a UUID in upper case', { orgId: UUID.toUpperCase() }, { uuid: UUID }],
    ['24 hex digits', { orgId: '5F7B1C2E8A1D4E0012C3B400' }, { objectId: '5f7b1c2e8a1d4e0012c3b400' }],
    ['both names, one organization', { orgId: ID, org_id: `${ID}==` }, { uuid: UUID }],
    ['other names', { organizationId: 'x', ORGID: 'x' }, undefined],
  ])('takes %s', (_, query, expected) => {
    expect(organizationFromQuery(query)).toEqual(expected);
  });

  it.each([
    ['an empty text', { orgId: '' }],
    ['an empty alias', { orgId: ID, org_id: '' }],
    ['no id', { orgId: 'x' }],
    ['a repeated name', { orgId: [ID, ID] }],
    ['two names that differ', { orgId: ID, org_id: webexId('ORGANIZATION', UUID.replace('a', 'b')) }],
    ['the id of something else', { orgId: webexId('PLACE', UUID) }],
    ['orgId[]', { 'orgId[]': ID }],
    ['orgId[$ne]', { 'orgId[$ne]': 'x' }],
  ])('refuses %s', (_, query) => {
    expect(() => organizationFromQuery(query)).toThrow('Invalid orgId');
  });
});
