import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { documentOf, type OpenApiDocument } from './schema-faults.js';

// `npm run lint:documents`: Redocly's recommended rules, a warning counting as an error.

jest.setTimeout(60_000);

function lint(folder: string) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'lint:documents'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: `${stdout}${stderr}` };
}

it('the documents are clean', () => {
  expect(lint('.')).toMatchObject({ status: 0, output: expect.stringContaining('Your API descriptions are valid') });
});

type Fault = (document: OpenApiDocument) => void;

/** A fault for each document, by the rule that is to find it. */
const FAULTS: Record<string, Fault> = {
  'no-unresolved-refs': ({ components }) => delete components.schemas.OrgPhoneNumberAssignment,
  'path-parameters-defined': ({ paths }) => {
    Object.values(paths)[0]!.get!.parameters = [];
  },
  'info-license': (document) => {
    document.info = { ...document.info, license: undefined };
  },
  'no-invalid-media-type-examples': ({ paths }) => {
    const responses = Object.values(paths)[0]!.get!.responses as Record<string, { content: object }>;
    responses['200']!.content = { 'application/json': { schema: { type: 'integer' }, example: 'one' } };
  },
};

it('a document with a fault is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linebook-documents-'));
  try {
    for (const file of ['package.json', 'redocly.yaml']) cpSync(file, join(folder, file));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    mkdirSync(join(folder, 'openapi'));
    for (const [rule, fault] of Object.entries(FAULTS)) {
      const document = documentOf('organizations');
      fault(document);
      writeFileSync(join(folder, 'openapi', `${rule}.json`), JSON.stringify(document));
    }
    const { status, output } = lint(folder);
    const found = Object.keys(FAULTS).filter((rule) => new RegExp(`error +${rule} `).test(output));
    expect([status, found]).toEqual([1, Object.keys(FAULTS)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
