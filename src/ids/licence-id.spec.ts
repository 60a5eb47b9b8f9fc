import { licenceId, licenceUuidFrom } from './licence-id.js';
import { webexId } from './webex-id.js';

const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const LICENCE = 'c8f4a1b0-6d1e-4f0a-9b57-2f1d0c3e4a5b';
const encoded = (text: string): string => Buffer.from(text).toString('base64');

it('is the base64 of organization and licence, without padding', () => {
  const id = licenceId(ORGANIZATION, LICENCE);
  expect(Buffer.from(id, 'base64').toString()).toBe(`ciscospark://us/LICENSE/${ORGANIZATION}:BCCA_${LICENCE}`);
  expect(id).toMatch(/^\w+$/);
});

it.each([
  ['its id', licenceId(ORGANIZATION, LICENCE)],
  ['padded', `${licenceId(ORGANIZATION, LICENCE)}==`],
  ['of another type', encoded(`ciscospark://us/LICENSE/${ORGANIZATION}:MS_${LICENCE.toUpperCase()}`)],
  ['its bare UUID', LICENCE.toUpperCase()],
])('a licence is known by %s', (_, text) => {
  expect(licenceUuidFrom(text)).toBe(LICENCE);
});

it.each([
  ['nothing', ''],
  ['a workspace', webexId('PLACE', LICENCE)],
  ['no organization', encoded(`ciscospark://us/LICENSE/BCCA_${LICENCE}`)],
])('%s is no licence', (_, text) => {
  expect(licenceUuidFrom(text)).toBeUndefined();
});
