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
  await writePeople({ send, free, ...known });
}

/** Somebody is made, changed, licensed and removed. */
async function writePeople({ send, free, ...known }: Script): Promise<void> {
  const who = administrator(known.five);
  const [licence] = known.licences;
  const email = `${free(17)}@acme.example`;
  const whole = (i: number) => ({
    ...{ emails: [email], displayName: 'Lee Park', phoneNumbers: [{ type: 'work', value: free(i) }] },
    ...{ locationId: known.location, licenses: [licence] },
  });
  const key = `lee-${free(17)}`;
  const { body } = await send(200, 'POST /v1/people', who, { body: whole(17), key });
  await send(200, 'POST /v1/people', who, { body: whole(17), key });
  const { id } = body as { id: string };
  await send(200, `PUT /v1/people/${id}`, who, { body: whole(18) });
  const patch = (sent: object) => send(200, 'PATCH /v1/licenses/users', who, { body: sent });
  await patch({ email, licenses: [{ id: licence, operation: 'remove' }] });
  await patch({ personId: id, licenses: [{ id: licence, properties: { phoneNumber: free(18) } }] });
  await send(204, `DELETE /v1/people/${id}`, who);
  await send(404, `DELETE /v1/people/${id}`, who);
}
