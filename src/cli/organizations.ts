import { Command } from 'commander';
import { objectIdFrom } from '../ids/object-id.js';
import { uuidFrom, webexId } from '../ids/webex-id.js';
import { OrganizationsService } from '../phone-numbers/organizations/organizations.service.js';
import type { Organization } from '../phone-numbers/record/organization.entity.js';
import { dataOption, operator, withRecord, type RecordOptions } from './record.js';
import { WrongUsage } from './usage.errors.js';

interface AddOptions extends RecordOptions {
  uuid?: string;
  objectId?: string;
  name: string;
}

export function organizationsCommand(): Command {
  const command = new Command('organizations').description('the organizations of the record');
  command.command('list').description('prints each with its ids').addOption(dataOption()).action(list);
  command
    .command('add')
    .description('adds one; an id that is not given is derived from the other, or made')
    .requiredOption('--name <name>', 'its name')
    .option('--uuid <id>', 'its id at the workspaces face, in any spelling')
    .option('--object-id <id>', 'its id at the organizations face, 24 hex digits')
    .addOption(dataOption())
    .action(add);
  return command;
}

async function list(options: RecordOptions): Promise<void> {
  const organizations = await withRecord(options, (record) => new OrganizationsService(record).list());
  organizations.forEach(print);
}

async function add({ uuid, objectId, name, data }: AddOptions): Promise<void> {
  const ids = {
    uuid: uuid === undefined ? undefined : uuidFrom(uuid, ['ORGANIZATION']),
    objectId: objectId === undefined ? undefined : objectIdFrom(objectId),
  };
  if (uuid !== undefined && !ids.uuid) throw new WrongUsage('--uuid is no UUID, and no id of the workspaces face');
  if (objectId !== undefined && !ids.objectId) throw new WrongUsage('--object-id is not 24 hex digits');
  if (!name.trim()) throw new WrongUsage('--name is empty');
  const added = await withRecord({ data }, (record) =>
    new OrganizationsService(record).add({ ...ids, name: name.trim() }, operator()),
  );
  print(added);
}

/** One line: the organizations face's id, the UUID, the workspaces face's id, the name. */
function print({ objectId, uuid, name }: Organization): void {
  console.log([objectId, uuid, webexId('ORGANIZATION', uuid), name ?? '(name unknown)'].join('\t'));
}
