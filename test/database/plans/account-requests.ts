import { randomUUID } from 'node:crypto';
import { licenceId } from '../../../src/ids/licence-id.js';
import { administrator, ofLocation, ofPartner, type Script } from './script.js';

/** What the workspaces face tells of people, organizations and licences, by everybody who may or may not see them. */
export async function askWhoIsThere({ send, five, many, users, location, licences, stranger, ...known }: Script) {
  const of = { five, many, users, location, licences, stranger, ...known };
  const who = administrator(five);
  const [, sam] = users;
  const { body } = await send(200, `GET /v1/people?id=${sam}`, who);
  const { id } = (body as { items: { id: string }[] }).items[0]!;
  await send(200, 'GET /v1/people/me?callingData=true', administrator(five, { subject: id }));
  await send(200, `GET /v1/people/${id}?callingData=true`, ofLocation(of));
  await send(200, `GET /v1/people/${id}?orgId=${five}`, ofPartner(of));
  await send(404, `GET /v1/people/${id}`, administrator(stranger));
  for (const filter of [
    '',
    'email=sam.patel@acme.example',
    'displayName=sam',
    `locationId=${location}`,
    `id=${users.join()}`,
  ]) {
    for (const asks of [who, ofLocation(of)]) await send(200, `GET /v1/people?max=3&${filter}`, asks);
    const first = await send(200, `GET /v1/people?max=2&${filter}`, who);
    const [, next] = /<([^>]*)>; rel="next"/.exec(first.headers.link!)!;
    await send(200, `GET ${new URL(next!).pathname}${new URL(next!).search}`, who);
  }
  for (const filter of ['', '&displayName=sam'])
    await send(200, `GET /v1/people?max=100${filter}`, administrator(many));
  await send(200, 'GET /v1/people?email=nobody@acme.example', administrator(many));
  await send(200, 'GET /v1/organizations', ofPartner(of));
  await send(200, `GET /v1/organizations/${five}`, ofPartner(of));
  await send(404, `GET /v1/organizations/${randomUUID()}`, who);
  await send(200, 'GET /v1/licenses', who);
  const licensed = `/v1/licenses/${licenceId(five, licences[0]!)}` as const;
  await send(200, `GET ${licensed}`, who);
  await send(200, `GET ${licensed}?includeAssignedTo=user&limit=2`, ofLocation(of));
  for (const list of ['locations', 'workspaceLocations', 'telephony/config/locations', 'workspaces'])
    for (const asks of [who, ofLocation(of)]) await send(200, `GET /v1/${list}?max=2`, asks);
  for (const order of ['asc', 'desc']) {
    const list = `GET /v1/telephony/config/locations?max=2&order=${order}` as const;
    await send(200, list, ofLocation(of));
    const [, next] = /<([^>]*)>; rel="next"/.exec((await send(200, list, administrator(many))).headers.link!)!;
    await send(200, `GET ${new URL(next!).pathname}${new URL(next!).search}`, administrator(many));
  }
  await send(200, `GET /v1/workspaces/${known.workspaces[0]}`, who);
  await send(200, `GET /v1/locations/${location}`, who);
}
