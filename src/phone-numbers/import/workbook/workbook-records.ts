import { posix } from 'node:path';
import { Refusal } from '../refusal.js';
import { shown } from '../shown-cell.js';
import { Archive, MiB } from './archive.js';
import { NumberFormats } from './number-formats.js';
import { SharedStrings } from './shared-strings.js';
import { SheetReader, type SheetContext } from './sheet-reader.js';
import type { SheetRow } from './sheet-row.js';
import { spooled } from './spooled-file.js';
import { BadWorkbook } from './workbook.errors.js';
import { readXml, XmlReader } from './xml.js';

// Of XML, of which a sheet of a million rows has some hundred MiB.
const MOST_OF_A_PART = 16 * MiB;
const MOST_OF_STRINGS = 1024 * MiB;
const MOST_OF_A_SHEET = 4096 * MiB;
const MOST_SHEETS_SHOWN = 20;

interface Sheet {
  name: string;
  relation: string;
  isHidden: boolean;
}

/**
 * The rows of a sheet of a workbook (`.xlsx`, ECMA-376), one by one: of the one that is named, else of the first that is
 * not hidden. Throws BadWorkbook, WorkbookTooLarge, Refusal `unknown_sheet`.
 */
export async function* workbookRecords(
  bytes: AsyncIterable<Uint8Array>,
  sheet: string | undefined,
): AsyncGenerator<SheetRow> {
  const file = await spooled(bytes);
  try {
    const archive = await Archive.of(file);
    const { path, context } = await openSheet(archive, sheet);
    const reader = new SheetReader(context);
    const xml = new XmlReader(reader);
    for await (const chunk of archive.chunksOf(path, MOST_OF_A_SHEET)) {
      xml.write(chunk);
      yield* reader.rows.splice(0);
    }
    xml.end();
    yield* reader.rows;
  } finally {
    await file.close();
  }
}

async function openSheet(
  archive: Archive,
  wanted: string | undefined,
): Promise<{ path: string; context: SheetContext }> {
  const main = await workbookPath(archive);
  const relations = await relationsOf(archive, main);
  const { sheets, is1904 } = await sheetsOf(archive, main);
  const path = relations.byId.get(sheetOf(sheets, wanted).relation);
  if (path === undefined || !archive.has(path))
    throw new BadWorkbook('the workbook does not have the sheet that it lists');
  const [strings, formats] = [new SharedStrings(), new NumberFormats()];
  await readXml(archive.chunksOf(relations.byType.get('sharedStrings') ?? '', MOST_OF_STRINGS), strings);
  await readXml(archive.chunksOf(relations.byType.get('styles') ?? '', MOST_OF_A_PART), formats);
  return { path, context: { strings, formats, is1904 } };
}

async function workbookPath(archive: Archive): Promise<string> {
  const { byType } = await relationsOf(archive, '');
  const path = byType.get('officeDocument') ?? '';
  if (path.endsWith('.xml') && archive.has(path)) return path;
  const isOpenDocument = archive.has('mimetype') && archive.has('content.xml');
  const kind = isOpenDocument
    ? 'an OpenDocument file'
    : path.endsWith('.bin')
      ? 'a binary workbook (.xlsb)'
      : 'a ZIP file';
  throw new BadWorkbook(`this is ${kind}, which is not read; save the sheet as .xlsx, or as CSV UTF-8`);
}

/** What a part of the archive refers to: paths by id, and by the last word of the type. */
async function relationsOf(archive: Archive, part: string) {
  const { dir, base } = posix.parse(part);
  const [byId, byType] = [new Map<string, string>(), new Map<string, string>()];
  await readXml(archive.chunksOf(posix.join(dir, '_rels', `${base}.rels`), MOST_OF_A_PART), {
    opened(name, { Id, Type, Target }) {
      if (name !== 'Relationship' || Target === undefined) return;
      const path = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target);
      byId.set(Id ?? '', path);
      byType.set(Type?.slice(Type.lastIndexOf('/') + 1) ?? '', path);
    },
  });
  return { byId, byType };
}

async function sheetsOf(archive: Archive, main: string): Promise<{ sheets: Sheet[]; is1904: boolean }> {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readXml(archive.chunksOf(main, MOST_OF_A_PART), {
    opened(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = Object.keys(attributes).find((key) => key.endsWith(':id'));
      const isHidden = ['hidden', 'veryHidden'].includes(attributes.state ?? '');
      sheets.push({ name: attributes.name ?? '', relation: attributes[relation ?? ''] ?? '', isHidden });
    },
  });
  return { sheets, is1904 };
}

function sheetOf(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  const [first] = sheets.filter(({ isHidden }) => !isHidden);
  const sheet = wanted === undefined ? (first ?? sheets[0]) : sheets.find(({ name }) => name === wanted);
  if (sheet) return sheet;
  if (wanted === undefined) throw new BadWorkbook('the workbook has no sheet');
  const names = sheets.slice(0, MOST_SHEETS_SHOWN).map(({ name }) => shown(name));
  const reason = `the workbook has no sheet ${shown(wanted)}; it has ${names.join(', ')}`;
  throw new Refusal('unknown_sheet', reason, { line: 1, column: 1 });
}
