import { webexId } from './webex-id.js';
import { locationUuidFrom, workspaceLocationId } from './workspace-location-id.js';

const ORGANIZATION = 'a45d6cda-ae5a-40c3-a7ad-5650fdddd53c';
const LOCATION = 'a8289722-1b80-41b7-9678-0e77ae8c1098';
const OLDER =
  'Y2lzY29zcGFyazovL3VzL0xPQ0FUSU9OL2E0NWQ2Y2RhLWFlNWEtNDBjMy1hN2FkLTU2NTBmZGRkZDUzYyNhODI4OTcyMi0xYjgwLTQxYjctOTY3OC0wZTc3YWU4YzEwOTg';
const encoded = (text: string): string => Buffer.from(text).toString('base64');

it('is the base64 of organization and location, without padding', () => {
  expect(workspaceLocationId(ORGANIZATION, LOCATION)).toBe(OLDER);
  expect(Buffer.from(OLDER, 'base64').toString()).toBe(`ciscospark://us/LOCATION/${ORGANIZATION}#${LOCATION}`);
  expect(OLDER).toMatch(/^\w+$/);
});

it.each([
  ['the older id', OLDER],
  ['padded', `${OLDER}==`],
  ['of another cluster', encoded(`ciscospark://urn:TEAM:us-east-1_int13/LOCATION/${ORGANIZATION}#${LOCATION}`)],
  ['in upper case', encoded(`ciscospark://us/LOCATION/${ORGANIZATION.toUpperCase()}#${LOCATION.toUpperCase()}`)],
  ['the newer id', webexId('LOCATION', LOCATION)],
  ['its bare UUID', LOCATION.toUpperCase()],
])('a location is known by %s', (_, text) => {
  expect(locationUuidFrom(text)).toBe(LOCATION);
});

it.each([
  ['nothing', ''],
  ['a workspace', webexId('PLACE', LOCATION)],
  ['two UUIDs of another type', encoded(`ciscospark://us/PLACE/${ORGANIZATION}#${LOCATION}`)],
  ['one UUID and a bit', encoded(`ciscospark://us/LOCATION/${ORGANIZATION}#${LOCATION.slice(0, 30)}`)],
  ['three UUIDs', encoded(`ciscospark://us/LOCATION/${ORGANIZATION}#${LOCATION}#${LOCATION}`)],
])('%s is no location', (_, text) => {
  expect(locationUuidFrom(text)).toBeUndefined();
});
