import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LocationNotFound } from '../locations/locations.errors.js';
import { e164From } from '../record/e164.js';
import { OrganizationNotReachable } from '../record/record.errors.js';
import { isTollFree } from '../record/toll-free.js';
import { asksForOwnOrganization, type Reach } from '../tenants/reach.js';
import { KNOWN_NUMBERS, USED_EXTENSIONS } from './validation.queries.js';

/** `taken`: somebody else's, of whom nothing is said. `own`: in the inventory that was asked for already. */
export type NumberVerdict = 'available' | 'repeated' | 'invalid' | 'taken' | 'own';
export type ExtensionVerdict = 'valid' | 'repeated' | 'malformed' | 'emergency' | 'used';

export interface CheckedNumber {
  /** As it was sent. */
  text: string;
  verdict: NumberVerdict;
  isTollFree: boolean;
}

export interface CheckedExtension {
  extension: string;
  verdict: ExtensionVerdict;
}

/** Numbers that are read before other requests have their turn. */
const NUMBERS_AT_ONCE = 50;
const EXTENSION = /^[0-9]{2,10}$/;
/** Of Europe and mobile networks, North America, the United Kingdom and Australia. */
const EMERGENCY_NUMBERS = new Set(['112', '911', '999', '000']);

/** Tells beforehand what would be refused. It changes nothing, and says nothing of another organization's numbers. */
@Injectable()
export class ValidationService {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether the numbers could be added to the inventory. Throws OrganizationNotReachable. */
  async numbers(reach: Reach, texts: readonly string[]): Promise<CheckedNumber[]> {
    const e164s = await readAll(texts);
    const known = e164s.filter((e164) => e164 !== undefined);
    const rows = await KNOWN_NUMBERS(this.dataSource, reach, { e164s: known });
    assertReached(rows, reach);
    const isOwn = new Map(rows.map((row) => [row.e164, row.isOwn]));
    const before = new Set<string>();
    return texts.map((text, i) => {
      const e164 = e164s[i];
      const name = e164 ?? text;
      const verdict = before.has(name) ? 'repeated' : verdictOf(e164, isOwn);
      before.add(name);
      return { text, verdict, isTollFree: e164 !== undefined && isTollFree(e164) };
    });
  }

  /**
   * Whether the extensions could be given to lines: of the location, or of any location, which may have them already.
   * Throws OrganizationNotReachable, LocationNotFound.
   */
  async extensions(reach: Reach, extensions: readonly string[], location?: string): Promise<CheckedExtension[]> {
    const rows = await USED_EXTENSIONS(this.dataSource, reach, { location, extensions });
    assertReached(rows, reach);
    if (location !== undefined && !rows[0]?.locationUuid) throw new LocationNotFound();
    const used = new Set(rows.map(({ extension }) => extension));
    const before = new Set<string>();
    return extensions.map((extension) => {
      const verdict = before.has(extension) ? 'repeated' : extensionVerdict(extension, used);
      before.add(extension);
      return { extension, verdict };
    });
  }
}

async function readAll(texts: readonly string[]): Promise<(string | undefined)[]> {
  const e164s: (string | undefined)[] = [];
  for (const [i, text] of texts.entries()) {
    if (i && i % NUMBERS_AT_ONCE === 0) await othersHadTheirTurn();
    e164s.push(e164From(text));
  }
  return e164s;
}

function assertReached(rows: readonly object[], reach: Reach): void {
  if (!rows.length && !asksForOwnOrganization(reach)) throw new OrganizationNotReachable();
}

function verdictOf(e164: string | undefined, isOwn: ReadonlyMap<string | null, boolean | null>): NumberVerdict {
  if (e164 === undefined) return 'invalid';
  if (!isOwn.has(e164)) return 'available';
  return isOwn.get(e164) ? 'own' : 'taken';
}

function extensionVerdict(extension: string, used: ReadonlySet<string | null>): ExtensionVerdict {
  if (!EXTENSION.test(extension)) return 'malformed';
  if (EMERGENCY_NUMBERS.has(extension)) return 'emergency';
  return used.has(extension) ? 'used' : 'valid';
}
