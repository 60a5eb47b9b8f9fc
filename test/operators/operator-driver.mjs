// The operator's verbs as a process that runs many: starting `linebook users move` takes longer than moving. A line of
// JSON with what to do comes in, a line with what came of it goes out, in the order in which they end.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [dist, url] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { connectedDataSource } = await load('database/data-source.js');
const { RECORD_ENTITIES } = await load('phone-numbers/record/entities.js');
const { UsersService } = await load('phone-numbers/holders/users.service.js');
const { UserMoveService } = await load('phone-numbers/holders/user-move.service.js');
const { WorkspacesService } = await load('phone-numbers/holders/workspaces.service.js');
const { OrganizationLinkService } = await load('phone-numbers/tenants/organization-link.service.js');
const { LocationsService } = await load('phone-numbers/locations/locations.service.js');

const record = await connectedDataSource({ url, poolSize: 8, limits: 'none', entities: RECORD_ENTITIES });
const users = new UsersService(record);
const moves = new UserMoveService(record);
const workspaces = new WorkspacesService(record);
const links = new OrganizationLinkService(record);
const locations = new LocationsService(record);

const VERBS = {
  link: (by, objectId, uuid) => links.link({ objectId, uuid }, by),
  move: (by, user, to) => moves.move({ objectId: user }, { objectId: to }, by),
  removeUser: (by, user) => users.remove({ objectId: user }, by),
  erase: (by, user) => users.erase({ objectId: user }, by),
  removeWorkspace: (by, workspace) => workspaces.remove(workspace, by),
  removeLocation: (by, location) => locations.remove(location, by),
};

async function done({ id, verb, args }) {
  try {
    const result = await VERBS[verb]({ subject: 'cli:operator', trackingId: id }, ...args);
    return { changed: result !== undefined && result !== false };
  } catch (error) {
    return error.kind ? { refused: error.code } : { failed: String(error.stack) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  void done(asked).then((outcome) => console.log(JSON.stringify({ id: asked.id, ...outcome })));
}
await record.destroy();
