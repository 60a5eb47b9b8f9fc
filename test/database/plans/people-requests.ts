import { administrator, ofLocation, ofPartner, type Script } from './script.js';

/** The numbers of people: read and written by everybody who may. */
export async function askForPeople({ send, free, ...known }: Script): Promise<void> {
  const [lee] = known.people;
  const who = administrator(known.five);
  const list = `GET /v1/people/${lee}/features/numbers` as const;
  const { headers } = await send(200, list, who);
  await send(304, list, who, { etag: headers.etag });
  await send(200, list, ofLocation(known));
  await send(200, `${list}?orgId=${known.five}`, ofPartner(known));
  await send(404, list, administrator(known.stranger));
  const numbers = `PUT /v1/telephony/config/people/${lee}/numbers` as const;
  const entries = (distinctiveRingEnabled: boolean, ...phoneNumbers: object[]) => ({
    body: { distinctiveRingEnabled, phoneNumbers },
  });
  const add = (i: number) => ({ action: 'ADD', directNumber: free(i) });
  await send(204, numbers, who, entries(true, add(10), add(11)));
  await send(204, numbers, ofLocation(known), entries(true, { action: 'DELETE', directNumber: free(11) }));
  await send(409, numbers, who, entries(true, { action: 'ADD', directNumber: '+12145551007' }));
  await send(204, `${numbers}?orgId=${known.five}`, ofPartner(known), entries(false, add(12)));
}
