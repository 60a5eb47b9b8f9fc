import type { TokenOptions } from '../tokens.js';
import { webexId } from '../../src/ids/webex-id.js';
import { InventoryScene } from './inventory-scene.js';

// Nobody learns anything about a number of another organization: not whether it is held, by whom, where, since when, in
// which state; only that it cannot be had. What differs between two such numbers is told by no route.

const CONFIG = '/v1/telephony/config';
/** Of the stranger: held and in service, and neither. */
const HELD = '+12065550101';
const IDLE = '+12065550102';

let scene: InventoryScene;
let secrets: string[];

beforeAll(async () => {
  scene = await InventoryScene.start();
  const { rows, stranger } = scene;
  const locationId = await rows.location(stranger, { name: 'Secret office', routing_prefix: '77' });
  const workspaceId = await rows.workspace(stranger, locationId, { name: 'Secret lobby' });
  await rows.callingLine(stranger, { workspaceId, locationId }, { number: HELD, extension: '7777' });
  await rows.number(stranger, IDLE, locationId, { state: 'INACTIVE' });
  secrets = [locationId, workspaceId, stranger.uuid, stranger.objectId, 'Secret', '7777', 'Stranger'];
  secrets.push(webexId('LOCATION', locationId), webexId('PLACE', workspaceId));
});
afterAll(() => scene.stop());

const CALLERS: [string, () => TokenOptions][] = [
  ['a full administrator', () => ({})],
  ['a location administrator', () => ({ roles: ['location_admin'], locations: [scene.ids.office] })],
];

describe.each(CALLERS)('%s', (_, who) => {
  /** The answer with the number's own digits struck out, so that two numbers can be compared. */
  async function seen(path: string, number: string, body?: object): Promise<string> {
    const { status, text } = await scene.ask(path, { ...who(), body });
    for (const secret of secrets) expect([path, text.includes(secret)]).toEqual([path, false]);
    return `${status} ${text.replaceAll(number, 'N')}`;
  }

  it('validation: unavailable, whether it is held or not', async () => {
    const validate = (number: string) =>
      seen(`${CONFIG}/actions/validateNumbers/invoke`, number, { phoneNumbers: [number] });
    const expected = JSON.stringify({
      status: 'ERRORS',
      phoneNumbers: [
        {
          phoneNumber: 'N',
          state: 'Unavailable',
          tollFreeNumber: false,
          detail: ['[Error 8361] DN is unavailable : N'],
        },
      ],
    });
    expect(await validate(HELD)).toBe(`200 ${expected}`);
    expect(await validate(IDLE)).toBe(`200 ${expected}`);
  });

  it('free numbers and numbers to choose from: as if it did not exist', async () => {
    const { office, lobby } = scene.ids;
    for (const list of [
      'workspaces/availableNumbers',
      `workspaces/${lobby}/secondary/availableNumbers`,
      `workspaces/${lobby}/callForwarding/availableNumbers`,
      `people/${scene.people.sam}/callIntercept/availableNumbers`,
      `locations/${office}/availableNumbers`,
      `locations/${office}/externalCallerId/availableNumbers`,
    ]) {
      for (const number of [HELD, IDLE]) {
        const path = `${CONFIG}/${list}?phoneNumber=${encodeURIComponent(number)}`;
        expect(await seen(path, number)).toBe('200 {"phoneNumbers":[]}');
      }
      const all = await seen(`${CONFIG}/${list}`, HELD);
      expect([list, all.includes('"N"'), all.includes(IDLE)]).toEqual([list, false, false]);
    }
  });

  it('the inventory and its search: as if it did not exist, and it is not counted', async () => {
    for (const query of [
      `phoneNumber=${encodeURIComponent(HELD)}`,
      'phoneNumber=206555',
      'extension=7777',
      'ownerName=secret',
    ]) {
      const text = await seen(`${CONFIG}/numbers?details=true&${query}`, HELD);
      expect([query, text]).toEqual([query, expect.stringMatching(/^200 \{"phoneNumbers":\[\],.*"total":0/)]);
    }
    const all = await seen(`${CONFIG}/numbers?details=true`, HELD);
    expect([all.includes('"N"'), all.includes(IDLE)]).toEqual([false, false]);
  });
});

it('an extension of another organization’s location is no duplicate', async () => {
  const path = `${CONFIG}/locations/${scene.ids.office}/actions/validateExtensions/invoke`;
  expect((await scene.ask(path, { body: { extensions: ['7777'] } })).body).toEqual({ status: 'OK' });
});
