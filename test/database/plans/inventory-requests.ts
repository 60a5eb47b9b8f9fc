import { webexId } from '../../../src/ids/webex-id.js';
import { administrator, ofLocation, ofPartner, type Script } from './script.js';

/** Every way to list an inventory: by the order, and by what is found first. */
export async function askForInventory({ send, free, ...known }: Script): Promise<void> {
  const numbers = 'GET /v1/telephony/config/numbers' as const;
  const who = administrator(known.five);
  const [lobby] = known.workspaces;
  const owner = `ownerId=${webexId('PLACE', lobby!)}`;
  await send(200, `${numbers}?details=true`, who);
  await send(200, `${numbers}?max=20&start=10`, who);
  await send(200, `${numbers}?state=INACTIVE&phoneNumber=555&tollFreeNumbers=true&details=true`, who);
  await send(200, `${numbers}?phoneNumber=${encodeURIComponent(free(9))}`, who);
  await send(200, `${numbers}?available=true&max=20`, who);
  await send(200, `${numbers}?available=true&max=20`, ofLocation(known));
  await send(200, `${numbers}?max=20&locationId=${known.location}`, who);
  await send(200, `${numbers}?order=lastName`, who);
  await send(200, `${numbers}?order=extension&details=true`, ofLocation(known));
  for (const filter of [owner, 'extension=102', 'ownerName=lob', 'phoneNumberType=ALTERNATE']) {
    await send(200, `${numbers}?${filter}&details=true`, who);
  }
  await send(404, `${numbers}?locationId=${known.location}`, administrator(known.stranger));
  const first = await send(200, `${numbers}?max=5&orgId=${known.five}`, ofPartner(known));
  const [, next] = /<([^>]*)>; rel="next"/.exec(first.headers.link!)!;
  await send(200, `GET ${new URL(next!).pathname}${new URL(next!).search}`, ofPartner(known));
}

/** Every list of numbers to choose from, and what checks numbers and extensions. */
export async function askForAvailable({ send, free, ...known }: Script): Promise<void> {
  const config = '/v1/telephony/config';
  const who = administrator(known.five);
  const [lobby] = known.workspaces;
  const [lee] = known.people;
  await send(200, `GET ${config}/workspaces/availableNumbers?max=20`, who);
  await send(200, `GET ${config}/workspaces/${lobby}/secondary/availableNumbers?max=20`, who);
  await send(200, `GET ${config}/people/${lee}/callForwarding/availableNumbers?max=20`, who);
  await send(200, `GET ${config}/locations/${known.location}/externalCallerId/availableNumbers?max=20`, who);
  await send(
    200,
    `GET ${config}/locations/${known.location}/availableNumbers?phoneNumber=${encodeURIComponent(free(8))}`,
    who,
  );
  const numbers = { body: { phoneNumbers: [free(8), '+13035550100', '+13039900'] } };
  await send(200, `POST ${config}/actions/validateNumbers/invoke`, who, numbers);
  const extensions = { body: { extensions: ['101', '102', '4711'] } };
  await send(200, `POST ${config}/actions/validateExtensions/invoke`, who, extensions);
  await send(200, `POST ${config}/locations/${known.location}/actions/validateExtensions/invoke`, who, extensions);
}
