import { randomUUID } from 'node:crypto';
import type { Answer } from '../../ask.js';
import { administrator, ofLocation, ofPartner, type Script } from './script.js';

/** What is written of locations and of workspaces themselves. */
export async function writePlaces(script: Script): Promise<void> {
  await writeInventory(script);
  await writeWorkspaces(script);
  await writeLocations(script);
}

/** Whatever the writes to the inventory of a location answer. */
async function writeInventory({ send, free, ...known }: Script): Promise<void> {
  const who = administrator(known.five);
  const path = `/v1/telephony/config/locations/${known.location}/numbers`;
  const list = (...phoneNumbers: string[]) => ({ body: { phoneNumbers } });
  // Few: each is written into every index of numbers.
  const fresh = [10, 11].map((i) => free(i).replace('+1214', '+1217'));
  await send(201, `POST ${path}`, who, list(...fresh));
  await send(409, `POST ${path}`, who, list('+12165551001'));
  await send(409, `POST ${path}`, who, list(fresh[0]!));
  await send(204, `PUT ${path}`, who, { body: { ...list(fresh[0]!).body, action: 'DEACTIVATE' } });
  await send(204, `PUT ${path}?orgId=${known.five}`, ofPartner(known), list(fresh[0]!));
  await send(204, `DELETE ${path}`, who, list(...fresh));
  await send(502, `DELETE ${path}`, who, list(fresh[0]!));
  await send(404, `DELETE ${path}`, administrator(known.stranger), list(fresh[0]!));
}

/** Workspaces that come, change and go, by everybody who may. */
async function writeWorkspaces({ send, free, ...known }: Script): Promise<void> {
  const who = administrator(known.five);
  const [professional, common] = known.licences;
  const calling = (webexCalling: object, more: object = {}) => ({
    body: {
      displayName: 'Desk',
      calling: { type: 'webexCalling', webexCalling: { locationId: known.location, ...webexCalling } },
      ...more,
    },
  });
  const extension = (i: number) => `4${free(i).slice(-4)}`;
  const idOf = ({ body }: Answer): string => (body as { id: string }).id;
  const lobby = idOf(
    await send(201, 'POST /v1/workspaces', who, calling({ phoneNumber: free(13), extension: extension(13) })),
  );
  await send(409, 'POST /v1/workspaces', who, calling({ phoneNumber: free(13), licenses: [professional] }));
  await send(201, `POST /v1/workspaces?orgId=${known.five}`, ofPartner(known), calling({ extension: extension(14) }));
  await send(201, 'POST /v1/workspaces', who, calling({}, { hotdeskingStatus: 'on' }));
  await send(201, 'POST /v1/workspaces', ofLocation(known), { body: { displayName: 'X', locationId: known.location } });
  const room = idOf(await send(201, 'POST /v1/workspaces', who, { body: { displayName: 'Room', capacity: 4 } }));
  await send(403, 'POST /v1/workspaces', who, { body: { displayName: 'X', orgId: known.stranger } });
  await send(200, `PUT /v1/workspaces/${lobby}`, who, calling({ licenses: [professional] }, { notes: 'x' }));
  await send(200, `PUT /v1/workspaces/${room}`, who, calling({ extension: extension(15), licenses: [common] }));
  await send(200, `PUT /v1/workspaces/${lobby}`, who, { body: { calling: { type: 'freeCalling' } } });
  for (let time = 0; time < 2; time++) await send(204, `DELETE /v1/workspaces/${room}`, who, { key: `end-${room}` });
  await send(204, `DELETE /v1/workspaces/${lobby}`, ofLocation(known));
  await send(404, `DELETE /v1/workspaces/${randomUUID()}`, who);
}

/** Locations that come, change and go. */
async function writeLocations({ send, free, ...known }: Script): Promise<void> {
  const who = administrator(known.five);
  const body = { name: 'Branch', timeZone: 'UTC', preferredLanguage: 'en_us', address: { country: 'US' } };
  const made = await send(201, 'POST /v1/locations', who, { body });
  const { id } = made.body as { id: string };
  await send(201, 'POST /v1/telephony/config/locations', who, { body: { id } });
  const telephony = `PUT /v1/telephony/config/locations/${known.location}` as const;
  await send(204, telephony, who, { body: { callingLineId: { phoneNumber: free(17) } } });
  await send(400, `PUT /v1/telephony/config/locations/${id}`, who, { body: { routingPrefix: '8' } });
  await send(204, `PUT /v1/telephony/config/locations/${id}`, who, { body: { routingPrefix: '9' } });
  const route = { premiseRouteType: 'TRUNK', premiseRouteId: known.location };
  await send(204, `PUT /v1/telephony/pstn/locations/${id}/connection`, who, { body: route });
  await send(204, `PUT /v1/locations/${known.location}`, ofLocation(known), { body: { notes: free(17) } });
  await send(201, `POST /v1/telephony/config/locations/${id}/numbers`, who, {
    body: { phoneNumbers: [free(18).replace('+1214', '+1217')] },
  });
  for (let time = 0; time < 2; time++) await send(204, `DELETE /v1/locations/${id}`, who, { key: `end-${id}` });
}
