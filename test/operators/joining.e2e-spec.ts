import { codesOf, importScene, refusalsOf, type ImportScene } from '../cli/import-scene.js';
import { linebook } from '../cli/linebook.js';
import { ACME, assignment, ATLAS, line, workspaceAnswer, workspaceId } from '../cli/vendor-answers.js';
import { everyRow } from '../every-row.js';
import { webexId } from '../../src/ids/webex-id.js';

// One company that two vendors know by two ids.

jest.setTimeout(60_000);

let scene: ImportScene;
beforeAll(async () => void (scene = await importScene()));
afterAll(() => scene.end());

const run = (...args: string[]) => linebook(args, { env: { DATABASE_URL: scene.database.url } });
const done = (text: string) => ({ code: 0, stdout: `${text}\n`, stderr: '' });

const CRM = { assignments: [assignment(1, 1, { isDefault: true }), assignment(2, 2)] };
/** The workspace has number 2 as well, and 3 besides. */
const WEBEX = workspaceAnswer([line(3, '800'), line(2, null, { primary: false })]);
const WITHOUT_CONFLICT = workspaceAnswer([line(3, '800')]);

it('a number that both vendors give out is of another organization before the link, and has a second holder after it', async () => {
  expect(await scene.imported(CRM, '--organization', ACME)).toMatchObject({ code: 0 });
  expect(codesOf(await refusalsOf(scene.database, WEBEX))).toEqual(['number_of_another_organization']);

  expect(await run('organizations', 'link', ACME.toUpperCase(), webexId('ORGANIZATION', ATLAS))).toEqual(
    done('linked'),
  );
  const record = await everyRow(scene.database);
  expect(await run('organizations', 'link', ACME, ATLAS)).toEqual(done('linked already: nothing changed'));
  expect(await everyRow(scene.database)).toBe(record);

  expect(codesOf(await refusalsOf(scene.database, WEBEX))).toEqual(['second_inbound_holder']);
  expect(await scene.imported(WITHOUT_CONFLICT)).toMatchObject({ code: 0 });
  expect(await scene.listOf(ATLAS)).toEqual(CRM);
  expect(await scene.listOf(ACME)).toEqual(CRM);
  // A token of either vendor is of the one organization now.
  for (const id of [ATLAS, ACME]) expect(await scene.workspaceOf(id, workspaceId(1))).toEqual(WITHOUT_CONFLICT);
  expect(await run('organizations', 'list')).toEqual(
    done([ACME, ATLAS, webexId('ORGANIZATION', ATLAS), 'Atlas'].join('\t')),
  );
  const held = await scene.database.query(
    `SELECT o.object_id AS "objectId", count(*)::int AS lines FROM number_assignments a
       JOIN organizations o ON o.id = a.organization_id WHERE a.valid_to IS NULL GROUP BY 1`,
  );
  expect(held).toEqual([{ objectId: ACME, lines: 3 }]);
});
